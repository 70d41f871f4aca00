# ruff: noqa: E501 - tables of words read best as lines
"""One spelling for words that read the same: width, and Chinese characters of the long form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Final, cast

__all__ = ["alike", "remembered"]

KEPT: Final = 8_192
"""Answers of one question that are kept: headers and words of a file come again and again."""
LONGEST: Final = 400
"""Characters of a text whose answer is kept: what is longer is no word, and would fill memory."""

_LONG: Final = (
    "丟並佈佔併來係俬倉個備傢傳僅價億儘優儲內兩冊別刪則創劃動務匯區協卻卽厤員問啓啟單噹嚮嚴國圍圓圖團埰執報塊夢寀實審寫寬將專對導層屬峯帶幣幷幾庫廠廢廣強彆彈彔彙後徑"
    "從復徵態慣應戶捨採換摺撐擇擔據擬擱擴數斷於旣時暫曆曏會朮査條棄棧業極榘構標樣機橫檔檢檯權歐歷歸殺氾汎決沒況測準滙灣災為無營爲狀獨獲現環產産異當療發盡監盤眞確碼礎"
    "祕種稱穀穩穫筆箇節範簡簽籤糰約納級終組結絕絡給統絶綁經綫維網緒線編緩練緻縮縱總織繫續羣義習聯脩脫脹腳臺與華萬蓋處虛號術衕裏補裝裡製複覈見規覽訂計訊託記訪設許註証"
    "評詞詢試話該詳認語誤說説誰調請諾證識議護讀變負貨責貸費資質賬賴購躍軟較載輸轉迴逕這連週進遊運過達違適遲遷選郵醫釋鈡銀銷錄錢錯録錶鍵鍾鎊鎖鏈鐘長門閉開間閤閱閲闆關"
    "陣隊階際隨險隱隻雙雜離難雲電韆韓響頁項順須預領頭頻顆題額顛類顯風颱餘駐騰驗體髮鬆鬚麪麫麵麼麽點齊齣"
)
_SHORT: Final = (
    "丢并布占并来系私仓个备家传仅价亿尽优储内两册别删则创划动务汇区协却即历员问启启单当向严国围圆图团采执报块梦采实审写宽将专对导层属峰带币并几库厂废广强别弹录汇后径"
    "从复征态惯应户舍采换折撑择担据拟搁扩数断于既时暂历向会术查条弃栈业极矩构标样机横档检台权欧历归杀泛泛决没况测准汇湾灾为无营为状独获现环产产异当疗发尽监盘真确码础"
    "秘种称谷稳获笔个节范简签签团约纳级终组结绝络给统绝绑经线维网绪线编缓练致缩纵总织系续群义习联修脱胀脚台与华万盖处虚号术同里补装里制复核见规览订计讯托记访设许注证"
    "评词询试话该详认语误说说谁调请诺证识议护读变负货责贷费资质账赖购跃软较载输转回径这连周进游运过达违适迟迁选邮医释钟银销录钱错录表键钟镑锁链钟长门闭开间合阅阅板关"
    "阵队阶际随险隐只双杂离难云电千韩响页项顺须预领头频颗题额颠类显风台余驻腾验体发松须面面面么么点齐出"
)
_SHORTER: Final = str.maketrans(_LONG, _SHORT)
"""Characters that headers and words of inventories are written with, long form to short."""
_TERMS: Final = {
    "伺服器": "服务器", "资料库": "数据库", "资料中心": "数据中心", "资料": "数据", "记忆体": "内存", "作业系统": "操作系统",
    "使用者": "用户", "应用程式": "应用程序", "储存": "存储", "介面": "接口", "程式": "程序", "软体": "软件", "硬体": "硬件",
    "网路": "网络", "专案": "项目", "云端": "云", "相依性": "依赖", "相依": "依赖", "硬碟": "硬盘", "磁碟": "磁盘", "频宽": "带宽",
    "备援": "灾备", "资讯": "信息", "支援": "支持", "讯息": "消息", "机密性": "密级", "维运": "运维", "授权金": "授权费",
}  # fmt: skip
"""Words of Taiwan and Hong Kong, in short characters, and those of the mainland."""
_TERM: Final = re.compile("|".join(sorted(_TERMS, key=len, reverse=True)))


def remembered[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers to short texts, the latest :data:`KEPT`, and none to long ones."""
    kept: Callable[P, R] = cast("Callable[P, R]", lru_cache(maxsize=KEPT)(function))

    def answer(*texts: P.args, **named: P.kwargs) -> R:
        long = sum(len(text) for text in texts if isinstance(text, str)) > LONGEST
        return function(*texts, **named) if long else kept(*texts, **named)

    return cast("Callable[P, R]", update_wrapper(answer, function))


def alike(text: str) -> str:
    """Return a text as words are compared: half width, short characters, the mainland's terms.

    Only for finding out what a text says; what is kept is the text as it stands.

    >>> alike("作業系統（ＧＢ）")
    '操作系统(GB)'
    """
    return text if text.isascii() else _alike(text)


@remembered
def _alike(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_SHORTER)
    return _TERM.sub(lambda found: _TERMS[found[0]], plain)
