"""Numbers, money, days and lists as people read them, by Babel's rules for the language.

What a large sum is counted in is an entry of the catalogues too (``numbers.money.units``): steps
such as ``1e9 1e9 2 billion`` (from which size, in what, with how many decimals, its word),
parted by ``|``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from planner.wording.catalogue import language_of, template

if TYPE_CHECKING:
    from babel import Locale

__all__ = [
    "Step",
    "currency_unit",
    "day_words",
    "listed",
    "locale_of",
    "money_steps",
    "money_words",
    "month_words",
    "number_words",
    "report_money",
    "short_month",
    "sums_words",
]

MINOR: Final = 100
"""Minor units in one of a currency."""
HALF_A_FIGURE: Final = 0.99995
"""Share of a step from which a sum rounds up to it."""


@dataclass(frozen=True, slots=True)
class Step:
    """From ``least`` on a sum is counted in ``size``, with ``decimals``, under ``word``."""

    least: float
    size: float
    decimals: int
    word: str


@cache
def locale_of(language: str) -> Locale:
    """Return Babel's locale of a language: the nearest it knows, else English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language_of(language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@cache
def _pattern(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def number_words(value: float, language: str, places: int = 0) -> str:
    """Return a grouped number with a true minus sign.

    Parameters
    ----------
    value
        Any number.
    places
        How many decimals it has.
    """
    from babel.numbers import format_decimal

    rounded = round(value, places) if places else float(f"{value:.0f}")
    text = format_decimal(
        abs(float(f"{value:.{places}f}")), _pattern(places), locale=locale_of(language)
    )
    return f"\N{MINUS SIGN}{text}" if rounded < 0 else text


@cache
def money_steps(language: str, kind: str = "units") -> tuple[Step, ...]:
    """Return the steps in which a language counts large sums, greatest first."""
    words = template(f"numbers.money.{kind}", language) or ""
    steps = []
    for line in words.split("|"):
        least, size, decimals, *word = line.split()
        steps.append(Step(float(least), float(size), int(decimals), " ".join(word)))
    return tuple(steps)


def currency_unit(currency: str, language: str) -> str:
    """Return the currency as it is written beside a sum: its code, or its word."""
    return template(f"numbers.currency.{currency}", language) or currency


def money_words(amount_minor: float, currency: str, language: str) -> str:
    """Return money in its usual large unit, such as ``CNY 12.3 m`` or ``1,230 万元``.

    Parameters
    ----------
    amount_minor
        In minor units of the currency.
    currency
        ISO 4217 code.
    """
    return sums_words((amount_minor,), currency, language)


def sums_words(amounts_minor: Sequence[float], currency: str, language: str) -> str:
    """Return sums in the one unit that suits the greatest: ``CNY 33.6 / 48.0 m``.

    Parameters
    ----------
    amounts_minor
        In minor units of the currency.
    currency
        ISO 4217 code.
    """
    amounts = [amount / MINOR for amount in amounts_minor]
    greatest = max(abs(amount) for amount in amounts)
    step = next(
        (one for one in money_steps(language, "short") if greatest >= one.least), Step(0, 1, 0, "")
    )
    figures = " / ".join(number_words(a / step.size, language, step.decimals) for a in amounts)
    key = "numbers.money.large" if step.word else "numbers.money.plain"
    unit = currency_unit(currency, language)
    words = template(key, language) or "{unit} {figures} {step}"
    return words.format(unit=unit, figures=figures, step=step.word)


def report_money(minor: int, currency: str, language: str, beside: Iterable[int] = ()) -> str:
    """Return money at reading precision; nobody knows more of an estimate than three figures.

    A step's ``decimals`` tell here from how many of it on none are shown.

    Parameters
    ----------
    minor
        In minor units of the currency.
    currency
        ISO 4217 code.
    beside
        Sums that stand beside it; they keep it plain where the least of them is.
    """
    amount, unit = abs(minor) / MINOR, currency_unit(currency, language)
    least = min([amount, *(abs(one) / MINOR for one in beside)])
    steps = money_steps(language)
    steps = steps if least >= steps[-1].least * HALF_A_FIGURE else ()
    step = next((one for one in steps if amount >= one.least * HALF_A_FIGURE), None)
    if step is None:
        figures = number_words(float(f"{amount:.3g}"), language)
        words = template("numbers.money.plain", language)
    else:
        counted = amount / step.size
        places = 2 if counted < 9.995 else 1 if counted < step.decimals - 0.05 else 0
        figures = number_words(counted, language, places)
        words = template("numbers.money.large", language)
    said = (words or "{unit} {figures}").format(
        unit=unit, figures=figures, step=step.word if step else ""
    )
    sign = "\N{MINUS SIGN}" if minor < 0 else ""
    return sign + said.replace(" ", "\N{NO-BREAK SPACE}")


def day_words(day: date, language: str) -> str:
    """Return a date in words: ``5 March 2027``."""
    return _dated(day, "day", language)


def month_words(day: date, language: str) -> str:
    """Return month and year in words."""
    return _dated(day, "month", language)


def short_month(day: date, language: str) -> str:
    """Return a month for an axis."""
    return _dated(day, "short_month", language)


def _dated(day: date, kind: str, language: str) -> str:
    from babel.dates import format_date

    pattern = template(f"numbers.date.{kind}", language) or "long"
    return format_date(day, pattern, locale=locale_of(language))


def listed(items: Iterable[str], language: str) -> str:
    """Return items one after the other: ``a, b, c`` or ``a、b、c``."""
    return (template("rules.list", language) or ", ").join(items)
