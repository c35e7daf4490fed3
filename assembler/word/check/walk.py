"""A single walk over each part of a document that passes each element to the rules for its tag.

A rule is a function that yields diagnostics or, for attributes and children, violations. Its decorator
decides what it receives:

- no decorator: the document, as in ``check_title(subject)``
- ``for_each``: one element at a time, as in ``check_cell_content(subject, cell)``
- ``for_all``: all its elements together, as in ``check_bookmarks(subject, found)``, so that it can check
  that numbers are unique or pairs are complete
- ``for_attributes``: the attributes of an element, as in ``check_colours(name, attributes)``
- ``for_children``: the tags of an element's children, as in ``check_order(children)``
- ``for_content``: all paragraphs, tables or controls of the document, as in ``check_captions``.

The walk covers the stories. It also covers related parts, such as the styles, if a decorator names their
kind. Elements that no rule collects are released immediately, because an index of all elements would take
twice the time. The same attributes, children and table rows recur throughout a document, so each valid
combination is checked only once per part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics.rule import Rule as DiagnosticRule
from assembler.structs import Struct, field
from assembler.word.check.checked_document import Subject
from assembler.word.package.xml import W, qn

T = TypeVar("T")
DocumentRule = Callable[[Subject], Iterator[Diagnostic]]
EachRule = Callable[[Subject, etree._Element], Iterator[Diagnostic]]
Found = Mapping[str, Sequence[etree._Element]]
"""Maps the name of each part to the elements found in it, in document order."""
AllRule = Callable[[Subject, Found], Iterator[Diagnostic]]
Condition = Callable[[etree._Element], bool]
Violation = tuple[DiagnosticRule, str, Mapping[str, str]]
"""What is wrong with an element: the rule, its variant, and the fields of its message."""
AttributesRule = Callable[[str, Mapping[str, str]], Iterator[Violation]]
"""Function that checks the attributes of an element, given the element's name without its prefix."""
EVERY_PART: Final = ("*",)
"""Selector for all parts whose root element is in Word's main namespace, whatever their kind."""
WRAPPERS: Final = frozenset(
    qn(f"w:{name}") for name in ("sdtContent", "sdt", "customXml", "ins", "del", "moveFrom", "moveTo")
)
"""Elements that may contain only what their own parent may contain."""
_ROW: Final = qn("w:tr")
_TAGS: Final = re.compile(rb"<w:(?:alias|tag|id|bookmarkStart|bookmarkEnd|listItem|docPart) |<[^>]*")
"""Finds tags, without the attributes of those that name something, which no rule for attributes checks."""


class Children(Struct, frozen=True):
    """The tags of an element and of its children.

    ``parent`` is the tag of the element, and ``tags`` are those of its children. The tag of an XML comment is
    not a string. ``container`` is the same as ``parent``, unless the element is a wrapper. It is then the tag
    of the nearest ancestor that is not a wrapper, or "" if there is none.
    """

    parent: str
    container: str
    tags: tuple[object, ...]


ChildrenRule = Callable[[Children], Iterator[Violation]]


class ElementRule(Struct, frozen=True):
    """A rule for elements with one of ``tags``.

    The elements are in the stories and in the related parts whose kinds are listed in ``also``. If ``also``
    is ``EVERY_PART``, they are in every WordprocessingML part.
    """

    tags: tuple[str, ...]
    also: tuple[str, ...]
    each: EachRule | None = None
    together: AllRule | None = None
    where: Condition | None = None
    attributes: AttributesRule | None = None
    children: ChildrenRule | None = None

    def list_parts(self, subject: Subject) -> frozenset[str]:
        """Return the names of the parts whose elements are checked."""
        if self.also == EVERY_PART:
            trees = subject.trees.items()
            return frozenset(part for part, root in trees if str(root.tag).startswith(f"{{{W}}}"))
        return frozenset(subject.list_stories(*self.also))


class ContentRule(Struct, frozen=True):
    """A rule that receives, all at once, what ``read`` extracts from a document.

    Examples are its tables, or its paragraphs with their visible text.
    """

    read: Callable[[Subject], Sequence[Any]]
    check: Callable[[Subject, Sequence[Any]], Iterator[Diagnostic]]


Rule = DocumentRule | ElementRule | ContentRule


def for_each(*tags: str, also: tuple[str, ...] = ()) -> Callable[[EachRule], ElementRule]:
    """Make the decorated function a rule that receives each element with one of ``tags``.

    ``also`` is as in ``ElementRule``.
    """
    return lambda check: ElementRule(tuple(map(qn, tags)), also, each=check)


def for_all(
    *tags: str, also: tuple[str, ...] = (), where: Condition | None = None
) -> Callable[[AllRule], ElementRule]:
    """Make the decorated function a rule that receives, after the walk, all elements with one of ``tags``.

    ``also`` is as in ``ElementRule``. If ``where`` is given, the rule receives only elements for which it
    returns true.
    """
    return lambda check: ElementRule(tuple(map(qn, tags)), also, together=check, where=where)


def for_attributes(*tags: str, also: tuple[str, ...] = ()) -> Callable[[AttributesRule], ElementRule]:
    """Make the decorated function a rule that receives the attributes of elements with one of ``tags``.

    ``also`` is as in ``ElementRule``.
    """
    return lambda check: ElementRule(tuple(map(qn, tags)), also, attributes=check)


def for_children(*tags: str, also: tuple[str, ...] = ()) -> Callable[[ChildrenRule], ElementRule]:
    """Make the decorated function a rule that receives the child tags of elements with one of ``tags``.

    ``also`` is as in ``ElementRule``.
    """
    return lambda check: ElementRule(tuple(map(qn, tags)), also, children=check)


def for_content(
    read: Callable[[Subject], Sequence[T]],
) -> Callable[[Callable[[Subject, Sequence[T]], Iterator[Diagnostic]]], ContentRule]:
    """Make the decorated function a rule that receives what ``read`` extracts from the document.

    ``read`` is called once for all rules that share it.
    """
    return lambda check: ContentRule(read, check)


class _Handlers(Struct):
    """The rules for elements with a given tag.

    Each rule is paired with the list that collects its diagnostics. ``lists`` is different: for each rule
    that checks all its elements together, it contains an optional condition and the list that collects those
    elements.
    """

    checks: list[tuple[EachRule, list[Diagnostic]]] = field(default_factory=list)
    lists: list[tuple[Condition | None, list[etree._Element]]] = field(default_factory=list)
    attributes: list[tuple[AttributesRule, list[Diagnostic]]] = field(default_factory=list)
    children: list[tuple[ChildrenRule, list[Diagnostic]]] = field(default_factory=list)


class _Walk(Struct):
    """A walk over one part.

    ``valid`` contains the combinations of attributes, and those of children, that break no rule. It also
    contains the tags of table rows in which no element breaks one.
    """

    subject: Subject
    handlers: Mapping[object, _Handlers]
    valid: set[object] = field(default_factory=set)

    def visit(self, root: etree._Element) -> None:
        """Pass ``root`` and all elements in it to the rules, in document order."""
        tags = [str(tag) for tag, each in self.handlers.items() if each.checks or each.lists]
        for element in root.iter(*tags) if tags else ():
            handlers = self.handlers[element.tag]
            for each, diagnostics in handlers.checks:
                diagnostics.extend(each(self.subject, element))
            for where, kept in handlers.lists:
                if where is None or where(element):
                    kept.append(element)
        if any(each.attributes or each.children for each in self.handlers.values()):
            self._check_all(root)

    def _check_all(self, element: etree._Element) -> bool:
        """Check the attributes and children of ``element`` and all elements in it, and return the validity.

        A table row that differs from a valid one only in its texts and names is not checked again.
        """
        row = b"".join(_TAGS.findall(etree.tostring(element))) if element.tag == _ROW else b""
        if row in self.valid:
            return True
        children = element[:]
        is_valid = self._check_element(element, children)
        for child in children:
            is_valid &= self._check_all(child)
        if row and is_valid:
            self.valid.add(row)
        return is_valid

    def _check_element(self, element: etree._Element, children: Sequence[etree._Element]) -> bool:
        """Check the attributes and children of ``element``, and return whether they are valid."""
        tag: Any = element.tag
        handlers = self.handlers.get(tag)
        if handlers is None:
            return True
        is_valid = True
        if handlers.attributes and (attributes := (tag, *element.items())) not in self.valid:
            name, values = etree.QName(tag).localname, dict(element.attrib)
            found = [(reported, list(check(name, values))) for check, reported in handlers.attributes]
            is_valid = self._report(element, found, attributes)
        if handlers.children and children:
            container = tag if tag not in WRAPPERS else _find_container(element)
            names = (tag, container, tuple([child.tag for child in children]))
            if names not in self.valid:
                found = [(reported, list(check(Children(*names)))) for check, reported in handlers.children]
                is_valid &= self._report(element, found, names)
        return is_valid

    def _report(
        self, element: etree._Element, violations: list[tuple[list[Diagnostic], list[Violation]]], key: object
    ) -> bool:
        """Add a diagnostic for each violation, or add ``key`` to ``valid`` if there is none.

        ``violations`` contains, for each rule, the list that collects its diagnostics and the violations of
        the rule. Return whether there is none.
        """
        is_valid = not any(own for _, own in violations)
        if is_valid:
            self.valid.add(key)
        for diagnostics, own in violations:
            for rule, variant, fields in own:
                diagnostics.append(rule.at(self.subject.locate(element), variant, **fields))
        return is_valid


def _find_container(wrapper: etree._Element) -> str:
    """Return the tag of the nearest ancestor that is not a wrapper, or "" if there is none."""
    parent = wrapper.getparent()
    while parent is not None and parent.tag in WRAPPERS:
        parent = parent.getparent()
    return "" if parent is None else str(parent.tag)


def apply_rules(subject: Subject, rules: Sequence[Rule]) -> tuple[Diagnostic, ...]:
    """Apply ``rules`` to the document and return the diagnostics, in the order of ``rules``."""
    reported: dict[Rule, list[Diagnostic]] = {rule: [] for rule in rules}
    found: dict[Rule, dict[str, list[etree._Element]]] = {rule: {} for rule in rules}
    parts = {rule.also: rule.list_parts(subject) for rule in rules if isinstance(rule, ElementRule)}
    for part in dict.fromkeys((*subject.list_stories(), *subject.trees)):
        handlers: dict[object, _Handlers] = defaultdict(_Handlers)
        for rule in rules:
            if isinstance(rule, ElementRule) and part in parts[rule.also]:
                kept = found[rule][part] = []
                for tag in rule.tags:
                    if rule.each:
                        handlers[tag].checks.append((rule.each, reported[rule]))
                    elif rule.attributes:
                        handlers[tag].attributes.append((rule.attributes, reported[rule]))
                    elif rule.children:
                        handlers[tag].children.append((rule.children, reported[rule]))
                    else:
                        handlers[tag].lists.append((rule.where, kept))
        if handlers:
            _Walk(subject, dict(handlers)).visit(subject.trees[part])
    contents = {
        read: read(subject) for read in {rule.read for rule in rules if isinstance(rule, ContentRule)}
    }
    for rule in rules:
        if isinstance(rule, ContentRule):
            reported[rule].extend(rule.check(subject, contents[rule.read]))
        elif not isinstance(rule, ElementRule):
            reported[rule].extend(rule(subject))
        elif rule.together:
            reported[rule].extend(rule.together(subject, found[rule]))
    return tuple(diagnostic for rule in rules for diagnostic in reported[rule])
