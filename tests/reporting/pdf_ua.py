"""Checks of an accessible PDF (PDF/UA-1, ISO 14289-1) that need no other program.

They are the conditions of the Matterhorn protocol that a machine can check and that a report of
text, tables, figures and inner links can break at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import defusedxml.ElementTree as ET
from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.support.known import known

__all__ = ["elements", "faults"]

ROLES: Final = {
    *("Document", "Sect", "H1", "H2", "H3", "P", "L", "LI", "LBody", "TOC", "TOCI", "Link"),
    *("Figure", "Table", "TR", "TH", "TD"),
}
INSIDE: Final = {"LI": "L", "LBody": "LI", "TOCI": "TOC", "TR": "Table", "TH": "TR", "TD": "TR"}
PAINTS: Final = frozenset(b"Tj TJ ' \" S s f F f* B B* b b* Do sh".split())
UA: Final = "{http://www.aiim.org/pdfua/ns/id/}part"
TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"


def plain(part: Any) -> Any:
    """Return a part of the file as Python sees it: what lies in it has no known type."""
    return part


def root_of(reader: PdfReader) -> Any:
    """Return the catalogue of the document."""
    return reader.trailer["/Root"]


def elements(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """Yield the structure in reading order: the role above, and the element."""
    waiting = [("", root_of(reader)["/StructTreeRoot"]["/K"].get_object())]
    while waiting:
        above, element = waiting.pop()
        yield above, element
        role = str(element["/S"])[1:]
        waiting.extend((role, kid) for kid in reversed(_kids(element)) if "/S" in kid)


def faults(reader: PdfReader) -> list[str]:
    """Return what is wrong, in words; nothing where every check passes."""
    return [*_document(reader), *_structure(reader), *_pages(reader), *_fonts(reader)]


def _kids(element: Any) -> list[Any]:
    held = element["/K"]
    found = held if isinstance(held, list) else [held]
    return [kid.get_object() for kid in found if not isinstance(kid.get_object(), int)]


def _document(reader: PdfReader) -> Iterator[str]:
    root = root_of(reader)
    if not root.get("/Lang"):
        yield "no language"
    if not root["/MarkInfo"]["/Marked"]:
        yield "not marked"
    if not root["/ViewerPreferences"]["/DisplayDocTitle"]:
        yield "the window shows the file name"
    if "/Metadata" not in root:
        yield "no metadata"
        return
    metadata = ET.fromstring(root["/Metadata"].get_data().decode().strip("\ufeff"))
    if [one.text for one in metadata.iter(UA)] != ["1"]:
        yield "no claim of PDF/UA-1"
    said = "".join(text for one in metadata.iter(TITLE) for text in one.itertext())
    if not said or said != known(reader.metadata).get("/Title"):
        yield f"title {said!r}"


def _structure(reader: PdfReader) -> Iterator[str]:
    level = 0
    for above, element in elements(reader):
        role = str(element["/S"])[1:]
        if role not in ROLES:
            yield f"unknown role {role}"
        if role in INSIDE and INSIDE[role] != above:
            yield f"{role} in {above}"
        if heading := re.fullmatch(r"H(\d)", role):
            if int(heading[1]) > level + 1:
                yield f"{role} after H{level}"
            level = int(heading[1])
        attributes = element.get("/A", {})
        if role == "Figure" and (len(element.get("/Alt", "")) < 20 or "/BBox" not in attributes):
            yield "figure without words or box"
        if role == "TH" and attributes.get("/Scope") not in ("/Row", "/Column"):
            yield "header of nothing"
        if role == "Table" and len({len(_kids(row)) for row in _kids(element)}) != 1:
            yield "rows of different length"


def _pages(reader: PdfReader) -> Iterator[str]:
    numbers = root_of(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for number, page in enumerate(reader.pages, start=1):
        marked = _marked(page, reader)
        yield from (f"page {number}: {one}" for one in marked if isinstance(one, str))
        listed = parents[page["/StructParents"]].get_object()
        if [one for one in marked if isinstance(one, int)] != list(range(len(listed))):
            yield f"page {number}: content without an element"
        for place, element in enumerate(listed):
            held = element.get_object()["/K"]
            if place not in (held if isinstance(held, list) else [held]):
                yield f"page {number}: element of other content"
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"page {number}: tab order"
        for note in page.get("/Annots", []):
            said = note.get_object()
            link = parents[said["/StructParent"]].get_object()
            inside = _kids(link) if isinstance(link, dict) and link["/S"] == "/Link" else []
            if not any(kid["/Obj"].get_object() is said for kid in inside):
                yield f"page {number}: link outside the structure"
            if len(said.get("/Contents", "")) < 5:
                yield f"page {number}: link without words"


def _marked(page: Any, reader: PdfReader) -> list[int | str]:
    """Return the numbers of marked content, and words about what is marked as nothing or twice."""
    found: list[int | str] = []
    depth = 0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
            if depth > 1:
                found.append("marked twice")
            if operator == b"BDC" and "/MCID" in operands[1]:
                found.append(int(operands[1]["/MCID"]))
        elif operator == b"EMC":
            depth -= 1
        elif operator in PAINTS and not depth:
            found.append("painted outside the structure")
    return found


def _fonts(reader: PdfReader) -> Iterator[str]:
    seen = {
        font.indirect_reference.idnum: font
        for page in map(plain, reader.pages)
        for font in (held.get_object() for held in page["/Resources"]["/Font"].values())
    }
    for font in seen.values():
        if "/FontFile2" not in font["/FontDescriptor"] or "/ToUnicode" not in font:
            yield f"font {font['/BaseFont']}"
