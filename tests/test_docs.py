"""The pages of the project: every link inside leads somewhere, and both guides say the same."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from planner.model.fields import STRATEGIES
from planner.ui.actions import ACTIONS, PAGE_SHORTCUTS
from planner.wording.sentences import say

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")


def pages() -> list[Path]:
    """Return every page that belongs to the project; by-products do not."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    paths = [ROOT / name for name in listed] or [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    return sorted(path for path in paths if path.exists())


def anchor(heading: str) -> str:
    """Return what a forge makes of a heading to jump to."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*$", text, re.MULTILINE)
    named = re.findall(r"\{\s*#([\w-]+)\s*\}|<a (?:id|name)=\"([\w-]+)\"", text)
    return {anchor(re.sub(r"\{\s*#[\w-]+\s*\}", "", one)) for one in headings} | {
        name for pair in named for name in pair if name
    }


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere, or out of the project."""
    text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
    found = []
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, place = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if (
            not target.is_relative_to(ROOT)
            or not target.exists()
            or (place and target.suffix == ".md" and place not in anchors(target))
        ):
            found.append(link)
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_link_to_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "there.md").write_text("# A heading, here\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#a-heading-here) [c](https://example.org) `[d](code.md)`\n"
        "[e](away.md) [f](there.md#nowhere) ![g](picture.png)\n",
        encoding="utf-8",
    )
    assert broken(page) == ["away.md", "there.md#nowhere", "picture.png"]


def shape(page: Path) -> dict[str, int]:
    """Count what a reader finds on a page, whatever its language."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    kinds = {"headings": r"^#", "rows": r"^\|", "pictures": r"!\[", "bold": r"^(?:- )?\*\*"}
    return {kind: len(re.findall(sign, text, re.MULTILINE)) for kind, sign in kinds.items()}


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "docs/guide/en").glob("*.md")))
def test_both_guides_have_the_same_parts(name: str) -> None:
    english, chinese = (ROOT / "docs" / "guide" / language / name for language in ("en", "zh"))
    assert shape(english) == shape(chinese)


MENU_PATH = {
    "en": re.compile(r"(?<!\*)\*([^*>]+) > ([^*]+)\*"),
    "zh": re.compile("「([^「」>]+) > ([^」]+)」"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_names_menus_and_keys_as_the_window_does(language: str) -> None:
    """A menu's entry is named in full, as it stands there; every key is in the table of keys."""
    guide = {
        p.name: p.read_text(encoding="utf-8") for p in (ROOT / f"docs/guide/{language}").iterdir()
    }

    def shown(key: str) -> str:
        return re.sub(r"\(&\w\)|&|…", "", say(key, language))

    pages = {f"page_{page}" for page in PAGE_SHORTCUTS}
    actions = [one for one in ACTIONS if one.menu and one.name not in pages]
    entries = {(shown(f"ui.menu.{one.menu}"), shown(f"ui.action.{one.name}")) for one in actions}
    named = [
        tuple(" ".join(part.replace("…", "").split()) for part in pair)
        for text in guide.values() for pair in MENU_PATH[language].findall(text)
    ]  # fmt: skip
    assert len(named) > 5
    assert set(named) <= entries
    keys = {one.keys for one in actions if one.keys}
    assert [key for key in sorted(keys) if key not in guide["window.md"]] == []


def test_no_guide_has_a_page_of_its_own() -> None:
    found = [
        {p.name for p in (ROOT / "docs/guide" / language).glob("*.md")} for language in ("en", "zh")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_names_the_ways_to_move_as_the_program_does(language: str) -> None:
    text = (ROOT / f"docs/guide/{language}/method.md").read_text(encoding="utf-8").lower()
    names = [say(f"common.strategy.{one}", language).lower() for one in STRATEGIES]
    assert [name for name in names if name not in text] == []


def test_the_site_asks_for_nothing_from_outside() -> None:
    """The plugin for reading offline would fetch a script, unless one by its name is given."""
    given = re.search(r"polyfills: \[(\S+)\]", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert given is not None
    assert "iframe-worker" in given[1]
    assert (ROOT / "docs" / given[1]).is_file()


WRITTEN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs/guide/zh").glob("*.md")), ids=lambda p: p.name
)
def test_no_chinese_word_is_parted_by_the_end_of_a_line(page: Path) -> None:
    """A line's end is drawn as a blank, in the window and on the site."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    assert re.findall(rf".*{WRITTEN}\n *{WRITTEN}.*", text) == []
