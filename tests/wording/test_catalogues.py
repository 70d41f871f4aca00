"""The catalogues: every language says the same keys with the same blanks to fill in."""

from __future__ import annotations

import re
import string

import pytest

from planner.errors import Message
from planner.reporting.wording import ReportWording
from planner.wording import LANGUAGES, catalogue, has, language_of, plural, say
from planner.wording.catalogue import FOLDER, read
from tests.support.known import known

OTHERS = [language for language in LANGUAGES if language != "en"]
HAN = "[\u4e00-\u9fff]"


def entries(language: str) -> dict[str, tuple[str, ...]]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(known(message.string))
        )
        for message in read(FOLDER / language)
        if message.id and message.context is None
    }


def blanks(words: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(words) if name}


def test_there_are_words_in_english_and_chinese() -> None:
    assert LANGUAGES[0] == "en"
    assert "zh" in LANGUAGES


def test_no_key_stands_in_two_files() -> None:
    for language in LANGUAGES:
        found: dict[str, str] = {}
        for path in sorted((FOLDER / language).glob("*.po")):
            for key in re.findall(r'(?<!"preset"\n)^msgid "(.+)"$', path.read_text("utf-8"), re.M):
                assert key not in found, f"{key} in {path.name} and {found[key]}"
                found[key] = path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_translated_and_none_is_too_many(language: str) -> None:
    english, own = entries("en"), entries(language)
    assert sorted(english.keys() - own.keys()) == [], "missing"
    assert sorted(own.keys() - english.keys()) == [], "unknown in English"
    assert [key for key, forms in own.items() if not all(forms)] == [], "untranslated"


@pytest.mark.parametrize("language", OTHERS)
def test_every_form_fills_in_what_english_does(language: str) -> None:
    english = entries("en")
    for key, forms in entries(language).items():
        wanted = set().union(*(blanks(words) for words in english[key]))
        for words in forms:
            assert blanks(words) == wanted, key


def test_singulars_leave_out_nothing_but_the_count() -> None:
    for key, forms in entries("en").items():
        whole = set().union(*(blanks(words) for words in forms))
        for words in forms:
            assert len(whole - blanks(words)) <= 1, key


def test_chinese_sentences_end_as_chinese_ones_do() -> None:
    for key, forms in entries("zh").items():
        for words in forms:
            assert not re.search(f"{HAN}[,;!?]|{HAN}\\.(?![a-z])", words), key


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh_CN.UTF-8", "zh"),
        ("ZH_hans@pinyin", "zh"),
        ("en_GB", "en"),
        ("de", "en"),
        ("", "en"),
        ("C", "en"),
    ],
)
def test_codes_of_languages_are_understood(code: str, language: str) -> None:
    assert language_of(code) == language


def test_a_count_chooses_the_form() -> None:
    assert plural("reporting.years", "en", 1) == "1 year"
    assert plural("reporting.years", "en", 2) == "2 years"
    assert say("reporting.years", "en", count="1,000") == "1,000 years"
    assert plural("reporting.years", "zh-CN", 1) == "1 年"


def test_no_sentence_says_one_of_several() -> None:
    """What counts things says "1 workload": an entry with a count and a plural has a singular."""
    several = re.compile(r"\{count\} (?:[a-z-]+ ){0,1}[a-z]+s\b")
    found = entries("en")
    faults = [
        key
        for key, forms in found.items()
        if len(forms) == 1 and several.search(forms[0]) and f"{key}.one" not in found
    ]
    assert faults == []


@pytest.mark.parametrize("count", [1, "1"])
def test_a_count_in_a_message_chooses_the_singular(count: object) -> None:
    said = say(Message("profiles.assumption.places_silent", {"count": count}), "en")
    assert said.startswith("Where 1 workload runs")
    assert ReportWording("en").say("years", count=count) == "1 year"


def test_a_key_without_words_is_a_mistake_of_ours() -> None:
    assert not has("reporting.no_such_key")
    assert not has("")
    with pytest.raises(KeyError):
        say("reporting.no_such_key", "en")


def test_a_damaged_binary_catalogue_is_passed_over(tmp_path, monkeypatch) -> None:
    """Cut short at any place, it is as if it were not there."""
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "a.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "a.key"\nmsgstr "words"\n')
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    whole = catalogue.compile_language(folder).read_bytes()
    for length in range(0, len(whole), 7):
        (folder / catalogue.COMPILED).write_bytes(whole[:length])
        assert catalogue._translations.__wrapped__("en").gettext("a.key") == "words"
