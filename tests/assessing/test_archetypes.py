"""Kinds of system guessed from names a bank would use, in both languages."""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.assessing import load_rule_set
from planner.assessing.archetypes import ArchetypeFinder
from planner.assessing.name_phrases import Phrase, PhraseBook, phrase_of
from planner.model.inventory import Workload
from samples.bank.inventory import bank_inventory

FINDER = ArchetypeFinder(load_rule_set("balanced").archetypes, "bank-cn")
NAMES: dict[str, tuple[str, ...]] = {
    "customer_information": (
        "Enterprise Customer Information",
        "ECIF",
        "企业级客户信息系统",
        "客户主数据平台",
    ),
    "ledger": (
        "General Ledger",
        "总账系统",
        "对账平台",
        "Reconciliation",
        "手续费管理",
        "会计核算系统",
    ),
    "operations_centre": (
        "Central Authorisation",
        "集中作业平台",
        "集中授权系统",
        "影像档案平台",
        "Image and Voucher Archive",
    ),
    "shared_platform": (
        "Object Storage",
        "区块链平台",
        "End-of-day Scheduler",
        "批量调度平台",
        "IT Service Management",
        "电子签章与 CA",
    ),
    "core_banking": (
        "Core Banking System",
        "T24 Core Banking",
        "Core Bank Ledger",
        "核心业务系统",
        "银行核心系统",
        "综合业务核心系统",
        "新一代核心账务系统",
        "Host core system",
    ),
    "distributed_core": (
        "Distributed Core Platform",
        "New Core (distributed)",
        "分布式核心系统",
        "新核心系统",
        "Distributed deposit core",
    ),
    "deposit": (
        "Deposit Products",
        "Savings Accounts",
        "存款系统",
        "大额存单系统",
        "储蓄业务系统",
        "Term Deposit Engine",
    ),
    "lending": (
        "Corporate Loan System",
        "Mortgage Servicing",
        "Credit Management System",
        "信贷管理系统",
        "对公贷款系统",
        "押品管理系统",
        "公积金系统",
        "Collateral Register",
        "Trade Finance",
        "个人贷款系统",
    ),
    "online_lending": (
        "Online Lending Platform",
        "Internet Loan",
        "互联网贷款平台",
        "网贷核心",
        "线上贷款系统",
        "Consumer online loan engine",
        "助贷平台",
    ),
    "credit_card": (
        "Credit Card Application",
        "信用卡申请进件系统",
        "信用卡分期系统",
        "Credit card instalments",
    ),
    "credit_card_core": (
        "Credit Card Core",
        "信用卡核心系统",
        "贷记卡核心",
        "Card core (VisionPLUS)",
    ),
    "payment": (
        "Payment Hub",
        "Settlement Engine",
        "支付结算平台",
        "票据系统",
        "Cash Management",
        "统一支付平台",
        "QR payment",
    ),
    "interbank_payment": (
        "Interbank Payment Gateway (HVPS)",
        "SWIFT Alliance",
        "二代支付前置",
        "银联前置系统",
        "大小额支付系统前置",
        "CNAPS gateway",
        "Cross-border message gateway",
        "网联清算前置",
    ),
    "wealth": (
        "Wealth Management",
        "理财销售系统",
        "基金代销系统",
        "Private Bank Portal",
        "保险代销平台",
        "Insurance agency",
        "财富管理平台",
    ),
    "treasury": (
        "Treasury Trading",
        "资金交易系统",
        "Financial Markets Front Office",
        "资产负债管理系统",
        "债券托管系统",
        "FTP funds transfer pricing",
        "外汇交易系统",
    ),
    "corporate_internet_bank": (
        "Corporate Internet Bank",
        "企业网银",
        "企业网上银行",
        "Corporate online banking",
        "银企直连平台",
    ),
    "mobile_bank": (
        "Mobile Banking App",
        "手机银行",
        "个人网上银行",
        "Retail Internet Banking",
        "移动银行客户端",
    ),
    "mini_program": (
        "WeChat Mini-program",
        "微信小程序",
        "微信银行公众号",
        "Social channel hub",
    ),
    "web_site": ("Public web site", "Corporate Website", "官方网站", "门户网站", "Webauftritt"),
    "remote_bank": (
        "Remote Bank (video)",
        "远程银行",
        "视频银行平台",
        "Contact Centre",
        "客服中心系统",
        "95588呼叫中心系统",
        "Call center IVR",
    ),
    "branch": (
        "Branch Teller",
        "柜面系统",
        "ATM Management",
        "自助设备平台",
        "网点智能柜台",
        "Self-service kiosk",
        "移动展业平台",
    ),
    "open_banking": (
        "Open Banking Platform",
        "开放银行平台",
        "Open API platform",
        "API开放平台",
    ),
    "merchant": (
        "Merchant Acquiring",
        "商户管理平台",
        "收单系统",
        "权益平台",
        "Benefits platform",
    ),
    "points_mall": (
        "Points Mall",
        "积分商城",
        "Loyalty programme",
        "积分系统",
    ),
    "marketing": (
        "Marketing Platform",
        "智能营销平台",
        "Campaign Manager",
        "精准营销系统",
    ),
    "customer_tags": (
        "Customer Tags",
        "客户标签系统",
        "客户画像平台",
        "Customer 360 view",
        "客户统一视图",
    ),
    "manager_workbench": (
        "Customer-manager Workbench",
        "客户经理工作台",
        "Relationship manager workbench",
    ),
    "chatbot": (
        "Intelligent Customer Service",
        "智能客服",
        "Chatbot",
        "智能外呼机器人",
    ),
    "risk_control": (
        "Risk Control Platform",
        "风控平台",
        "市场风险系统",
        "Operational Risk",
        "风险预警系统",
        "征信前置系统",
        "智能风控决策引擎",
    ),
    "anti_fraud": (
        "Anti-fraud Engine",
        "反欺诈系统",
        "Fraud Detection",
        "交易反欺诈平台",
    ),
    "anti_money_laundering": (
        "Anti-money-laundering",
        "AML Screening",
        "反洗钱系统",
        "Sanctions screening",
        "黑名单制裁筛查",
    ),
    "credit_scoring": (
        "Credit Scoring",
        "信用评分模型系统",
        "Internal Rating System",
        "内部评级系统",
        "申请评分卡系统",
    ),
    "collection": (
        "Collection System",
        "催收系统",
        "Debt collection",
        "不良资产催收平台",
    ),
    "data_platform": (
        "Big Data Platform",
        "大数据平台",
        "数据中台",
        "Data Lake",
        "数据湖",
        "Data service platform",
    ),
    "data_governance": (
        "Data Governance",
        "数据治理平台",
        "Metadata Catalogue",
        "元数据管理",
        "数据标准管理平台",
    ),
    "data_warehouse": (
        "Data Warehouse",
        "数据仓库",
        "报表平台",
        "Report server",
        "Data mart for finance",
        "数据集市",
    ),
    "cockpit": (
        "Management Cockpit",
        "管理驾驶舱",
        "Executive dashboard",
        "经营看板",
    ),
    "regulatory_reporting": (
        "Regulatory Reporting",
        "监管报送平台",
        "EAST报送系统",
        "1104 statistical reporting",
        "金融统计报送",
    ),
    "federated_learning": (
        "Federated Learning",
        "联邦学习平台",
        "隐私计算平台",
    ),
    "ai_platform": (
        "AI Platform",
        "人工智能平台",
        "OCR service",
        "人脸识别平台",
        "Voice recognition",
        "语音识别",
        "Face recognition",
        "大模型平台",
        "Machine learning platform",
    ),
    "mobile_platform": (
        "Mobile Development Platform",
        "移动开发平台",
        "mPaaS",
    ),
    "business_platform": (
        "User Centre",
        "产品中心",
        "业务中台",
        "Payment Centre",
        "支付中心",
        "权益中心",
        "用户中心",
        "API gateway",
    ),
    "devops": (
        "DevOps Platform",
        "微服务平台",
        "Container platform",
        "CI/CD tool chain",
        "研发运维一体化平台",
        "容器云平台",
    ),
    "identity": (
        "Identity and Access Management",
        "统一身份认证",
        "Active Directory",
        "4A平台",
        "LDAP directory",
        "Single sign-on",
    ),
    "message_bus": (
        "Message Bus",
        "ESB",
        "企业服务总线",
        "Kafka message queue",
        "消息队列",
        "消息中间件平台",
    ),
    "office": (
        "Office Automation",
        "OA系统",
        "邮件系统",
        "E-mail",
        "视频会议系统",
        "协同办公平台",
    ),
    "desktop": (
        "Virtual Desktop (VDI)",
        "桌面云",
        "Desktop cloud",
    ),
    "recovery_site": (
        "Disaster Recovery Site",
        "同城灾备中心",
        "异地灾备",
        "Core Banking DR Site",
        "核心系统灾备",
    ),
    "supply_chain_finance": (
        "Supply-chain Finance",
        "供应链金融平台",
        "Supply Chain Finance portal",
    ),
    "rural_finance": (
        "Rural Finance",
        "涉农金融平台",
        "惠农服务平台",
        "Agricultural credit",
        "农村普惠金融服务站系统",
    ),
    "education": (
        "Campus Service",
        "智慧校园",
        "教育缴费平台",
        "School fees",
    ),
    "health": (
        "Hospital Service",
        "智慧医疗平台",
        "医院缴费平台",
    ),
    "transport": (
        "Transit card app",
        "智慧交通",
        "ETC Toll Service",
        "公交出行平台",
    ),
    "government": (
        "Government Service",
        "政务服务平台",
        "社保卡系统",
        "Smart community",
    ),
    "monitoring": (
        "Monitoring Platform",
        "统一监控平台",
        "Backup System",
        "日志平台",
        "Key management",
        "安全运营中心",
        "堡垒机",
    ),
    "crm": ("CRM", "客户关系管理系统"),
    "human_resources": ("Human resources", "人力资源系统"),
    "procurement": ("Procurement", "费控报销系统"),
    "document_management": ("Records Archive", "档案管理系统"),
    "erp": ("SAP ERP", "企业资源计划"),
    "network": ("Web proxy", "防火墙"),
    "file_service": ("File server", "文件传输"),
    "test_environment": (
        "Mobile Bank, System Test",
        "核心系统测试环境",
        "手机银行开发测试环境",
        "CRM-UAT",
        "Loans sandbox",
    ),
}
"""Every kind of system that the rule sets know, to names of it."""


@pytest.mark.parametrize("kind", NAMES)
def test_names_of_a_kind_are_recognised(kind: str) -> None:
    found = {name: FINDER.find(Workload("x", name))[0] for name in NAMES[kind]}
    assert {name: one.key if one else None for name, one in found.items()} == dict.fromkeys(
        NAMES[kind], kind
    )


def test_every_kind_of_a_bank_has_names_in_both_languages_here() -> None:
    bank = {key for key, kind in FINDER.by_key.items() if "bank-cn" in kind.fields}
    assert bank <= set(NAMES)
    for names in NAMES.values():
        assert any(name.isascii() for name in names)
        assert any(not name.isascii() for name in names)


def test_the_sample_is_read_alike_in_both_languages() -> None:
    pairs = zip(bank_inventory("en").workloads, bank_inventory("zh").workloads, strict=True)
    differ, wrong = [], []
    for pair in pairs:
        guesses = [guess and guess.key for guess in map(FINDER.guess_of, pair)]
        if guesses[0] is None or guesses[0] != guesses[1]:
            differ.append([one.name for one in pair])
        if guesses[0] != pair[0].text("archetype"):
            wrong.append(pair[0].name)
    assert differ == []
    assert len(wrong) <= 7, wrong


def test_the_sample_states_the_kind_of_every_system() -> None:
    for one in bank_inventory("en").workloads:
        kind, guessed = FINDER.find(one)
        assert kind is not None, one.name
        assert not guessed, one.name


def test_a_recovery_site_of_the_core_is_no_core() -> None:
    for name in ("Core Banking DR Site", "核心系统灾备", "核心系统测试环境"):
        kind, guessed = FINDER.find(Workload("x", name))
        assert kind is not None
        assert kind.key in ("recovery_site", "test_environment")
        assert guessed


def test_the_domain_speaks_where_the_name_does_not_and_the_person_before_both() -> None:
    quiet = Workload("x", "Zeus", {"domain": "支付结算"})
    told = Workload("x", "Mobile Bank", {"archetype": "office"})
    assert FINDER.find(quiet)[0] == FINDER.by_key["payment"]
    assert FINDER.find(told) == (FINDER.by_key["office"], False)


HERE = Path(__file__).parent


def _judged(file: str, *, alone: bool) -> tuple[float, float]:
    """Shares of names that are taken for the right kind and for a wrong one."""
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kinds = load_rule_set("balanced").archetypes
    fields = {"none"} if alone else {row["field"] for row in rows}
    finders = {field: ArchetypeFinder(kinds, field) for field in fields}
    right = wrong = 0
    for row in rows:
        guess = finders["none" if alone else row["field"]].guess(row["name"])
        key = guess.key if guess else ""
        right += key in row["kind"].split("|")
        wrong += bool(key) and key not in row["kind"].split("|")
    return right / len(rows), wrong / len(rows)


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(
    "file",
    [
        "names_by_field.csv",
        "names_after_the_freeze.csv",
        "names_of_december.csv",
        "names_of_eight_fields.csv",
    ],
)
def test_names_from_public_lists_are_right_or_not_known(file: str, alone: bool) -> None:
    """Names of eight fields from public lists; the second was chosen after the matcher.

    The third is later still: 82 of 103 right and 5 wrong, before what it showed was mended.
    The fourth was written in three goes, each before the matcher was asked: of 120 names 88
    right and 7 wrong, then of 88 names 60 and 1, then of 60 names 35 and none.
    """
    right, wrong = _judged(file, alone=alone)
    assert right >= 0.7
    assert wrong <= 0.03


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Warehouse Management", "warehouse_management"),
        ("SCADA Data Collection", "scada"),
        ("Non-core Systems Monitor", "monitoring"),
        ("非核心系统监控", "monitoring"),
        ("Claims Data Warehouse", "data_warehouse"),
        ("ClaimCenter", "claims"),
        ("MES Line 4", "mes"),
        ("MES Packaging Line 4", "mes"),
        ("SCADA Line B", "scada"),
        ("SCADA2", "scada"),
        ("Line Manager Portal", ""),
        ("Office Building Access Cards", ""),
        ("Sales without Payments", ""),
        ("Non-ledger Reports", ""),
        ("Machine Monitoring", ""),
    ],
)
@pytest.mark.parametrize("field", ["none", "insurer", "manufacturer"])
def test_context_and_negations_decide(name: str, kind: str, field: str) -> None:
    guess = ArchetypeFinder(load_rule_set("balanced").archetypes, field).guess(name)
    assert (guess.key if guess else "") == kind


def test_a_kind_is_not_read_out_of_another_word() -> None:
    for name in ("Loans", "Catalogue", "Matmul", "Escrow", "Boat register"):
        kind, _ = FINDER.find(Workload("x", name))
        assert kind is None or kind.key == "lending"


def test_words_are_looked_up_by_their_beginnings(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(5)
    stems = ["".join(draw.choices("abc", k=draw.randint(1, 4))) for _ in range(60)]
    marks = ("", "*", "$", "*$")
    texts = [stem + draw.choice(marks) for stem in stems]
    texts += [f"{one} {other}*" for one, other in itertools.pairwise(stems)]
    book = PhraseBook([(text, str(at)) for at, text in enumerate(texts)], ())
    tried: list[Phrase] = []
    stands = Phrase.stands_at

    def counted(phrase: Phrase, words: Sequence[str], place: int) -> bool:
        tried.append(phrase)
        return stands(phrase, words, place)

    monkeypatch.setattr(Phrase, "stands_at", counted)
    for _ in range(40):
        words = tuple("".join(draw.choices("abc", k=draw.randint(1, 5))) for _ in range(4))
        known = [(phrase_of(text), str(at)) for at, text in enumerate(texts)]
        found = {
            (place, phrase)
            for place in range(len(words))
            for phrase, _ in known
            if stands(phrase, words, place)
        }
        assert {(s.start, key) for s in book.spans(words) for key in s.strong} <= {
            (place, key) for place, phrase in found for other, key in known if other == phrase
        }
        assert bool(found) == bool(book.spans(words))
    assert len(tried) < 40 * 4 * len(texts) / 3


@pytest.mark.parametrize("called", ["Mobile bank", "手机银行", "mobile BANK", "mobile_bank"])
def test_a_kind_is_known_by_what_people_call_it(called: str) -> None:
    workload = Workload("x", "Zebra", {"archetype": called})
    found, guessed = FINDER.find(workload)
    assert found is not None
    assert (found.key, guessed) == ("mobile_bank", False)


EVERYWHERE = load_rule_set("balanced").archetypes
SAID = [
    ("none", "SIM Card Provisioning", "network_operations"),
    ("none", "User Provisioning", "identity"),
    ("none", "Cloud Provisioning", "devops"),
    ("insurer", "Vermittlerprovision", "distribution"),
    ("insurer", "Provisionsabrechnung", "distribution"),
    ("public-sector", "Library Self-Checkout", "public_works"),
    ("insurer", "Treaty Accounting (SICS)", "reinsurance"),
    ("insurer", "Solvency II QRT Reporting", "regulatory_reporting"),
    ("none", "Student Loan Disbursement", "education_administration"),
    ("none", "Parcel Track and Trace", "delivery"),
    ("health", "Laborinformationssystem", "laboratory"),
    ("manufacturer", "Laborinformationssystem", "lims"),
    ("health", "Doctolib Terminbuchung", "patient_portal"),
    ("manufacturer", "Siemens Opcenter Execution", "mes"),
    ("manufacturer", "PTC Windchill PDMLink", "plm"),
    ("manufacturer", "Kinaxis RapidResponse", "production_planning"),
    ("manufacturer", "BDE/MDE Terminal", "mes"),
    ("public-sector", "Accela Permitting", "permits"),
    ("retail-commerce", "Manhattan Active WM", "warehouse_management"),
    ("none", "Blackboard Learn", "education_administration"),
    ("none", "Ellucian Banner", "education_administration"),
    ("none", "Campusmanagement HISinOne", "education_administration"),
    ("bank-eu", "NICE Actimize SAM", "anti_money_laundering"),
    ("none", "Amdocs CES Billing", "usage_billing"),
    ("manufacturer", "金蝶云星空", "erp"),
    ("health", "医保控费系统", "health_billing"),
    ("health", "Dienstplanung Pflege (SP-Expert)", "human_resources"),
    ("health", "OP-Dokumentation", "theatre_intensive"),
    ("health", "Schwesternruf", "medical_devices"),
    ("none", "Gebäudeleittechnik", "facility"),
    ("none", "Gebaeudeleittechnik", "facility"),
    ("health", "Zutrittskontrolle", "facility"),
]


@pytest.mark.parametrize(("field", "name", "kind"), SAID)
def test_names_that_architects_of_other_fields_brought(field: str, name: str, kind: str) -> None:
    found, _ = ArchetypeFinder(EVERYWHERE, field).find(Workload("x", name, {}))
    assert (found.key if found else "") == kind


def test_an_open_stem_keeps_its_letters() -> None:
    """``provisions*`` is the stem of a German word, no plural: it opens no English one."""
    assert phrase_of("provisions*").stands_at(("provisionsabrechnung",), 0)
    assert not phrase_of("provisions*").stands_at(("provisioning",), 0)
