r"""Repair invalid XML in patched templates, once for each template.

In the XML here, ``\0number\0`` stands for each template tag, so nothing inside a template tag can be
mistaken for XML. Four kinds of error have been observed:

- docxtpl's ``cellbg``, ``colspan``, ``hm`` and ``vm`` put their element first or last in ``w:tcPr``, where
  the schema requires an order (ECMA-376 part 1, 17.4.69).
- ``w:shd`` lacks its required ``w:val``.
- A control that shows its prompt still has the flag for a prompt when it gets a value, so an editor treats
  the value as the prompt.
- A ``{{r`` tag leaves an empty run.
"""

from __future__ import annotations

import re
from typing import Final

_CELL_ORDER: Final = {
    name: number
    for number, name in enumerate(
        ["cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
         "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge"]
    )
}  # fmt: skip
_CELL_PROPERTIES: Final = re.compile(
    r"(<w:tcPr(?: [^>]*)?>)((?:(?!<w:tcPr[ >]|</w:tcPr>).)+)(</w:tcPr>)", re.DOTALL
)
_CHILD: Final = re.compile(r"<w:(\w+)(?: [^>]*)?/>|<w:(\w+)(?: [^>]*)?>.*?</w:\2>", re.DOTALL)
_SHADING: Final = re.compile(r"<w:shd(?![^>]* w:val=)( [^>]*?)?/>")
_CONTROL: Final = re.compile(
    r"<w:sdtPr>((?:(?!</w:sdtPr>).)*)</w:sdtPr>([^<]*(?:<w:sdtEndPr.*?)?<w:sdtContent>)(.*?)(</w:sdtContent>)",
    re.DOTALL,
)
_PROMPT: Final = re.compile(r"<w:showingPlcHdr(?: [^>]*)?/>")
_PROMPT_STYLE: Final = re.compile(r'<w:rStyle w:val="PlaceholderText"/>')
_EMPTY_RUN: Final = re.compile(
    r'(?<=\0)(?:<w:r><w:t xml:space="preserve"></w:t></w:r>)+'
    r"|<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?></w:t></w:r>(?=\0)",
    re.DOTALL,
)
"""What is left of a run from which docxtpl has removed a ``{{r`` tag."""


def repair_source(xml: str) -> str:
    """Return ``xml`` with its invalid XML repaired.

    ``xml`` is a patched part in which a number between NULs replaces each template tag.

    >>> repair_source('<w:tcPr><w:shd w:val="clear"/><w:tcW w:w="5"/></w:tcPr>')
    '<w:tcPr><w:tcW w:w="5"/><w:shd w:val="clear"/></w:tcPr>'
    >>> repair_source('<w:shd w:fill="FF0000"/>')
    '<w:shd w:val="clear" w:fill="FF0000"/>'
    """
    xml = _CELL_PROPERTIES.sub(_sort_properties, xml)
    xml = _SHADING.sub(r'<w:shd w:val="clear"\1/>', xml)
    xml = _CONTROL.sub(_drop_prompt, xml)
    return _EMPTY_RUN.sub("", xml)


def _sort_properties(match: re.Match[str]) -> str:
    """Sort the children of a w:tcPr in schema order.

    Unknown elements come last.
    """
    children = list(_CHILD.finditer(match[2]))
    if "".join(child[0] for child in children) != match[2]:
        return match[0]
    children.sort(key=lambda child: _CELL_ORDER.get(child[1] or child[2], len(_CELL_ORDER)))
    return match[1] + "".join(child[0] for child in children) + match[3]


def _drop_prompt(match: re.Match[str]) -> str:
    """Remove the flag and style of a prompt from a control whose content contains a tag."""
    if "\0" not in match[3]:
        return match[0]
    properties, content = _PROMPT.sub("", match[1]), _PROMPT_STYLE.sub("", match[3])
    return f"<w:sdtPr>{properties}</w:sdtPr>{match[2]}{content}{match[4]}"
