"""One walk over each part of a document, which passes each element to the rules for its tag.

A rule is a function that yields diagnostics, in one of five forms:

- over the document, without a decorator: ``check_title(subject)``
- over one element at a time, with ``for_each``: ``check_cell_content(subject, cell)``
- over all its elements, with ``for_all``, where numbers must be unique or pairs complete:
  ``check_bookmarks(subject, found)``.
- over all paragraphs with their visible text and its effective format, with ``for_text``:
  ``check_contrast(subject, paragraphs)``.
- over one table at a time, with its rows and cells, with ``for_table``: ``check_merges(subject, table)``.

The elements are those of the stories, and of the related parts whose kinds (``styles``) a decorator names. An
element that no rule keeps is released at once: an index of all elements would take twice the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.structs import Struct, field
from assembler.word.check.subject import Subject
from assembler.word.check.tables import Table, read_tables
from assembler.word.check.texts import TextParagraph, read_paragraphs
from assembler.word.package.xml import W, qn

DocumentRule = Callable[[Subject], Iterator[Diagnostic]]
EachRule = Callable[[Subject, etree._Element], Iterator[Diagnostic]]
Found = Mapping[str, Sequence[etree._Element]]
"""Maps the names of parts to the elements found there, in document order."""
AllRule = Callable[[Subject, Found], Iterator[Diagnostic]]
Condition = Callable[[etree._Element], bool]
EVERY_PART: Final = ("*",)
"""Stands for the kinds of all parts whose root is an element of Word's text."""


class ElementRule(Struct, frozen=True):
    """A rule over the elements with one of ``tags`` in the stories and in parts of the kinds ``also``."""

    tags: tuple[str, ...]
    also: tuple[str, ...]
    each: EachRule | None = None
    together: AllRule | None = None
    where: Condition | None = None

    def list_parts(self, subject: Subject) -> frozenset[str]:
        """Return the names of the parts whose elements are checked."""
        if self.also == EVERY_PART:
            trees = subject.trees.items()
            return frozenset(part for part, root in trees if str(root.tag).startswith(f"{{{W}}}"))
        return frozenset(subject.list_stories(*self.also))


class TextRule(Struct, frozen=True):
    """A rule over the paragraphs of the body, headers, footers and notes."""

    check: Callable[[Subject, Sequence[TextParagraph]], Iterator[Diagnostic]]


class TableRule(Struct, frozen=True):
    """A rule over each table of the stories."""

    check: Callable[[Subject, Table], Iterator[Diagnostic]]


Rule = DocumentRule | ElementRule | TextRule | TableRule
for_text: Final = TextRule
"""Decorates a rule over all paragraphs, in the order of the document."""
for_table: Final = TableRule
"""Decorates a rule over one table at a time."""


class _Takers(Struct):
    """What takes the elements of one tag: checks with their diagnostics, and lists that keep them."""

    checks: list[tuple[EachRule, list[Diagnostic]]] = field(default_factory=list)
    lists: list[tuple[Condition | None, list[etree._Element]]] = field(default_factory=list)


def for_each(*tags: str, also: tuple[str, ...] = ()) -> Callable[[EachRule], ElementRule]:
    """Decorate a rule over each element with one of ``tags`` (``w:tc``)."""
    return lambda check: ElementRule(tuple(map(qn, tags)), also, each=check)


def for_all(
    *tags: str, also: tuple[str, ...] = (), where: Condition | None = None
) -> Callable[[AllRule], ElementRule]:
    """Decorate a rule over all elements with one of ``tags``; it receives them at the end of the walk.

    ``where`` selects the elements that are kept for it.
    """
    return lambda check: ElementRule(tuple(map(qn, tags)), also, together=check, where=where)


def apply_rules(subject: Subject, rules: Sequence[Rule]) -> tuple[Diagnostic, ...]:
    """Return what ``rules`` report, rule by rule."""
    reported: dict[Rule, list[Diagnostic]] = {rule: [] for rule in rules}
    found: dict[Rule, dict[str, list[etree._Element]]] = {rule: {} for rule in rules}
    parts = {rule.also: rule.list_parts(subject) for rule in rules if isinstance(rule, ElementRule)}
    for part in dict.fromkeys((*subject.list_stories(), *subject.trees)):
        takers: dict[object, _Takers] = defaultdict(_Takers)
        for rule in rules:
            if isinstance(rule, ElementRule) and part in parts[rule.also]:
                kept = found[rule][part] = []
                for tag in rule.tags:
                    if rule.each:
                        takers[tag].checks.append((rule.each, reported[rule]))
                    else:
                        takers[tag].lists.append((rule.where, kept))
        for element in subject.trees[part].iter() if takers else ():
            if wanted := takers.get(element.tag):
                for check, diagnostics in wanted.checks:
                    diagnostics.extend(check(subject, element))
                for where, kept in wanted.lists:
                    if where is None or where(element):
                        kept.append(element)
    paragraphs = read_paragraphs(subject) if any(isinstance(rule, TextRule) for rule in rules) else []
    tables = read_tables(subject) if any(isinstance(rule, TableRule) for rule in rules) else []
    for rule in rules:
        if isinstance(rule, TextRule):
            reported[rule].extend(rule.check(subject, paragraphs))
        elif isinstance(rule, TableRule):
            for table in tables:
                reported[rule].extend(rule.check(subject, table))
        elif not isinstance(rule, ElementRule):
            reported[rule].extend(rule(subject))
        elif rule.together:
            reported[rule].extend(rule.together(subject, found[rule]))
    return tuple(diagnostic for rule in rules for diagnostic in reported[rule])
