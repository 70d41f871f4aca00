"""Structure for screen readers: what every piece of text is, in reading order (tagged PDF).

reportlab knows nothing of tags. Marked content is written into the page's stream by number, and
this file adds the tree that says what each number is (ISO 32000-1, section 14.7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

__all__ = ["TagTree"]

_CONTAINERS: Final = {"TD": "TR", "TH": "TR"}
_SCOPE: Final = " /A << /O /Table /Scope /Column >>"


@dataclass(slots=True)
class _Element:
    role: str
    parent: _Element | None
    page: int = 0
    mcid: int | None = None
    alt: str = ""
    name: str = ""
    children: list[_Element] = field(default_factory=list)


class TagTree:
    """Collects structure while pages are drawn, then writes it into the document."""

    def __init__(self) -> None:
        self.root = _Element("Document", None)
        self._pages: list[list[_Element]] = []
        self._section = self.root
        self._holder = self.root
        self._family = ""

    def begin_page(self) -> None:
        """Begin a page: numbers start again from 0."""
        self._pages.append([])

    def begin_section(self) -> None:
        """Begin a section of the report."""
        self._section = self._child(self.root, "Sect")
        self._family = ""

    def begin_piece(self, family: str, role: str) -> None:
        """Begin a paragraph (no family), a list item, or a row of the table ``family``."""
        if role in ("TD", "TH"):
            if family != self._family:
                self._holder = self._child(self._section, "Table")
            self._family = family
            self._row = self._child(self._holder, "TR")
        elif role == "LI":
            if self._family != "list":
                self._holder = self._child(self._section, "L")
            self._family = "list"
        else:
            self._family = ""

    def open(self, canvas: Any, role: str, alt: str) -> None:
        """Open marked content; everything drawn until :meth:`close` belongs to it."""
        page = self._pages[-1]
        if role in _CONTAINERS:
            parent = self._row
        elif role == "LI":
            parent = self._child(self._holder, "LI")
            role = "LBody"
        else:
            parent = self._section
        element = self._child(parent, role)
        element.page, element.mcid, element.alt = len(self._pages), len(page), alt
        page.append(element)
        _code(canvas).append(f"/{role} <</MCID {element.mcid}>> BDC")

    def open_artifact(self, canvas: Any) -> None:
        """Open decoration, which is not read out."""
        _code(canvas).append("/Artifact BMC")

    def close(self, canvas: Any) -> None:
        """Close what was opened last."""
        _code(canvas).append("EMC")

    def write(self, document: Any) -> None:
        """Add the tree to reportlab's document, before it is saved."""
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

        for number, element in enumerate(_walk(self.root)):
            element.name = f"Struct{number}"
        root_name = "StructTree"
        refs = _References(document)
        elements = _walk(self.root)
        refs.number(element.name for element in elements)
        refs.number(f"StructPage{number}" for number in range(len(self._pages)))
        refs.number((root_name, "StructParents"))
        for element in elements:
            refs.add(element.name, self._element_text(element, refs, root_name))
        parents = []
        for number, page in enumerate(self._pages):
            listed = " ".join(refs.to(element.name) for element in page)
            refs.add(f"StructPage{number}", f"[{listed}]")
            parents.append(f"{number} {refs.to(f'StructPage{number}')}")
        refs.add("StructParents", f"<< /Nums [{' '.join(parents)}] >>")
        text = (
            f"<< /Type /StructTreeRoot /K {refs.to(self.root.name)} "
            f"/ParentTree {refs.to('StructParents')} /ParentTreeNextKey {len(self._pages)} >>"
        )
        document.Catalog.StructTreeRoot = refs.add(root_name, text)
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for number, page in enumerate(document.Pages.pages):
            page.__dict__["__NoDefault__"] = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = PDFName("S")

    def _child(self, parent: _Element, role: str) -> _Element:
        element = _Element(role, parent)
        parent.children.append(element)
        return element

    def _element_text(self, element: _Element, refs: _References, root_name: str) -> str:
        parent = element.parent.name if element.parent else root_name
        text = f"<< /Type /StructElem /S /{element.role} /P {refs.to(parent)}"
        if element.mcid is not None:
            text += f" /Pg {refs.to(f'Page{element.page}')} /K {element.mcid}"
        else:
            text += f" /K [{' '.join(refs.to(child.name) for child in element.children)}]"
        if element.role == "TH":
            text += _SCOPE
        if element.alt:
            text += f" /Alt <{_utf16(element.alt)}>"
        return text + " >>"


def _walk(root: _Element) -> list[_Element]:
    found = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting.extend(reversed(element.children))
    return found


def _utf16(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def _code(canvas: Any) -> list[str]:
    code: list[str] = canvas._code  # noqa: SLF001  # reportlab's own way to write operators
    return code


class _References:
    """Indirect objects written as plain text."""

    def __init__(self, document: Any) -> None:
        from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference

        class Plain(PDFObject):
            __RefOnly__ = 1

            text = ""

            def format(self, document: Any) -> bytes:
                return self.text.encode("ascii")

        self.document = document
        self.plain = Plain
        self.reference = PDFObjectReference
        self._texts: dict[str, Any] = {}
        self._known: dict[str, str] = {}

    def number(self, names: Iterable[str]) -> None:
        """Give objects their numbers before anything refers to them."""
        for name in names:
            self._texts[name] = self.plain()
            self.document.Reference(self._texts[name], name)

    def to(self, name: str) -> str:
        """Return ``12 0 R`` for a numbered object."""
        known = self._known.get(name)
        if known is None:
            text = self.reference(name).format(self.document)
            known = text.decode("ascii") if isinstance(text, bytes) else str(text)
            self._known[name] = known
        return known

    def add(self, name: str, text: str) -> Any:
        """Write a numbered object and return reportlab's reference to it."""
        self._texts[name].text = text
        return self.reference(name)
