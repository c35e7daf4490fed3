"""Rules, which define what all diagnostics with the same id have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType

from assembler.diagnostics.diagnostic import Diagnostic, Level, Location, show_control_characters
from assembler.structs import Struct, replace

_NONE: Mapping[str, Wording] = MappingProxyType({})
_NO_HINTS: Mapping[str, str] = MappingProxyType({})


class Wording(Struct, frozen=True):
    """A message and its hint, which are templates with named fields.

    An example is ``unknown key {key}``. ``level`` is set only if this variant's level differs from the
    rule's.
    """

    message: str
    hint: str = ""
    level: Level | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields in message and hint.

        >>> sorted(Wording("{code} has no date", "add it to {file}").fields)
        ['code', 'file']
        """
        parsed = (*Formatter().parse(self.message), *Formatter().parse(self.hint))
        return frozenset(name for _, name, _, _ in parsed if name)

    def for_readers(self) -> Wording:
        """Return the wording as readers see it, with escaped braces unescaped.

        >>> Wording("{code} is not {{{{ name }}}}").for_readers().message
        '{code} is not {{ name }}'
        """
        return Wording(_unescape(self.message), _unescape(self.hint), self.level)


def _unescape(text: str) -> str:
    parsed = Formatter().parse(text)
    return "".join(literal + (f"{{{name}}}" if name else "") for literal, name, _, _ in parsed)


SUGGESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "": "choose one of: {choices}",
        "similar": "did you mean `{near}`?",
        "many": "choose one of: {choices} and {more} more",
        "none": "none are listed yet; add this one first",
    }
)
"""Hints about an unknown name, by variant: they suggest a similar name or list the choices."""


def build_suggestions(message: str, then: str = "", none: str = SUGGESTIONS["none"]) -> Mapping[str, Wording]:
    """Return the variants of a rule about unknown names, each with ``message`` and its own hint.

    The rule's main hint is ``SUGGESTIONS[""]``. ``then`` is a sentence added to the end of each hint.
    ``none`` is the hint if no names are known.
    """
    hints = {**SUGGESTIONS, "none": none}
    return MappingProxyType(
        {name: Wording(message, end_sentence(hint, then)) for name, hint in hints.items() if name}
    )


def end_sentence(hint: str, then: str) -> str:
    """Return ``hint``, followed by the sentence ``then`` if it is not empty.

    >>> end_sentence("choose another", "Or remove it"), end_sentence("did you mean `a`?", "Or remove it")
    ('choose another. Or remove it', 'did you mean `a`? Or remove it')
    """
    end = "" if hint.endswith("?") else "."
    return f"{hint}{end} {then}" if then else hint


class Rule(Struct, frozen=True):
    """A rule in the registry, with its wordings and examples.

    ``explanation`` describes what the rule means, and ``source`` why it exists. ``bad`` and ``good`` are
    examples that the tests run. ``variants`` contains further wordings by name, for a rule that reports
    several problems. ``hints`` contains further hints by name: the variant ``damaged + known`` has the
    message of ``damaged`` and the hint ``known``.
    """

    id: str
    level: Level
    message: str
    hint: str = ""
    explanation: str = ""
    source: str = ""
    bad: str = ""
    good: str = ""
    variants: Mapping[str, Wording] = _NONE
    hints: Mapping[str, str] = _NO_HINTS

    def wording(self, variant: str = "") -> Wording:
        """Return the wording of ``variant``.

        Raises KeyError if the rule has no such variant or no such hint.

        >>> rule = Rule("late", Level.INFO, "{form} is late", "wait", hints={"known": "call {person}"})
        >>> rule.wording(" + known").hint
        'call {person}'
        """
        name, _, hint = variant.partition(" + ")
        wording = self.variants[name] if name else Wording(self.message, self.hint)
        return replace(wording, hint=self.hints[hint]) if hint else wording

    def wordings(self) -> Iterator[Wording]:
        """Yield the main wording, the variants, and the other hints with an empty message."""
        yield self.wording()
        yield from self.variants.values()
        yield from (Wording("", hint) for hint in self.hints.values())

    def at(self, location: Location, variant: str = "", /, **fields: str | int) -> Diagnostic:
        """Return the rule's diagnostic at ``location``.

        Control characters in a field are replaced by their code points, so that a file cannot control the
        terminal. Raises ValueError unless ``fields`` are exactly the fields of the wording.

        >>> rule = Rule("unknown-key", Level.ERROR, "unknown key `{key}`", "remove it")
        >>> rule.at(Location("cities.yaml", line=7), key="curency").message
        'unknown key `curency`'
        """
        wording = self.wording(variant)
        if wording.fields != fields.keys():
            raise ValueError(
                f"the wording of {self.id} has the fields {sorted(wording.fields)}, not {sorted(fields)}"
            )
        message, hint = (
            show_control_characters(text.format(**fields)) for text in (wording.message, wording.hint)
        )
        values = tuple(sorted(fields.items()))
        return Diagnostic(self.id, wording.level or self.level, location, message, hint, variant, values)


def define_unknown_name(
    id_: str, message: str, explanation: str, *, bad: str, good: str, then: str = "", **variants: Wording
) -> Rule:
    """Return the rule for an unknown name.

    The hint of the rule is a suggestion, followed by the sentence ``then``. ``variants`` are further wordings
    by name.
    """
    return Rule(
        id_,
        Level.ERROR,
        message,
        end_sentence(SUGGESTIONS[""], then),
        explanation=explanation,
        source="Assembler’s own rule",
        bad=bad,
        good=good,
        variants={**build_suggestions(message, then), **variants},
    )
