# ruff: noqa: E501 - word lists read best as lines of words
"""Words in cells: yes and no, gaps, and the many spellings of a choice."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from planner.importing.spelling import alike
from planner.model.fields import FIELD_BY_KEY, Field
from planner.wording import LANGUAGES, has, say

__all__ = [
    "NOT_YET",
    "choice_words_of",
    "flag_of",
    "folded",
    "is_missing",
    "nearest_choice",
    "nearest_spelling",
    "target_of",
    "yes_or_no",
]

_MISSING: Final = frozenset(
    "- -- --- – — / n/a na n.a. nil null none nan tbd tbc tba ? ?? unknown undefined unspecified"
    " #n/a #na not-applicable untagged unassigned unallocated 不详 未评级 未评定 未分级 暂无 无 空 不适用 不清楚 미정 알수없음 해당없음 notsure don't-know k.a. k.-a. unbekannt offen n.n. inconnu inconnue nd desconocido s/d ns/nc (blank) (null) (none) [] {}".split()
)
_NOT_SAID: Final = re.compile(
    r"(?:not|none|nothing|un)[ -]?(?:yet )?(?:stated|given|provided|recorded|known|specified|defined|available|applicable|assessed|rated|disclosed|determined|decided|confirmed|entered|captured|collected|reported|supplied|identified|declared|sure)"
    r"|(?:keine|ohne) angaben?|nicht (?:bekannt|angegeben|erfasst|definiert|bewertet|zutreffend|gepflegt)"
    r"|(?:non|pas) (?:renseigné|communiqué|défini|précisé|connu|spécifié|évalué)e?|non applicable|sans objet"
    r"|no (?:aplica|informad[oa]|especificad[oa]|definid[oa]|disponible|indicad[oa]|conocid[oa])|sin (?:datos|especificar|definir|información|informar|determinar)"
    r"|non (?:not[oa]|specificat[oa]|definit[oa]|disponibile|applicabile|indicat[oa])"
    r"|[未待](?:知|填写?|提供|说明|明确|定级?|登记|评估|收集|确定|统计|确认|补充|核实|录入)"
)
"""Words that say that nobody has said: *not stated*, *keine Angabe*, 未填写."""
_YES: Final = frozenset(
    "yes y j true t 1 x ✓ ✔ √ on enabled 是 有 真 对 已 启用 需要 涉及 含 包含 存在 支持 ja oui si sí sì vrai vero 有り あり はい 該当 예 있음 포함 wahr verdadero vorhanden".split()
)
NOT_YET: Final = (
    "not yet",
    "noch nicht",
    "pas encore",
    "todavía no",
    "aún no",
    "non ancora",
    "尚未",
)
"""What denies only until now."""
_NO: Final = frozenset(
    "no n false f 0 ✗ ✘ × off disabled 否 无 假 没有 未 不 不需要 不涉及 不含 不包含 不存在 不支持 nein non faux falsch falso keine kein aucun aucune ninguno ninguna nessuno nessuna 無し なし いいえ 아니오 아니요 없음 미포함 該当なし ohne sans sin senza without 暂未 未対応".split()
) | frozenset(
    (
        *NOT_YET,
        "no longer",
        "nicht mehr",
        "ya no",
        "non più",
        "不再",
    )
)
_YES_AS: Final = {
    "personal_data": "basic",
    "criticality": "critical",
    "containers": "fully",
    "scale_out": "stateless",
    "third_party_access": "limited",
    "licence_limits": "restricted",
    "residency": "country",
    "documentation": "partial",
    "technology_support": "current",
    "delivery": "continuous",
}
_NO_AS: Final = {"technology_support": "ended", "delivery": "manual"}
_SYNONYMS: Final[dict[str, dict[str, str]]] = {
    "criticality": {
        "low": "niedrig gering unkritisch unwichtig faible bas basse mineur bajo baja menor tier4 tier5 t4 t5 p4 p5 4 5 iv v l sev4 severity4 minor noncritical notcritical bronze c 次要 较低 非核心 非关键 非重要 四 四级 五级 4notcritical administrativeservice administrative bassa basso noncritica noncritico 低い 低 cランク c級 nocrítica nocrítico noncritique 낮음 하",
        "medium": "mittel normal moyen moyenne modéré modérée medio media standard tier3 t3 p3 3 iii m sev3 severity3 moderate mid average silver b 一般 中等 普通 三 三级 3lesscritical operational departmental moderata 中 中程度 bランク b級 보통 중간 중",
        "high": "forte fort hoch wichtig élevé élevée haut haute important importante alto alta tier2 t2 p2 2 ii h sev2 severity2 major essential gold a 重要 较高 二 二级 businessimportant 2somewhatcritical businessoperational elevata elevato 高い 高 aランク a級 높음 상",
        "critical": "kritisch sehrhoch geschäftskritisch sehrkritisch höchste critique trèscritique vital vitale trèsélevé trèsélevée crítico crítica muyalta muyalto muycritico tier0 tier1 t0 t1 p0 p1 0 1 i sev0 sev1 severity1 s missioncritical businesscritical verycritical mostcritical extreme veryhigh platinum a+ 核心 极高 最高 非常重要 特别重要 一 一级 关键业务 1mostcritical critica critico moltoalta altissima 最重要 極めて高い 特に重要 クリティカル ミッションクリティカル s級 sランク muycrítica extrêmementcritique 매우높음 최상 핵심",
    },
    "environment": {
        "production": "produktion produktiv prod productivo producción produccion produktivumgebung prd p live 生产环境 正式 正式环境 投产 produzione esercizio 本番 本番環境 商用 商用環境 운영 운영환경",
        "recovery": "notfall secours contingencia recuperación dr disasterrecovery backup standby failover 灾备环境 容灾 备份 同城灾备 异地灾备 emergenza 災害対策 待機 dr環境",
        "test": "hom homologação homologacao homolog recette préproduction integration integración abnahme qualitätssicherung pruebas preproducción tst qa uat sit staging stage stg preprod preproduction pre acceptance nonprod nonproduction perf 测试环境 准生产 预生产 验证 非生产 collaudo prova preproduzione テスト テスト環境 検証 検証環境 ステージング ステージング環境 nichtproduktiv nichtproduktion horsproduction noproductivo noproducción nonproduzione 테스트 시험 검증",
        "development": "entwicklung développement desarrollo dev devl sandbox lab poc 开发环境 研发 沙箱 sviluppo 開発 開発環境 개발",
    },
    "lifecycle": {
        "planned": "implementation underimplementation 未上线 未投产 notyetlive geplant inplanung prévu planifié planificado enproyecto plan new design proposed pipeline underconstruction development indevelopment inplanning 计划 在建 规划 建设中 pianificata pianificato inprogetto 計画中 計画 構築中 企画中",
        "active": "produktion inproduktion modification undermodification aktiv inbetrieb produktiv actif active enservice enproduction activo activa enproducción enuso live used inuse operational production installed running phasein 运行 使用中 运行中 正常 attiva attivo inuso inesercizio inproduzione 稼働中 稼働 運用中 利用中 本番稼働 enmarcha 운영중 사용중",
        "phase_out": "beingdecommissioned tobedecommissioned beingretired toberetired beingphasedout tobephasedout decommissioning retiring scheduledforretirement scheduledfordecommissioning deprecated auslaufend inablösung obsolescent findevie enretrait enretirada phaseout sunset endoflife eol declining retiring tobedecommissioned 待下线 计划下线 拟下线 下线中 退出 退役中 indismissione dadismettere 廃止予定 終息予定 縮退 enfasederetirada",
        "retired": "ausserproduktion außerproduktion außerbetrieb retirada retirado dadadebaja dismessi stillgelegt abgeschaltet ausserbetrieb désactivé horsservice retirado dadodebaja inactivo decommissioned inactive dead closed retired 下线 停用 退役 已退役 dismessa dismesso nonattiva fuoriservizio noninuso 廃止 廃止済 停止 停止中 利用終了 fueradeservicio horsdusage fueradeuso nichtinbetrieb nichtaktiv nonactif nichtmehrinbetrieb 폐기 종료",
    },
    "channel": {
        "channel": "kanal front frontend frontoffice customerfacing digital 渠道类 前台 前端 面客 渠道系统",
        "platform": "plattform middle middleoffice midoffice middleware shared 平台 中间层 公共 支撑",
        "back_office": "back backend backoffice internal core office 后端 内部 管理 账务 核心",
        "batch": "offline batchjob 批量 离线 跑批",
    },
    "seasonality": {
        "none": "keine aucune ninguno fehlt ninguna no stable flat steady 平稳 稳定 无明显",
        "daily": "day intraday diurnal 日间 每日 日",
        "monthly": "month monthend quarterly quarter 月末 每月 季末 月 季",
        "yearly": "year annual yearend seasonal 年末 年终 每年 年 季节性",
        "event": "peak campaign promotion burst spiky unpredictable 促销 活动 秒杀 大促 突发",
    },
    "scale_out": {
        "none": "vertical scaleup single no 纵向 单机 否 不能",
        "read_only": "readonly read replicas 读写分离 只读",
        "stateless": "horizontal yes auto autoscaling cluster 无状态 水平 水平扩展 横向 支持 集群",
        "sharded": "shard partitioned distributed 分库分表 分布式 分片",
    },
    "architecture": {
        "mainframe": "großrechner host zos as400 iseries cobol 主机 大机 小型机",
        "monolith": "monolithisch monolithique monolítica monolithic standalone clientserver twotier legacy 单体架构 单体应用 集中式 cs",
        "layered": "ntier 3tier threetier multitier tiered mehrschichtig webbased web j2ee javaee 三层 多层 分层架构 bs",
        "service_oriented": "soa serviceoriented esb services soa架构 服务化 面向服务架构",
        "microservice": "mikroservices microservices micro cloudnative serverless springcloud 微服务架构 云原生 分布式微服务",
        "packaged": "standardsoftware progiciel cots package commercial offtheshelf vendor 商业套件 外购 套装 成品软件",
        "saas": "softwareasaservice cloudservice 云服务 软件即服务",
    },
    "containers": {
        "none": "no vm physical 否 无 未使用 noncontainerizzata nonconteneurisé nonconteneurisée nocontenerizado nichtcontainerisiert 未対応 なし",
        "partly": "teilweise partiel parcial partial some mixed hybrid 部分 进行中 parziale parzialmente 一部",
        "fully": "vollständig containerisiert full yes all k8s kubernetes docker containerised containerized 是 全部 已容器化 容器 containerizzata containerizzato conteneurisé conteneurisée contenerizado contenerizada 対応済 コンテナ化済",
    },
    "delivery": {
        "manual": "no none adhoc 人工 手动",
        "scripted": "script semiautomated partial basic 半自动 脚本",
        "integrated": "ci continuousintegration jenkins 自动构建",
        "continuous": "cd cicd devops automated full yes continuousdeployment 自动化 流水线",
    },
    "technology_support": {
        "current": "unterstützt supporté inwartung soportado vigente supported insupport mainstream active valid yes 维保中 在维保 在保 支持中 有效 supportata supportato insupporto サポート中 サポート内 保守中 有効 conservicio ensoporte",
        "extended": "extendedsupport limited ltss 延保 有限支持 supportoesteso 延長サポート erweitertersupport supportétendu soporteextendido",
        "ended": "abgelaufen obsolète obsoleto nichtunterstützt expiré vencido outofmaintenance unsupported eol eos outofsupport expired endofsupport endoflife 过保 脱保 已停止维护 停止维护 不再维护 不支持 已过期 停止支持 nonsupportato nonsupportata fuorisupporto nonpiùsupportato nonpiùsupportata scaduto サポート終了 サポート切れ 期限切れ 終了 sinsoporte fueradesoporte horssupport nonsupporté plussupporté keinsupport ohnesupport supportbeendet 过期 已过保 已停服 停服",
    },
    "documentation": {
        "none": "no missing undocumented 缺失 assente なし 無し keine aucune ninguna",
        "partial": "poor teilweise partielle parcial some incomplete average medium fair 不全 一般 部分完备 parziale 一部あり 一部",
        "good": "welldocumented vollständig gut complète bonne completa buena complete full yes excellent 完整 齐全 良好 buona あり 整備済",
    },
    "cloud_skill": {
        "none": "no",
        "basic": "personenbezogen personnelles personales beginner low novice little 初级 低 了解",
        "practised": "intermediate medium practiced experienced 中级 中",
        "expert": "advanced high certified 高级 高 专家",
    },
    "data_class": {
        "public": "öffentlich publique público pública open unclassified c1 l1 1级 一级 1 pubblico pubblica pubblici 公開 공개",
        "internal": "intern interne interno interna internaluse internalonly private c2 l2 一般 2级 二级 2 内部公开 interni 社内 社内限 社外秘 内部 내부",
        "confidential": "vertraulich confidentiel confidentielle confidencial restricted sensitive secret c3 l3 pii 3级 三级 3 保密 机密 秘密 客户信息 个人信息 riservato riservata riservati confidenziale 秘 기밀 대외비",
        "important": "strengvertraulich highlyconfidential c4 l4 critical 4级 四级 4 重要 strettamenteriservato 極秘 厳秘",
        "core": "geheim strenggeheim secreto topsecret strictlyconfidential c5 l5 5级 五级 5 核心 绝密",
    },
    "personal_data": {
        "none": "no nonpersonal 不含 不涉及 否 nessuno nessuna なし 無し 無 非該当 nocontiene necontientpas",
        "basic": "yes personal pii general c2 含 一般 有 是 普通 涉及 personali あり 有り 該当 含む",
        "sensitive": "besondere sensibles sensible besonderekategorien special spi spii sensitivepersonalinformation c3 敏感 sensibili particolari 要配慮 要配慮個人情報 機微",
    },
    "residency": {
        "none": "no unrestricted anywhere global 无 不限 无限制 nessuna なし 制限なし",
        "region": "regional eu eea continent local province 本地 省内 区域",
        "country": "national domestic incountry nationalonly 境内 国内 中国境内 不出境 nazionale initalia 国内のみ 日本国内 inland nurinland innerhalbdeutschlands",
        "on_premises": "onprem onpremises onpremise strict owndatacentre owndatacenter 本地机房 自有机房 行内 不出行",
    },
    "licence_limits": {
        "none": "no free opensource unrestricted 无 开源",
        "restricted": "limited yes partial peruser 限制 受限",
        "hardware_bound": "hardware dongle percpu hostbound nodelocked 硬件绑定 绑定主机 加密狗",
    },
    "third_party_access": {
        "none": "no internal 否 不允许",
        "limited": "vpn controlled some yes restricted 受控 部分",
        "broad": "open full wide partners internet 开放 大量",
    },
    "lock_in": {
        "low": "niedrig gering faible bajo baja none minor 较低 bassa basso 低",
        "medium": "mittel moyen moyenne medio media moderate mid some 中等 中",
        "high": "hoch élevé élevée alto alta strong severe veryhigh 较高 严重 高",
    },
    "complexity": {
        "low": "niedrig einfach gering faible simple bajo baja sencilla easy s small 简单 小 bassa basso semplice 低 低い 易 簡単 낮음 하",
        "medium": "mittel moyen moyenne medio media moderate mid m average 中等 一般 中 中程度 보통 중간 중",
        "high": "hoch komplex élevé élevée alto alta compleja complex hard difficult h l xl large 复杂 大 elevata complessa 高 高い 難 複雑 높음 상",
    },
    "strategy": {
        "retire": "stilllegen abschalten décommissionner retirar decommission eliminate sunset 退役 停用 废弃 dismettere dismissione 廃止 폐기",
        "retain": "behalten beibehalten conserver mantener conservar donotmigrate nomigration keep stay revisit tolerate 留存 不迁移 维持 mantenere conservare nonmigrare nomigrar nepasmigrer pasdemigration nichtmigrieren keinemigration bleibt verbleibt notmigrate notmoving shouldnotmove staysinplace 現状維持 継続 移行しない 暂不迁移 保留 유지",
        "rehost": "liftandshift lift&shift lift migrate 平迁 直接搬迁 重新托管 リホスト",
        "relocate": "vmotion move hypervisor 迁址 搬迁 整体迁移 リロケート",
        "repurchase": "ersetzen remplacer reemplazar replace saas buy dropandshop 采购替换 替换 更换 sostituire リパーチェス 置換",
        "replatform": "liftandreshape reshape tinker 平台改造 改平台 平台更换 リプラットフォーム",
        "refactor": "umbauen neuentwickeln rearchitect rewrite rebuild modernize modernise reengineer invest 重写 改造 架构重构 riscrivere リファクタ リファクタリング 再構築",
    },
    "kind": {
        "legacy": "传统环境",
        "together": "samewave same with 同时 一起",
        "before": "first prior hard default strong southbound 先 之前 强依赖",
        "earlier": "strict strictly strictlybefore 提前 先迁",
        "free": "soft none weak any no 弱依赖 无",
    },
    "interface": {
        "shared_database": "database db sql jdbc shareddb sharedata 数据库 共库 共享库",
        "shared_host": "host server samehost 同机 主机",
        "synchronous": "sync api rest http https soap rpc grpc online realtime call 同步 实时 接口 联机",
        "asynchronous": "async message mq queue kafka event messaging 异步 消息 队列",
        "batch": "etl job nightly 批处理 跑批",
        "file": "ftp sftp nfs filetransfer 文件传输 文件交换",
        "common_service": "common infrastructure infra ad dns ldap sso monitoring 公共 基础服务",
    },
    "latency_class": {
        "chatty": "high low-latency sensitive tight 敏感 高",
        "normal": "medium standard moderate 中 普通",
        "tolerant": "low loose insensitive 低 宽松",
    },
}
"""By field and choice: spellings in all languages, parted by blanks."""
_TARGETS: Final = {
    "legacy": "sursite surplace enlocal onsite inhouse inhousedc eigenesrechenzentrum rechenzentrum vorort propiocpd cpd centrodedatos centrodati traditional onprem onpremises onpremise datacenter datacentre physical owndatacentre"
    " vmware 传统 传统环境 传统架构 本地 本地机房 自有机房 物理机 机房 数据中心",
    "private": "cloudprivé nubeprivada privatecloud openstack 私有云 专有云 行内云",
    "public": "nube nubepública cloudpublic publiccloud cloud aws azure gcp tencentcloud alibabacloud aliyun huaweicloud 公有云"
    " 公共云 腾讯云 阿里云 华为云 金融云 行业云",
    "hybrid": "hybridcloud 混合云 公有云+ 混合",
    "saas": "softwareasaservice",
}


def folded(text: str) -> str:
    """Return the text as it is compared: width and case folded, marks and spaces gone."""
    if text.isascii():
        return re.sub(r"[^a-z0-9+&]+", "", text.lower())
    plain = alike(text).casefold()
    return re.sub(r"[\s_\-./\\:,;*()（）'\"“”‘’#]+", "", plain)


def is_missing(text: str) -> bool:
    """Whether the text says that nothing is known."""
    if len(text) > 24:
        return False
    plain = alike(text).strip().casefold()
    return plain.replace(" ", "-") in _MISSING or _NOT_SAID.fullmatch(plain) is not None


def flag_of(text: str) -> bool | None:
    """Return yes or no; None where the text is neither."""
    word = alike(text).strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def target_of(text: str) -> str | None:
    """Return the kind of target a word stands for; None where it stands for none."""
    return _target_words().get(folded(text))


@cache
def _target_words() -> dict[str, str]:
    words = {folded(word): key for key, line in _TARGETS.items() for word in line.split()}
    return words | {key: key for key in _TARGETS}


@cache
def _choice_words(key: str, choices: tuple[str, ...]) -> dict[str, str]:
    """Every known spelling of a field's choices; the program's own words win over the synonyms."""
    words = {
        folded(word): choice
        for choice in choices
        for word in _SYNONYMS.get(key, {}).get(choice, "").split()
    }
    prefixes = ("fields.",) if key in FIELD_BY_KEY else ("fields.dependency.", "importing.choice.")
    for prefix in prefixes:
        for choice in choices:
            if has(f"{prefix}{key}.{choice}"):
                for language in LANGUAGES:
                    words[folded(say(f"{prefix}{key}.{choice}", language))] = choice
    return words | {folded(choice): choice for choice in choices}


def choice_words_of(field: Field) -> dict[str, str]:
    """Return every known spelling of a field's choices, folded."""
    return _choice_words(field.key, field.choices)


def yes_or_no(field: Field, flag: bool) -> str | None:
    """Return the choice that a plain yes or no means; None where it means none."""
    if flag:
        return _YES_AS.get(field.key)
    return _NO_AS.get(field.key, "none" if "none" in field.choices else None)


def nearest_choice(field: Field, text: str) -> str:
    """Return the choice whose words are least unlike a text that is none; empty where all are."""
    from rapidfuzz import fuzz, process

    words = _choice_words(field.key, field.choices)
    found = process.extractOne(folded(text), list(words), scorer=fuzz.ratio, score_cutoff=60)
    return words[found[0]] if found else ""


def nearest_spelling(word: str, words: dict[str, str]) -> tuple[str | None, bool]:
    """Return the choice with the nearest spelling, marked as a guess; None where none is near."""
    from rapidfuzz import fuzz, process

    if not 4 <= len(word) <= 40:
        return None, False
    long = [known for known in words if len(known) >= 4]
    found = process.extractOne(word, long, scorer=fuzz.ratio, score_cutoff=82)
    return (words[found[0]], True) if found else (None, False)
