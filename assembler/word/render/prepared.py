"""A template made ready once: compiled parts, constant parts already deflated; and its rendering.

Neither docx, docxtpl nor lxml is imported here (they cost 130 ms): a prepared template that comes from a file
needs only Jinja. ``to_bytes`` holds compiled Python code, so that only files of one's own may be read back,
and only with the same versions: ``engine_key`` says which.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import jinja2
from jinja2.exceptions import UndefinedError

from assembler import __version__
from assembler.diagnostics import Finding, Level, Place
from assembler.errors import TemplateError
from assembler.structs import Struct, astuple, field
from assembler.word.package.ids import CONTEXT_KEY, IdAllocator
from assembler.word.package.zip_writer import Member, deflate_chunks, inflate, join, order_names
from assembler.word.render.renderer import Met, PreparedPart, Run, lenient, strict
from assembler.word.render.streaming import packed
from assembler.word.template.compiled_part import Needs
from assembler.word.template.environment import Environment
from assembler.word.template.tags import Source, Tag

if TYPE_CHECKING:
    from assembler.word.render.missing_names import Walk
    from assembler.word.template.names import Lack, NameUse

MissingNames = Literal["error", "blank", "keep"]
"""What a name that the data lacks does: stop, leave nothing, leave the tag to be seen."""

Fresh = bytes | Member
"""A part that is made for one document: its bytes, or already packed."""

Finish = Callable[[bytes], Iterable[bytes]]
"""What is done with a rendered part before it is packed; it comes back in pieces, packed one by one."""

_FORMAT: Final = 6
"""Grows when what ``to_bytes`` writes changes its shape."""


def engine_key() -> str:
    """What a prepared template depends on beside its own bytes: part of the key of any cache of them."""
    return f"{_FORMAT} {__version__} {sys.implementation.cache_tag} {sys.hexversion} {jinja2.__version__}"


class Prepared(Struct, frozen=True, dict=True):
    """A template ready to be rendered any number of times.

    ``members`` holds each part of the package in its order: deflated, or None where it is rendered.
    ``last_id`` is the last id given to what stands outside loops; ``notes`` names, by kind (``footnote``),
    the parts whose notes a loop of the body makes.
    """

    name: str
    parts: tuple[PreparedPart, ...]
    members: Mapping[str, Member | None]
    last_id: int
    notes: Mapping[str, str] = field(default_factory=dict)
    remedy: str = ""
    """What to do about a name that is missing; empty where people write the data themselves."""

    def render(
        self,
        context: Mapping[str, Any],
        *,
        missing: MissingNames = "error",
        replace: Mapping[str, Fresh] | None = None,
        finish: Mapping[str, Finish] | None = None,
    ) -> bytes:
        """The .docx made with ``context``; the same context gives the same bytes.

        ``replace`` gives whole parts, which stand instead of the template's or are added; the caller sees to
        content types and relationships. ``finish`` gives, by part, what is done with its XML when it has been
        rendered (a table of contents). TemplateError where a name is missing (all of them at once, as its
        findings) and ``missing`` is ``error``, and where the data makes the template fail.
        """
        return self.render_telling(context, missing=missing, replace=replace, finish=finish)[0]

    def render_telling(
        self,
        context: Mapping[str, Any],
        *,
        missing: MissingNames = "error",
        replace: Mapping[str, Fresh] | None = None,
        finish: Mapping[str, Finish] | None = None,
    ) -> tuple[bytes, tuple[Finding, ...]]:
        """As ``render``, and a warning for each name that was missing where that is allowed."""
        if missing == "error":
            try:
                rendered = self._rendered(context, finish or {}, replace or {})
            except UndefinedError as error:
                raise self._missing_error(context, error) from None
            return self._packed(rendered), ()
        met, run = lenient(self.parts, keep=missing == "keep")
        outputs = self._finished(self._outputs(run, context), finish or {})
        return self._packed({**outputs, **(replace or {})}), self._told(context, met, Level.WARNING)

    @cached_property
    def names(self) -> tuple[NameUse, ...]:
        """Every name that the template uses, in the order of its parts, once for each place."""
        return tuple(dict.fromkeys(use for walk in self._walks(None) for use in walk.uses))

    def source(self, part: str) -> str:
        """The source of a part that is rendered, with its tags; empty for a part that is constant."""
        return next((each.source.text for each in self.parts if each.source.part == part), "")

    def lacks(self, context: Mapping[str, Any]) -> tuple[Lack, ...]:
        """The names that ``context`` lacks, once for each place."""
        found = [lack for walk in self._walks(context) for lack in walk.lacks]
        return tuple({(lack.use.name, lack.use.place): lack for lack in found}.values())

    def to_bytes(self) -> bytes:
        """The prepared template for a cache of one's own; it holds compiled code."""
        parts = [(_source_data(part.source), part.code, astuple(part.needs)) for part in self.parts]
        members = [(name, astuple(member) if member else None) for name, member in self.members.items()]
        about = (engine_key(), self.name, parts, members, self.last_id, dict(self.notes), self.remedy)
        payload = marshal.dumps(about)
        return hashlib.sha256(payload).digest() + payload

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What ``to_bytes`` wrote; ValueError where it is damaged or was written by other versions.

        It runs the code that ``data`` holds when it renders: only files of one's own may be read.
        """
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            raise ValueError("the prepared template is damaged")
        key, name, parts, members, last_id, notes, remedy = marshal.loads(data[32:])
        if key != engine_key():
            raise ValueError("the prepared template was made by other versions")
        return cls(
            name,
            tuple(PreparedPart(_source(source), code, Needs(*needs)) for source, code, needs in parts),
            {part: Member(*member) if member else None for part, member in members},
            last_id,
            notes,
            remedy,
        )

    @cached_property
    def _strict(self) -> Sequence[Run]:
        return strict(self.parts)

    def _rendered(
        self, context: Mapping[str, Any], finish: Mapping[str, Finish], replace: Mapping[str, Fresh]
    ) -> dict[str, Fresh]:
        """Every part that this document has anew; what nothing else is done with is deflated on its way."""
        if self.notes:
            return {**self._finished(self._outputs(self._strict, context), finish), **replace}
        names = {**context, CONTEXT_KEY: IdAllocator(self.last_id)}
        fresh: dict[str, Fresh] = {}
        for run in self._strict:
            part = run.part.source.part
            whole = part in finish
            fresh[part] = run.output(names, self.name) if whole else packed(run, names, self.name)
        return {**self._finished(fresh, finish), **replace}

    def _outputs(self, runs: Sequence[Run], context: Mapping[str, Any]) -> dict[str, Fresh]:
        names = {**context, CONTEXT_KEY: IdAllocator(self.last_id)}
        outputs = {run.part.source.part: run.output(names, self.name) for run in runs}
        return {**(self._with_notes(outputs) if self.notes else outputs)}

    def _with_notes(self, outputs: dict[str, bytes]) -> dict[str, bytes]:
        """The notes that loops made inside the body, moved into their own parts."""
        from assembler.word.render.looped_notes import returned  # few templates have notes in loops

        main = self.parts[0].source.part
        parts = {kind: self._data(part, outputs).decode("utf-8") for kind, part in self.notes.items()}
        body, made = returned(outputs[main].decode("utf-8"), parts)
        back = {self.notes[kind]: text.encode("utf-8") for kind, text in made.items()}
        return {**outputs, main: body.encode("utf-8"), **back}

    def _data(self, part: str, outputs: Mapping[str, Fresh]) -> bytes:
        """A part as it is now, rendered or constant."""
        found = outputs.get(part) or self.members[part]
        return inflate(found) if isinstance(found, Member) else found or b""

    def _finished(self, outputs: dict[str, Fresh], finish: Mapping[str, Finish]) -> dict[str, Fresh]:
        done: dict[str, Fresh] = {}
        for part, each in finish.items():
            data = self._data(part, outputs)
            outputs.pop(part, None)  # its bytes may go as soon as they are not needed any more
            pieces = each(data)
            del data
            done[part] = deflate_chunks(part, pieces)
        return {**outputs, **done}

    def _packed(self, fresh: Mapping[str, Fresh]) -> bytes:
        added = [name for name in fresh if name not in self.members]
        names = order_names((*self.members, *added)) if added else self._order
        return join([self._member(name, fresh.get(name)) for name in names])

    @cached_property
    def _order(self) -> Sequence[str]:
        return order_names(self.members)

    def _member(self, name: str, fresh: Fresh | None) -> Member:
        if isinstance(fresh, Member):
            return fresh
        constant = self.members.get(name)
        if fresh is None and constant:
            return constant
        return deflate_chunks(name, (fresh or b"",))

    def _walks(self, context: Mapping[str, Any] | None) -> list[Walk]:
        from assembler.word.render.missing_names import Walk  # only who lacks a name walks through the source

        environment = Environment()
        walks = []
        for part in self.parts:
            builtin = frozenset(environment.globals)
            walk = Walk(environment.look, self._place_in(part.source), builtin, context)
            walk.statements(environment.parse(part.source.text).body)
            walks.append(walk)
        return walks

    def _place_in(self, source: Source) -> Any:
        def place(line: int) -> Place:
            tag = source.tag_of(line)
            return Place(source.file or self.name, tag.where, None, tag.near)

        return place

    def _missing_error(self, context: Mapping[str, Any], error: UndefinedError) -> TemplateError:
        met, run = lenient(self.parts, keep=False)
        self._outputs(run, context)
        found = self._told(context, met, Level.ERROR)
        names = ", ".join(dict.fromkeys(finding.what.removeprefix("the data has no ") for finding in found))
        what = f"the data lacks {names}" if names else f"the data lacks something: {error.message}"
        remedy = self.remedy or "complete the data, or say what a missing name does (--missing blank or keep)"
        return TemplateError(what, where=self.name, remedy=remedy, findings=found)

    def _told(self, context: Mapping[str, Any], met: Met, level: Level) -> tuple[Finding, ...]:
        """Those of the lacking names that rendering really met; without place where they are none of them."""
        from assembler.word.template.names import as_finding

        names = {name for _, name in met}
        lacks = [lack for lack in self.lacks(context) if lack.missing in names]
        known = {lack.missing for lack in lacks}
        found = [as_finding(lack, level, self.remedy) for lack in lacks]
        for name in sorted(names - known):
            what, remedy = f"the data has no {name}", self.remedy or f"add {name} to the data"
            found.append(Finding("missing-name", level, Place(self.name), what, remedy))
        return tuple(found)


def _source_data(source: Source) -> tuple[str, str, list[tuple[Any, ...]], str]:
    return source.part, source.text, [astuple(tag) for tag in source.tags], source.file


def _source(fields: tuple[str, str, list[tuple[str, str, str]], str]) -> Source:
    part, text, tags, file = fields
    return Source(part, text, tuple(Tag(*tag) for tag in tags), file)
