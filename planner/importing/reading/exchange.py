"""ArchiMate models in the Open Group's exchange XML, laid out as the tables of the CSV form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from planner.importing.grid import Cell, Grid
from planner.importing.reading.container import Container
from planner.importing.reading.sentences import refusal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["exchange_grids", "packed_model"]

_PACKED: Final = "model.xml"
_MOST_BYTES: Final = 64 * 1024 * 1024
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"


def exchange_grids(data: bytes, name: str) -> list[Grid]:
    """Return elements, relations and properties of a model as grids.

    Raises
    ------
    BadInputError
        The XML is broken, declares entities, or is no ArchiMate model.
    """
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(data)
    except DefusedXmlException as error:
        raise refusal("xml_declarations", name, str(error)) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise refusal("no_model", name, str(error)) from error
    if _tag(root) != "model":
        raise refusal("no_model", name, root.tag)
    if "archimatetool.com" in str(root.tag):
        return _own_grids(root, name)
    titles = {
        node.get("identifier", ""): node.get("name") or _text(node, "name")
        for node in root.iter()
        if _tag(node) == "propertyDefinition"
    }
    elements: list[list[Cell]] = [["ID", "Type", "Name", "Documentation"]]
    relations: list[list[Cell]] = [
        ["ID", "Type", "Name", "Documentation", "Source", "Target"],
    ]
    properties: list[list[Cell]] = [["ID", "Key", "Value"]]
    for node in _children(root, "elements", "element"):
        elements.append(_described(node))
        properties.extend(_properties(node, titles))
    for node in _children(root, "relationships", "relationship"):
        row = _described(node)
        relations.append([*row, node.get("source", ""), node.get("target", "")])
    named = (("elements", elements), ("relations", relations), ("properties", properties))
    return [Grid(name, sheet, rows) for sheet, rows in named if len(rows) > 1]


def packed_model(container: Container) -> bytes:
    """Return the model of Archi's packed file, which holds pictures beside it; else nothing."""
    if _PACKED not in container or "[Content_Types].xml" in container:
        return b""
    return container.read(_PACKED, _MOST_BYTES)


def _own_grids(root: Element, name: str) -> list[Grid]:
    """Read Archi's own file: elements and relations stand in folders, properties inside them."""
    elements: list[list[Cell]] = [["ID", "Type", "Name", "Documentation"]]
    relations: list[list[Cell]] = [["ID", "Type", "Name", "Documentation", "Source", "Target"]]
    properties: list[list[Cell]] = [["ID", "Key", "Value"]]
    for node in root.iter():
        kind = node.get(_TYPE, "").rpartition(":")[2]
        if _tag(node) != "element" or not kind or kind.endswith("Model"):
            continue
        key = node.get("id", "")
        row: list[Cell] = [key, kind, node.get("name", ""), _text(node, "documentation")]
        if node.get("source"):
            relations.append([*row, node.get("source", ""), node.get("target", "")])
            continue
        elements.append(row)
        parts = (part for part in node if _tag(part) == "property")
        properties += [[key, part.get("key", ""), part.get("value", "")] for part in parts]
    named = (("elements", elements), ("relations", relations), ("properties", properties))
    return [Grid(name, sheet, rows) for sheet, rows in named if len(rows) > 1]


def _tag(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _children(root: Element, group: str, tag: str) -> Iterator[Element]:
    for part in root:
        if _tag(part) == group:
            yield from (node for node in part if _tag(node) == tag)


def _text(node: Element, tag: str) -> str:
    return next((child.text or "" for child in node if _tag(child) == tag), "").strip()


def _described(node: Element) -> list[Cell]:
    kind = node.get(_TYPE, "").rpartition(":")[2]
    name = _text(node, "name") or _text(node, "label")
    return [node.get("identifier", ""), kind, name, _text(node, "documentation")]


def _properties(node: Element, titles: dict[str, str]) -> Iterator[list[Cell]]:
    for value in _children(node, "properties", "property"):
        reference = value.get("propertyDefinitionRef", "")
        title = titles.get(reference) or reference
        yield [node.get("identifier", ""), title, _text(value, "value")]
