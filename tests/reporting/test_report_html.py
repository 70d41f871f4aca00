"""The page for a browser: the whole report, searchable, nothing loaded, nothing run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from planner.reporting import ReportOptions
from planner.reporting.compose import compose
from planner.reporting.content import texts
from planner.reporting.geometry import Band, Dot, Drawing, Label, Line, Polygon, Rect
from planner.reporting.html import draw_html
from planner.reporting.svg import svg_of
from planner.reporting.typesetting import printable
from tests.reporting.studies import make_study

BROWSER = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)


class Page(HTMLParser):
    """What a browser would make of the page: tags with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def drawn(language: str, **options: Any) -> Page:
    return Page(draw_html(make_study(25, **options), language, ReportOptions()).decode())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_of_the_report_is_on_the_page(language: str) -> None:
    study = make_study(25)
    page = Page(draw_html(study, language, ReportOptions()).decode())
    report = compose(study, language, ReportOptions())
    once = (
        replace(one, blocks=tuple(b for b in one.blocks if not getattr(b, "full", "")))
        for one in report.sections
    )
    for text in texts(replace(report, sections=tuple(once))):
        assert printable(text).strip() in page.text


def test_a_large_figure_may_break_before_its_unit_and_nowhere_else() -> None:
    figures = re.findall(
        r"<b>(CNY.*?)</b>", draw_html(make_study(12), "en", ReportOptions()).decode()
    )
    assert figures
    for figure in figures:
        assert "<wbr>million" in figure or "million" not in figure


def test_nothing_is_loaded_and_no_text_is_markup() -> None:
    page = drawn("en", names="nasty")
    known = {"html", "head", "meta", "title", "style", "script", "body", "header", "h1", "nav", "a"}
    known |= {"main", "section", "h2", "h3", "p", "b", "ul", "li", "div", "span", "figure", "table"}
    known |= {"thead", "tbody", "tr", "th", "td", "label", "input", "output", "svg", "defs"}
    known |= {"wbr", "time", "pattern", "line", "rect", "polygon", "circle", "path", "text"}
    assert {tag for tag, _ in page.tags} <= known
    names = {name for _, attributes in page.tags for name in attributes}
    assert not names & {"src", "onload", "onerror", "onclick", "srcset", "action", "data"}
    links = [a["href"] or "" for tag, a in page.tags if tag == "a"]
    assert all(link.startswith("#") for link in links)
    assert sum(tag == "script" for tag, _ in page.tags) == 1


def test_every_link_leads_somewhere() -> None:
    page = drawn("en")
    ids = [a["id"] for _, a in page.tags if "id" in a and not str(a["id"]).startswith("hatch")]
    assert len(ids) == len(set(ids))
    links = {str(a["href"])[1:] for tag, a in page.tags if tag == "a"}
    assert links <= set(ids)


def test_the_policy_allows_the_pages_own_script_alone() -> None:
    page = drawn("en")
    policies = [a["content"] for tag, a in page.tags if tag == "meta" and "content" in a]
    assert any(
        re.search(r"default-src 'none'.*script-src 'sha256-[^']+'$", str(p)) for p in policies
    )


def test_long_tables_can_be_searched() -> None:
    page = drawn("zh")
    boxes = [a for tag, a in page.tags if tag == "input"]
    assert boxes
    assert all(box["aria-label"] == "在表中查找" for box in boxes)


@pytest.mark.skipif(BROWSER is None, reason="needs a browser")
def test_a_browser_runs_the_search_and_nothing_else(tmp_path: Path) -> None:
    """The probe is allowed beside the page's own script, whose hash the browser checks itself."""
    probe = (
        "const box=[...document.querySelectorAll('input[type=search]')].pop();"
        "const rows=[...box.closest('.table').querySelectorAll('tbody tr')];"
        "box.value='internet bank';box.dispatchEvent(new Event('input'));"
        "const told=rows.filter(row=>!row.hidden).map(row=>row.cells[1].textContent);"
        "document.title=JSON.stringify([told,box.closest('label').hidden])"
    )
    told, hidden = probed(probe, tmp_path)
    assert told
    assert all("Internet bank" in name for name in told)
    assert not hidden


@pytest.mark.skipif(BROWSER is None, reason="needs a browser")
def test_two_columns_fill_the_page(tmp_path: Path) -> None:
    probe = (
        "const ends=[...document.querySelectorAll('.columns')].map(box=>["
        "Math.round(box.lastElementChild.getBoundingClientRect().right),"
        "Math.round(box.getBoundingClientRect().right)]);"
        "document.title=JSON.stringify(ends)"
    )
    ends = probed(probe, tmp_path)
    assert ends
    assert [column for column, _ in ends] == [box for _, box in ends]


def probed(probe: str, folder: Path) -> Any:
    """Return what a script of ours leaves as the title of the page, in a browser."""
    allowed = base64.b64encode(hashlib.sha256(probe.encode()).digest()).decode()
    page = draw_html(make_study(40), "en", ReportOptions()).decode()
    own = re.search(r"script-src 'sha256-[^']+'", page)
    assert own is not None
    page = page.replace(own[0], f"{own[0]} 'sha256-{allowed}'", 1)
    path = folder / "page.html"
    path.write_text(page.replace("</body>", f"<script>{probe}</script></body>"), "utf-8")
    command = (str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
               "--window-size=1280,2000", f"--user-data-dir={folder / 'profile'}",
               path.as_uri())  # fmt: skip
    dom = subprocess.run(command, check=True, capture_output=True, timeout=300).stdout.decode()
    title = re.search(r"<title>(.*?)</title>", dom)
    assert title is not None
    return json.loads(unescape(title[1]))


def test_a_page_is_the_same_twice() -> None:
    study = make_study(25)
    first, second = (draw_html(study, "en", ReportOptions()) for _ in range(2))
    assert first == second


def test_a_drawing_keeps_every_shape_and_its_words() -> None:
    shapes = (
        Rect(0, 0, 10, 5, fill="#ffffff", stroke="#000000", hatch="#b36b00"),
        Line(0, 0, 1, 1, "#000000", dashed=True),
        Polygon(((0, 0), (1, 1), (0, 1)), fill="#123456"),
        Dot(1, 1, 2, "#0072b2"),
        Band(0, 0, 1, 5, 2, 3, "#009e73"),
        Label(1, 2, "a < b & c", 8, "#1b2733", anchor="end", bold=True),
    )
    svg = svg_of(Drawing(100, 50, shapes, 'says "all"'))
    for mark in ("<rect", "<line", "<polygon", "<circle", "<path", "a &lt; b &amp; c"):
        assert mark in svg
    assert "<title>says &quot;all&quot;</title>" in svg
    assert 'viewBox="0 0 100 50"' in svg
