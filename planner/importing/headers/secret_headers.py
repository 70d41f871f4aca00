# ruff: noqa: E501 - patterns of words read best as lines
"""Headers of columns whose cells open something, which no plan carries on."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["says_secret"]

_SECRET: Final = re.compile(
    r"pass-?_?\s?(?:word|wort|phrase|code)|\bpwd\b|passwd|kennwort|mot de passe|contraseña|clave de acceso|senha"
    r"|private[\s_\-]?key|secret[\s_\-]?(?:key|access)|access[\s_\-]?token|api[\s_\-]?key|密码(?!机)|口令|私钥|パスワード|비밀번호"
)
"""Headers of columns that no plan may carry on."""
_ABOUT_SECRET: Final = re.compile(
    r"expir|\bage\b|polic|last (?:set|changed)|changed|rotat|strength|length|gültig|ablauf|有效期|到期|过期|策略|复杂度|更新时间|修改时间"
)
"""What says of such a column that it is about a secret, and holds none."""


def says_secret(header: str) -> bool:
    """Whether what stands below a header opens something: passwords, keys, tokens."""
    plain = header.casefold()
    return _SECRET.search(plain) is not None and _ABOUT_SECRET.search(plain) is None
