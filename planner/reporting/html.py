"""The report as one page for a browser: offline, self-contained, searchable.

Everything stands in the file: style, charts as SVG, and the few lines of script that search the
tables; nothing is loaded from anywhere, and a policy in the page forbids it. All text is data.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from planner.jobs import Stop
from planner.model.study import Study
from planner.reporting.compose import compose
from planner.reporting.content import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    Columns,
    Contents,
    Heading,
    KeyFigures,
    Prose,
    Report,
    Section,
    Table,
)
from planner.reporting.options import ReportOptions
from planner.reporting.svg import svg_of
from planner.reporting.theme import LIGHT
from planner.reporting.typesetting import printable
from planner.wording import say

__all__ = ["draw_html", "draw_report"]

SEARCHED_FROM: Final = 20
"""Rows from which a table can be searched."""

_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")

STYLE: Final = f"""
:root{{color-scheme:light}}
*{{box-sizing:border-box}}
body{{margin:0 auto;max-width:1180px;padding:24px 28px 80px;background:{LIGHT.paper};
color:{LIGHT.ink};font:15px/1.5 "Noto Sans","Noto Sans SC","Microsoft YaHei",
"PingFang SC",system-ui,sans-serif}}
nav{{columns:3 260px;font-size:13px;margin:18px 0 30px}}nav a{{display:block;padding:2px 0}}
a{{color:{LIGHT.accent};text-decoration:none}}a:hover,a:focus{{text-decoration:underline}}
h1{{font-size:15px;color:{LIGHT.quiet};font-weight:600;margin:0}}
h2{{font-size:25px;line-height:1.25;margin:56px 0 14px;padding-top:14px;
border-top:1px solid {LIGHT.line}}}
h3{{font-size:17px;color:{LIGHT.accent};margin:26px 0 8px}}
p{{margin:0 0 12px;max-width:86ch}}.headline{{font-size:23px;font-weight:700;line-height:1.3;
color:{LIGHT.accent};max-width:none}}.small{{font-size:12.5px;
color:{LIGHT.quiet}}}
ul{{margin:0 0 14px;padding-left:20px}}li{{margin:0 0 6px;max-width:86ch}}
.figures{{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px;
margin:16px 0 22px}}.figures div{{background:{LIGHT.wash};border-left:3px solid {LIGHT.accent};
padding:10px 12px}}.figures span{{display:block;font-size:12.5px;color:{LIGHT.quiet}}}
.figures b{{display:block;font-size:20px;line-height:1.25;overflow-wrap:anywhere}}
.columns{{display:grid;grid-template-columns:minmax(0,var(--left)) minmax(0,var(--right));
gap:28px}}
.callout{{padding:10px 14px;border-left:3px solid;margin:0 0 14px}}
.callout b{{margin-right:8px}}
.accent{{background:{LIGHT.accent_wash};border-color:{LIGHT.accent}}}
.good{{background:{LIGHT.good_wash};border-color:{LIGHT.good}}}
.warn{{background:{LIGHT.warn_wash};border-color:{LIGHT.warn}}}
.bad{{background:{LIGHT.bad_wash};border-color:{LIGHT.bad}}}
figure{{margin:0 0 20px;padding:0 24px;overflow-x:auto}}svg{{width:100%;min-width:480px;height:auto;
overflow:visible;font-family:inherit}}
.table{{overflow-x:auto;margin:0 0 18px}}table{{border-collapse:collapse;width:100%;font-size:13px}}
th,td{{text-align:left;padding:5px 8px;border-bottom:1px solid {LIGHT.line};vertical-align:top}}
thead th{{color:{LIGHT.quiet};font-weight:600;position:sticky;top:0;background:{LIGHT.paper}}}
tbody th{{font-weight:400}}time{{white-space:nowrap}}
.right{{text-align:right;font-variant-numeric:tabular-nums}}.centre{{text-align:center}}
.total td{{font-weight:700;border-top:2px solid {LIGHT.ink}}}
.swatch{{display:inline-block;width:9px;height:9px;margin-right:6px}}
input[type=search]{{font:inherit;padding:6px 10px;border:1px solid {LIGHT.faint};border-radius:4px;
width:min(100%,360px);margin:0 0 8px}}output{{margin-left:10px;color:{LIGHT.quiet};font-size:13px}}
:target{{background:{LIGHT.warn_wash}}}:focus-visible{{outline:2px solid {LIGHT.accent}}}
@media(max-width:980px){{.columns{{display:block}}}}
@media print{{input,output,nav{{display:none}}h2{{break-before:page;border:0}}}}
"""

SCRIPT: Final = """
for(const box of document.querySelectorAll('input[type=search]')){
 const rows=[...box.closest('.table').querySelectorAll('tbody tr')],said=box.nextElementSibling;
 box.closest('label').hidden=false;
 box.addEventListener('input',()=>{
  const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
  for(const row of rows){
   const fits=words.every(word=>row.textContent.toLowerCase().includes(word));
   row.hidden=!fits;shown+=fits;
  }
  said.textContent=words.length?shown+' / '+rows.length:'';
 });
}
"""


def draw_html(
    study: Study, language: str, options: ReportOptions, stop: Stop | None = None
) -> bytes:
    """Return the report as an HTML page in UTF-8.

    Parameters
    ----------
    options
        Which parts.
    stop
        For a cancel.

    Raises
    ------
    CancelledError
        ``stop`` was cancelled.
    """
    return draw_report(compose(study, language, options), stop)


def draw_report(report: Report, stop: Stop | None = None) -> bytes:
    """Return any report as an HTML page in UTF-8.

    Raises
    ------
    CancelledError
        ``stop`` was cancelled.
    """
    sections = "".join(
        _section(section, report) for section in (stop or Stop()).watch(report.sections)
    )
    script = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'"
    title = _text(
        f"{report.organisation} · {report.title}" if report.organisation else report.title
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{title}</h1>{_contents(report)}</header>\n<main>\n{sections}</main>\n"
        f"<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
    return page.encode()


def _contents(report: Report) -> str:
    seen: set[str] = set()
    links = []
    for section in report.sections:
        name = section.group or section.key
        if name not in seen:
            seen.add(name)
            words = section.listed or section.group or section.title
            links.append(f'<a href="#{_id(section.key)}">{_text(words)}</a>')
    inner = (block for section in report.sections for block in _inside(section.blocks))
    title = next((block.title for block in inner if isinstance(block, Contents)), "")
    heading = f"<h3>{_text(title)}</h3>" if title else ""
    return f"{heading}<nav>{''.join(links)}</nav>"


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Columns):
            yield from _inside((*block.left, *block.right))


def _section(section: Section, report: Report) -> str:
    body = "".join(_block(block, report) for block in section.blocks)
    return f'<section id="{_id(section.key)}"><h2>{_text(section.title)}</h2>{body}</section>\n'


def _blocks(blocks: Iterable[Block], report: Report) -> str:
    return "".join(_block(block, report) for block in blocks)


def _block(block: Block, report: Report) -> str:
    match block:
        case Prose():
            kind = "" if block.style == "body" else f' class="{escape(block.style)}"'
            return f"<p{kind}>{_run(block)}</p>"
        case Heading():
            return f"<h3>{_text(block.text)}</h3>"
        case Bullets():
            return f"<ul>{''.join(f'<li>{_run(item)}</li>' for item in block.items)}</ul>"
        case KeyFigures():
            items = (
                f"<div><span>{_text(item.label)}</span><b>{_loose(item.value)}</b>"
                f"<span>{_text(item.note)}</span></div>"
                for item in block.items
            )
            return f'<div class="figures">{"".join(items)}</div>'
        case Table():
            return _table(block, report.language)
        case Chart():
            if block.full in {section.key for section in report.sections}:
                return ""
            title = f"<h3>{_text(block.title)}</h3>" if block.title else ""
            return f"{title}<figure>{svg_of(block.drawing)}</figure>"
        case Callout():
            words = f"<b>{_text(block.title)}</b>{_text(block.text)}"
            return f'<div class="callout {escape(block.tone)}">{words}</div>'
        case Columns():
            left = _blocks(block.left, report)
            right = _blocks(block.right, report)
            shares = f"--left:{100 * block.share:.1f}fr;--right:{100 - 100 * block.share:.1f}fr"
            return (
                f'<div class="columns" style="{shares}"><div>{left}</div><div>{right}</div></div>'
            )
        case Contents():
            return ""  # the page has its own, at the top


def _loose(value: str) -> str:
    """Let a large figure break before its unit: a card is too narrow to keep them on one line."""
    return _text(value).replace("\u00a0", "\u00a0<wbr>")


def _run(prose: Prose) -> str:
    lead = f"<b>{_text(prose.lead)}</b> " if prose.lead else ""
    return lead + _text(prose.text)


def _table(table: Table, language: str) -> str:
    head = "".join(
        f'<th scope="col"{_align(column.align)}>{_text(column.title)}</th>'
        for column in table.columns
    )
    rows = []
    for number, cells in enumerate(table.rows):
        last = table.total and number == len(table.rows) - 1
        anchor = table.anchors[number] if table.anchors else ""
        row = "".join(
            _cell(cell, table.columns[place].align, first=place == 0)
            for place, cell in enumerate(cells)
        )
        name = f' id="{_id(anchor)}"' if anchor else ""
        rows.append(f"<tr{name}{' class="total"' if last else ''}>{row}</tr>")
    search = ""
    if len(rows) >= SEARCHED_FROM:
        words = _text(say("reporting.html.search", language))
        search = f'<label hidden><input type="search" placeholder="{words}" aria-label="{words}"><output></output></label>'  # noqa: E501
    return (
        f'<div class="table">{search}<table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(cell: Cell, align: str, *, first: bool) -> str:
    text = _DAY.sub(r"<time>\g<0></time>", _text(cell.text))
    if cell.link:
        text = f'<a href="#{_id(cell.link)}">{text}</a>'
    if cell.bold:
        text = f"<b>{text}</b>"
    if cell.swatch:
        text = f'<span class="swatch" style="background:{escape(cell.swatch)}"></span>{text}'
    wash = f' style="background:{escape(cell.wash)}"' if cell.wash else ""
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    return f"<{tag}{scope}{_align(align)}{wash}>{text}</{tag}>"


def _align(align: str) -> str:
    return "" if align == "left" else f' class="{escape(align)}"'


def _id(name: str) -> str:
    """Return a name as an anchor: what is not a plain letter or digit is written as its number."""
    return "x-" + "".join(
        character if character.isascii() and character.isalnum() else f"_{ord(character):x}_"
        for character in name
    )


def _text(text: str) -> str:
    return escape(printable(text))
