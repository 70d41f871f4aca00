"""Words of the report's method, provenance and comparison with the survey."""

from __future__ import annotations

from typing import Final

__all__ = ["METHOD", "STANDING"]

STANDING: Final = {
    "standing.title": ("Where the bank stands", "本行所处位置"),
    "standing.intro": (
        "The bank’s own statement beside 46 regional banks surveyed in 2021. The marker shows "
        "this bank.",
        "本行自评与 2021 年受访的 46 家区域性银行对照，标记为本行位置。",
    ),
    "standing.stages": (
        "Stage of digital transformation, share of banks",
        "数字化转型阶段（银行占比）",
    ),
    "standing.capabilities": ("Capabilities, share of banks", "能力建设（银行占比）"),
    "standing.source": (
        "Source: Tencent Cloud and KPMG China, white paper on the digital transformation of "
        "regional banks, 2021; 46 banks. Not an endorsement of this plan.",
        "来源：腾讯云、毕马威中国《区域性银行数字化转型白皮书》，2021 年，46 家银行。"
        "来源方未对本方案作任何背书。",
    ),
    "standing.sentence": (
        "The bank calls itself “{stage}”, as {same}% of the surveyed banks did; {ahead}% were "
        "further ahead.",
        "本行自评处于“{stage}”阶段，受访银行中有 {same}% 处于同一阶段，{ahead}% 更为领先。",
    ),
    "standing.no_stage": ("The bank has not stated its stage.", "本行尚未填写所处阶段。"),
    "standing.size.all": ("All banks", "全部银行"),
    "standing.size.small": ("Small banks", "小型银行"),
    "standing.size.large": ("Large banks", "大型银行"),
    "stage.not_started": ("not started", "未启动"),
    "stage.starting": ("starting", "起步"),
    "stage.accelerating": ("accelerating", "加速"),
    "stage.immersed": ("immersed", "深入"),
    "stage.mature": ("mature", "成熟"),
    "step.not_prepared": ("not prepared", "未准备"),
    "step.planned": ("planned", "已规划"),
    "step.piloted": ("piloted", "已试点见效"),
    "step.rolled_out": ("rolled out", "全面推广"),
    "capability.intelligent_risk_control": ("Intelligent risk control", "智能风控"),
    "capability.intelligent_marketing": ("Intelligent marketing", "智能营销"),
    "capability.customer_analytics": ("Customer analytics", "客户分析"),
    "capability.digital_channels": ("Digital channels", "数字化渠道"),
    "capability.product_innovation": ("Product innovation", "产品创新"),
    "capability.data_foundation": ("Data foundation", "数据基础"),
    "capability.technology_infrastructure": ("Technology, infrastructure", "技术与基础设施"),
    "capability.digital_organisation": ("Digital organisation", "数字化组织"),
}

METHOD: Final = {
    "method.title": ("The method in one page", "方法说明"),
    "method.score.title": ("1. Weigh", "一、评估"),
    "method.score": (
        "Every workload is scored from 0 to 100 on five factors: responsiveness, business case, "
        "digital maturity, elasticity, and risk, security and compliance. Each score is a "
        "weighted mean of indicators read from the inventory. How well the scores suit each kind "
        "of target gives its fit; a price sheet gives its cost.",
        "每个系统按五个因素（响应能力、商业效益、数字化成熟度、弹性、风险安全与合规）评 0 至 100 分。"
        "每项评分是清单中各指标的加权平均。评分与各类平台的匹配程度得出适配度，价格表得出成本。",
    ),
    "method.place.title": ("2. Place", "二、选定去向"),
    "method.place": (
        "An integer program chooses one target for every workload. It weighs lack of fit, cost "
        "over the horizon, and the price of separating workloads that talk to each other, and "
        "keeps every rule: compliance, residency, capacity, budgets, decisions already taken.",
        "整数规划为每个系统选定一个去向，同时权衡适配不足、周期内成本，以及拆分互有交互的系统所付出的"
        "代价，并遵守全部规则：合规、数据驻留、容量、预算以及既有决策。",
    ),
    "method.schedule.title": ("3. Schedule", "三、编排批次"),
    "method.schedule": (
        "A second program puts every move into a dated wave: what must come first does, what "
        "must move together does, teams are not overloaded, freezes are kept, platforms are "
        "ready before they are used. Benefits come early, and connected workloads are apart for "
        "as short a time as possible.",
        "第二个规划将每次迁移排入有日期的批次：先后次序与同批要求得到满足，团队不超负荷，遵守冻结期，"
        "平台就绪后方可使用；收益尽早实现，关联系统分处两地的时间尽量缩短。",
    ),
    "method.prove.title": ("4. Prove", "四、证明"),
    "method.prove": (
        "For each step the program states the best value any plan could have (the bound) and "
        "how far this plan is from it (the gap). A checker that never saw the solver recomputes "
        "every value and every rule from the input; a plan that fails it is never printed.",
        "每一步都给出任何方案所能达到的最好值（界）以及本方案与它的差距。独立于求解器的校验程序按输入"
        "重新计算每个数值、检查每条规则；未通过校验的方案不会输出。",
    ),
    "method.terms": ("Words used in this report", "术语"),
    "term.fit": ("Fit", "适配度"),
    "term.fit.means": (
        "how well a workload suits a target, 0 to 100",
        "系统与平台的匹配程度，0 至 100",
    ),
    "term.gap": ("Gap", "差距"),
    "term.gap.means": (
        "the most by which another plan could be better, as a share of this plan’s value",
        "其他方案最多可能优于本方案的幅度，以本方案数值的百分比表示",
    ),
    "term.wave": ("Wave", "批次"),
    "term.wave.means": ("a group of workloads that move in one period", "在同一时段迁移的一组系统"),
    "term.landing_zone": ("Landing zone", "落地区"),
    "term.landing_zone.means": (
        "a platform with network, access and security set up, ready to be moved onto",
        "网络、权限和安全已就绪、可以迁入的平台环境",
    ),
    "term.stability": ("Stability", "稳定性"),
    "term.stability.means": (
        "the share of draws, with weights and uncertain inputs varied, that lead to the same "
        "target",
        "权重和不确定输入变化时，仍得到同一去向的抽样占比",
    ),
    "term.net_present": ("Net present cost", "净现值成本"),
    "term.net_present.means": (
        "all cost over the horizon, later years counting less",
        "周期内全部成本折算到今天的金额",
    ),
    "term.cut_over": ("Cut-over", "割接"),
    "term.cut_over.means": (
        "the moment work passes from the old place to the new",
        "业务由原平台切换到新平台的时点",
    ),
    "method.source": (
        "The five factors and the order of steps follow the cloud chapter of the 2021 white paper "
        "on the digital transformation of regional banks by Tencent Cloud and KPMG China, who do "
        "not endorse this plan.",
        "五个因素与实施步骤参考腾讯云、毕马威中国 2021 年《区域性银行数字化转型白皮书》云计算章节；"
        "来源方未对本方案作任何背书。",
    ),
    "provenance.title": ("Where these pages come from", "来源与复现信息"),
    "provenance.what": ("Item", "项目"),
    "provenance.value": ("Value", "内容"),
    "provenance.made_on": ("Date of the plan", "方案日期"),
    "provenance.program": ("Program version", "程序版本"),
    "provenance.scenario": ("Scenario", "情景"),
    "provenance.rule_set": ("Rule set", "规则集"),
    "provenance.status": ("Plan", "方案状态"),
    "provenance.stopped": ("Search ended by", "求解终止原因"),
    "provenance.placement": ("Targets: value / bound / gap", "去向：数值 / 界 / 差距"),
    "provenance.waves": ("Waves: value / bound / gap", "批次：数值 / 界 / 差距"),
    "provenance.joint": ("Both together: bound / gap", "合并：界 / 差距"),
    "provenance.vouched.certificate": (" (certified)", "（有证书可复核）"),
    "provenance.vouched.search": (" (by exhaustive search)", "（由穷举搜索证明）"),
    "provenance.vouched.solver": (" (by the solver alone)", "（仅由求解器给出）"),
    "provenance.solver": ("Solver", "求解器"),
    "provenance.seed": ("Seed", "随机种子"),
    "provenance.input_hash": ("The planning problem (problem.json)", "规划问题（problem.json）"),
    "provenance.sha": ("SHA-256", "SHA-256"),
    "provenance.file": ("Input", "输入"),
    "provenance.note": (
        "Values are in the optimiser’s own units. The same input, rules and seed give the same "
        "report, byte for byte. problem.json and solution.json let anybody check the plan again.",
        "数值采用优化器自身单位。相同的输入、规则和种子生成逐字节相同的报告。"
        "任何人都可用 problem.json 与 solution.json 重新校验方案。",
    ),
}
