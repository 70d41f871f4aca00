"""The guide that comes with the program: its pages in a language, to be read without a network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.shipped import guide_folder, pictures_folder
from planner.wording import LANGUAGES

__all__ = ["Page", "guide_pages"]

ORDER: Final = (
    "index", "tour", "samples", "data", "week", "workshop", "roadmap", "method", "window",
    "questions", "troubleshooting",
)  # fmt: skip
"""Pages in the order of reading; others follow by name."""
LINK: Final = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]*)\)")
PICTURE: Final = re.compile(r"!\[([^\]]*)\]\([^)]*?([\w-]+\.png)\)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the name others link to, its title, and its text as Markdown."""

    name: str
    title: str
    text: str


def guide_pages(language: str) -> tuple[Page, ...]:
    """Return the pages of a language; in English where there are none in it.

    Links to what is not among them are left out, their words stay; pictures go by their name.
    """
    folder = guide_folder() / language
    found = _read(folder if folder.is_dir() else guide_folder() / LANGUAGES[0])
    names = {f"{name}.md" for name in found}

    def kept(link: re.Match[str]) -> str:
        return link[0] if link[2].partition("#")[0] in names else link[1]

    def drawn(picture: re.Match[str]) -> str:
        return f"![{picture[1]}]({picture[2]})" if (pictures / picture[2]).is_file() else ""

    pictures = pictures_folder()
    rank = {name: at for at, name in enumerate(ORDER)}
    pages = sorted(found, key=lambda name: (rank.get(name, len(ORDER)), name))
    return tuple(_page(name, LINK.sub(kept, PICTURE.sub(drawn, found[name]))) for name in pages)


def _read(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def _page(name: str, text: str) -> Page:
    heading = next((line[2:] for line in text.splitlines() if line.startswith("# ")), name)
    return Page(name, heading.strip(), text)
