"""Structure for screen readers: what every piece of text is, in reading order (tagged PDF).

reportlab knows nothing of tags. Marked content is written into the page's stream by number, and
this file adds the tree that says what each number is (ISO 32000-1, section 14.7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from xml.sax.saxutils import escape

__all__ = ["TagTree", "describe", "link_annotation"]

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
"""What the file says of itself, and that it is accessible (PDF/UA-1, ISO 14289-1, section 5)."""

_CELLS: Final = ("TD", "TH", "RowHeader")
_LISTS: Final = {"LI": "L", "TOCI": "TOC"}
_SCOPE: Final = " /A << /O /Table /Scope /{scope} >>"
_BOX: Final = " /A << /O /Layout /BBox [{box}] >>"


@dataclass(slots=True)
class _Element:
    role: str
    parent: _Element | None
    page: int = 0
    mcid: int | None = None
    alt: str = ""
    annotation: str = ""
    attributes: str = ""
    name: str = ""
    children: list[_Element] = field(default_factory=list)


def describe(document: Any, language: str, day: date) -> None:
    """Add the metadata to reportlab's document, from what its information dictionary says.

    Parameters
    ----------
    document
        Of reportlab; its information dictionary says the metadata.
    language
        As a tag of BCP 47.
    day
        On which it was made.
    """
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

    info = document.info
    said = {
        key: getattr(info, key) for key in ("title", "author", "subject", "creator", "producer")
    }
    text = _XMP.format(
        language=language,
        day=day.isoformat(),
        **{key: escape(str(value)) for key, value in said.items()},
    )
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    document.Catalog.Metadata = PDFStream(kind, text.encode("utf-8"), filters=[])


def link_annotation(
    rect: tuple[float, float, float, float], says: str, destination: Any, key: int
) -> Any:
    """Return reportlab's annotation of a link, with words and its place in the parent tree.

    Parameters
    ----------
    rect
        Left, bottom, right and top, in points.
    says
        Words for who cannot see it.
    destination
        Of reportlab.
    key
        Place in the parent tree.
    """
    from reportlab.pdfbase.pdfdoc import LinkAnnotation

    class Tagged(LinkAnnotation):
        permitted = (*LinkAnnotation.permitted, "StructParent")

    return Tagged(rect, says, destination, "[0 0 0]", StructParent=key, F=4)


class TagTree:
    """Collects structure while pages are drawn, then writes it into the document.

    ``count`` is the number of pages: the parent tree lists them first, then the links.
    """

    def __init__(self, count: int) -> None:
        self.root = _Element("Document", None)
        self._count = count
        self._links: list[_Element] = []
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
        """Begin a paragraph (no family), an item of a list, or a row of the table ``family``."""
        if role in _CELLS:
            if family != self._family:
                self._holder = self._child(self._section, "Table")
            self._family = family
            self._row = self._child(self._holder, "TR")
        elif role in _LISTS:
            if self._family != role:
                self._holder = self._child(self._section, _LISTS[role])
            self._family = role
        else:
            self._family = ""

    def open(self, canvas: Any, role: str, alt: str, box: str = "") -> None:
        """Open marked content; everything drawn until :meth:`close` belongs to it.

        Parameters
        ----------
        canvas
            Of reportlab.
        role
            Of PDF, such as ``P`` or ``TD``.
        alt
            Words in place of a figure; empty where text speaks for itself.
        box
            Where a figure stands: left, bottom, right and top, in points; empty for what is no
            figure.
        """
        element = self._element(role)
        element.alt = alt
        if box:
            element.attributes = _BOX.format(box=box)
        self._mark(canvas, element)

    def open_link(self, canvas: Any, role: str, annotation: str) -> int:
        """Open marked content that leads somewhere; return the key of its annotation.

        Parameters
        ----------
        canvas
            Of reportlab.
        role
            Of PDF.
        annotation
            Name under which reportlab keeps it.
        """
        parent = self._element(role)
        element = self._child(parent, "Link")
        element.annotation = annotation
        self._links.append(element)
        self._mark(canvas, element)
        return self._count + len(self._links) - 1

    def _element(self, role: str) -> _Element:
        """Return a new element where reading has arrived."""
        if role in _CELLS:
            element = self._child(self._row, "TD" if role == "TD" else "TH")
            if role != "TD":
                scope = "Row" if role == "RowHeader" else "Column"
                element.attributes = _SCOPE.format(scope=scope)
            return element
        if role == "LI":
            return self._child(self._child(self._holder, "LI"), "LBody")
        return self._child(self._holder if role == "TOCI" else self._section, role)

    def _mark(self, canvas: Any, element: _Element) -> None:
        page = self._pages[-1]
        element.page, element.mcid = len(self._pages), len(page)
        page.append(element)
        _code(canvas).append(f"/{element.role} <</MCID {element.mcid}>> BDC")

    def open_artifact(self, canvas: Any, subtype: str = "") -> None:
        """Open decoration, which is not read out; ``subtype``: ``Header`` or ``Footer``."""
        kind = f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC"
        _code(canvas).append(kind if subtype else "/Artifact BMC")

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
        for number, element in enumerate(self._links, start=self._count):
            parents.append(f"{number} {refs.to(element.name)}")
        refs.add("StructParents", f"<< /Nums [{' '.join(parents)}] >>")
        after = self._count + len(self._links)
        text = (
            f"<< /Type /StructTreeRoot /K {refs.to(self.root.name)} "
            f"/ParentTree {refs.to('StructParents')} /ParentTreeNextKey {after} >>"
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
        if element.annotation:
            page, link = refs.to(f"Page{element.page}"), refs.to(element.annotation)
            text += f" /Pg {page} /K [{element.mcid} << /Type /OBJR /Obj {link} >>]"
        elif element.mcid is not None:
            text += f" /Pg {refs.to(f'Page{element.page}')} /K {element.mcid}"
        else:
            text += f" /K [{' '.join(refs.to(child.name) for child in element.children)}]"
        text += element.attributes
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
