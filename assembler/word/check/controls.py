"""The content controls of a document, with their properties and their content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from assembler.structs import Struct
from assembler.word.check.checked_document import Subject
from assembler.word.check.walk import for_content
from assembler.word.package.xml import find_child, qn

_CONTROL: Final = qn("w:sdt")
_PROPERTIES: Final = qn("w:sdtPr")
_CONTENT: Final = qn("w:sdtContent")
_VALUE: Final = qn("w:val")
TAG: Final = qn("w:tag")
TITLE: Final = qn("w:alias")


class Control(Struct, frozen=True, eq=False, gc=False):
    """A content control and its properties.

    ``settings`` maps each tag in ``properties`` to the first property with that tag.
    """

    element: etree._Element
    properties: Sequence[etree._Element]
    settings: Mapping[str, etree._Element]
    content: etree._Element | None

    def value(self, tag: str) -> str:
        """Return the ``w:val`` of the property ``tag``, or "" if there is none."""
        setting = self.settings.get(tag)
        return "" if setting is None else setting.get(_VALUE, "")

    def describe(self) -> str:
        """Return a phrase that identifies the control by its title or, failing that, by its tag."""
        named = self.value(TITLE) or self.value(TAG)
        return f"the content control “{named}”" if named else "a content control without a title"


def read_controls(subject: Subject) -> list[Control]:
    """Return the controls of the stories, in document order."""
    stories = (subject.trees[part] for part in subject.list_stories())
    return [_read_control(element) for root in stories for element in root.iter(_CONTROL)]


def _read_control(element: etree._Element) -> Control:
    holder = find_child(element, _PROPERTIES)
    properties = list(holder) if holder is not None else []
    settings = {str(each.tag): each for each in reversed(properties)}
    return Control(element, properties, settings, find_child(element, _CONTENT))


for_controls: Final = for_content(read_controls)
"""Decorator for a rule that receives all content controls."""
