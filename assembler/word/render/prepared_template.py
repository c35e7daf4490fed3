"""Prepared templates, with compiled parts and deflated constant parts, and their rendering.

A prepared template from a cache needs only Jinja. The modules docx, docxtpl and lxml are not imported here,
because importing them would take 130 ms. The result of ``to_bytes`` includes compiled Python code. It may
therefore be read only from a trusted file and only with the same versions (``engine_key``).
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

from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import TemplateError
from assembler.structs import Struct, astuple, field
from assembler.version import __version__
from assembler.word.package.ids import CONTEXT_KEY, IdAllocator
from assembler.word.package.zip_writer import Member, deflate_chunks, inflate, join, order_names
from assembler.word.render.renderer import LoadedPart, MissingLog, PreparedPart, load_lenient, load_strict
from assembler.word.render.streamed_compression import pack_part
from assembler.word.template.environment import Environment
from assembler.word.template.output_repair import OutputChecks
from assembler.word.template.tags import Source, Tag

if TYPE_CHECKING:
    from assembler.word.render.name_analysis import NameWalker
    from assembler.word.template.names import MissingName, NameUse

MissingNames = Literal["error", "blank", "keep"]
"""What to do about a name that is missing from the data: stop, render nothing, or keep the tag."""

NewPart = bytes | Member
"""Part of a document that replaces a part of the template: its data, or a deflated member."""

Finish = Callable[[bytes], Iterable[bytes]]
"""Function that completes a rendered part and returns it in pieces, which are deflated one by one."""

_FORMAT: Final = 8
"""Version of what ``to_bytes`` writes, including the names that compiled code uses."""


def engine_key() -> str:
    """Return a cache key that contains the versions on which a prepared template depends."""
    return f"{_FORMAT} {__version__} {sys.implementation.cache_tag} {sys.hexversion} {jinja2.__version__}"


class PreparedTemplate(Struct, frozen=True, dict=True):
    """A template that is ready to be rendered any number of times.

    ``members`` maps the names of all parts, in order, to their deflated data, or to None if they are
    rendered. ``last_id`` is the last id that was allocated outside loops. ``notes`` maps each kind of note
    that loops in the body create, such as ``footnote``, to the name of its part.
    """

    name: str
    parts: tuple[PreparedPart, ...]
    members: Mapping[str, Member | None]
    last_id: int
    notes: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    """Hint for missing names, or "" if users write the data themselves."""

    def render(
        self,
        context: Mapping[str, Any],
        *,
        missing: MissingNames = "error",
        replace: Mapping[str, NewPart] | None = None,
        finish: Mapping[str, Finish] | None = None,
    ) -> bytes:
        """Render the .docx for ``context``.

        The same context always produces the same bytes. ``replace`` contains complete parts, which replace
        parts of the template or are added. The caller is responsible for content types and relationships.
        ``finish`` maps the names of parts to functions that complete their rendered XML, for example with a
        table of contents. Raises TemplateError if the template fails with this data. If ``missing`` is
        ``error`` and names are missing, TemplateError has a diagnostic for each of them.
        """
        return self.render_with_warnings(context, missing=missing, replace=replace, finish=finish)[0]

    def render_with_warnings(
        self,
        context: Mapping[str, Any],
        *,
        missing: MissingNames = "error",
        replace: Mapping[str, NewPart] | None = None,
        finish: Mapping[str, Finish] | None = None,
    ) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """Render as ``render`` does, and also return a warning for each missing name.

        If ``missing`` is ``error``, there are no warnings.
        """
        if missing == "error":
            try:
                rendered = self._render_parts(context, finish or {}, replace or {})
            except UndefinedError as error:
                raise self._build_missing_error(context, error) from None
            return self._pack(rendered), ()
        log, parts = load_lenient(self.parts, keep=missing == "keep")
        outputs = self._apply_finish(self._render_outputs(parts, context), finish or {})
        return self._pack({**outputs, **(replace or {})}), self._report_missing(context, log, Level.WARNING)

    @cached_property
    def names(self) -> tuple[NameUse, ...]:
        """Names that the template uses, in the order of its parts, each name once per location."""
        return tuple(dict.fromkeys(use for walk in self._walk_names(None) for use in walk.uses))

    def source(self, part: str) -> str:
        """Return the source of a rendered part, including its tags, or "" for a constant part."""
        sources = (prepared.source for prepared in self.parts)
        return next((source.text for source in sources if source.part == part), "")

    def find_missing_names(self, context: Mapping[str, Any]) -> tuple[MissingName, ...]:
        """Return the names that are missing from ``context``, each name once per location."""
        missing = [name for walk in self._walk_names(context) for name in walk.missing]
        return tuple({(name.use.name, name.use.location): name for name in missing}.values())

    def to_bytes(self) -> bytes:
        """Serialise the prepared template, including compiled code, for a private cache."""
        parts = [(_dump_source(part.source), part.code, astuple(part.checks)) for part in self.parts]
        members = [(name, astuple(member) if member else None) for name, member in self.members.items()]
        about = (engine_key(), self.name, parts, members, self.last_id, dict(self.notes), self.hint)
        payload = marshal.dumps(about)
        return hashlib.sha256(payload).digest() + payload

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the result of ``to_bytes``.

        Rendering executes the code in ``data``, so read only files from a private cache. Raises ValueError if
        ``data`` is damaged or was written by a different version of Assembler, Python or Jinja.
        """
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            raise ValueError("the prepared template is damaged")
        key, name, parts, members, last_id, notes, hint = marshal.loads(data[32:])
        if key != engine_key():
            raise ValueError(
                "the prepared template was created by a different version of Assembler, Python or Jinja"
            )
        return cls(
            name,
            tuple(
                PreparedPart(_load_source(source), code, OutputChecks(*checks))
                for source, code, checks in parts
            ),
            {part: Member(*member) if member else None for part, member in members},
            last_id,
            notes,
            hint,
        )

    @cached_property
    def _strict(self) -> Sequence[LoadedPart]:
        return load_strict(self.parts)

    def _render_parts(
        self, context: Mapping[str, Any], finish: Mapping[str, Finish], replace: Mapping[str, NewPart]
    ) -> dict[str, NewPart]:
        """Return the rendered parts, completed by ``finish``, together with the parts in ``replace``.

        Parts without a function in ``finish`` are packed as they are rendered.
        """
        if self.notes:
            return {**self._apply_finish(self._render_outputs(self._strict, context), finish), **replace}
        names = {**context, CONTEXT_KEY: IdAllocator(self.last_id)}
        rendered: dict[str, NewPart] = {}
        for loaded in self._strict:
            part = loaded.part.source.part
            if part in finish:
                rendered[part] = loaded.render(names, self.name)
            else:
                rendered[part] = pack_part(loaded, names, self.name)
        return {**self._apply_finish(rendered, finish), **replace}

    def _render_outputs(self, parts: Sequence[LoadedPart], context: Mapping[str, Any]) -> dict[str, NewPart]:
        names = {**context, CONTEXT_KEY: IdAllocator(self.last_id)}
        outputs = {loaded.part.source.part: loaded.render(names, self.name) for loaded in parts}
        return {**(self._restore_notes(outputs) if self.notes else outputs)}

    def _restore_notes(self, outputs: dict[str, bytes]) -> dict[str, bytes]:
        """Return ``outputs`` with the notes that loops created in the body moved to their own parts."""
        from assembler.word.render.notes_in_loops import move_notes_back  # few templates have notes in loops

        main = self.parts[0].source.part
        parts = {kind: self._read_part(part, outputs).decode("utf-8") for kind, part in self.notes.items()}
        body, completed = move_notes_back(outputs[main].decode("utf-8"), parts)
        restored = {self.notes[kind]: text.encode("utf-8") for kind, text in completed.items()}
        return {**outputs, main: body.encode("utf-8"), **restored}

    def _read_part(self, part: str, outputs: Mapping[str, NewPart]) -> bytes:
        """Return the data of a part, rendered or constant."""
        current = outputs.get(part) or self.members[part]
        return inflate(current) if isinstance(current, Member) else current or b""

    def _apply_finish(self, outputs: dict[str, NewPart], finish: Mapping[str, Finish]) -> dict[str, NewPart]:
        finished: dict[str, NewPart] = {}
        for part, postprocess in finish.items():
            data = self._read_part(part, outputs)
            outputs.pop(part, None)  # free the data as soon as possible
            pieces = postprocess(data)
            del data
            finished[part] = deflate_chunks(part, pieces)
        return {**outputs, **finished}

    def _pack(self, new_parts: Mapping[str, NewPart]) -> bytes:
        added = [name for name in new_parts if name not in self.members]
        names = order_names((*self.members, *added)) if added else self._order
        return join([self._build_member(name, new_parts.get(name)) for name in names])

    @cached_property
    def _order(self) -> Sequence[str]:
        return order_names(self.members)

    def _build_member(self, name: str, new_part: NewPart | None) -> Member:
        if isinstance(new_part, Member):
            return new_part
        constant = self.members.get(name)
        if new_part is None and constant:
            return constant
        return deflate_chunks(name, (new_part or b"",))

    def _walk_names(self, context: Mapping[str, Any] | None) -> list[NameWalker]:
        from assembler.word.render.name_analysis import NameWalker  # late: needed only if a name is missing

        environment = Environment()
        walks = []
        for part in self.parts:
            builtin = frozenset(environment.globals)
            walk = NameWalker(environment.lookup, self._create_locator(part.source), builtin, context)
            walk.walk(environment.parse(part.source.text).body)
            walks.append(walk)
        return walks

    def _create_locator(self, source: Source) -> Any:
        def locate(line: int) -> Location:
            tag = source.tag_at(line)
            return Location(source.file or self.name, tag.location, None, tag.context)

        return locate

    def _build_missing_error(self, context: Mapping[str, Any], error: UndefinedError) -> TemplateError:
        log, parts = load_lenient(self.parts, keep=False)
        self._render_outputs(parts, context)
        diagnostics = self._report_missing(context, log, Level.ERROR)
        names = ", ".join(dict.fromkeys(str(dict(report.fields)["name"]) for report in diagnostics))
        what = f"the data lacks {names}" if names else f"a value is missing from the data: {error.message}"
        hint = self.hint or "complete the data, or choose --missing blank or --missing keep"
        return TemplateError(what, location=self.name, hint=hint, diagnostics=diagnostics)

    def _report_missing(
        self, context: Mapping[str, Any], log: MissingLog, level: Level
    ) -> tuple[Diagnostic, ...]:
        """Return a diagnostic of ``level`` for each missing name that rendering recorded in ``log``.

        Names that ``find_missing_names`` does not find in ``context`` have no location.
        """
        from assembler.word.template.names import MissingName, NameUse, report_missing_name

        names = {name for _, name in log}
        missing = [name for name in self.find_missing_names(context) if name.missing in names]
        located = {name.missing for name in missing}
        diagnostics = [report_missing_name(name, level, self.hint) for name in missing]
        for name in sorted(names - located):
            use = NameUse(name, Location(self.name))
            diagnostics.append(report_missing_name(MissingName(use, name, True, ()), level, self.hint))
        return tuple(diagnostics)


def _dump_source(source: Source) -> tuple[str, str, list[tuple[Any, ...]], str]:
    return source.part, source.text, [astuple(tag) for tag in source.tags], source.file


def _load_source(fields: tuple[str, str, list[tuple[str, str, str]], str]) -> Source:
    part, text, tags, file = fields
    return Source(part, text, tuple(Tag(*tag) for tag in tags), file)
