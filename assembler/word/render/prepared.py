"""A prepared template, with compiled parts and deflated constant parts, and its rendering.

Neither docx, docxtpl nor lxml is imported here (they cost 130 ms): a prepared template from a cache needs
only Jinja. ``to_bytes`` includes compiled Python code, so that only files of one's own may be read back, and
only with the same versions (``engine_key``).
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
from assembler.diagnostics import Diagnostic, Level, Location
from assembler.errors import TemplateError
from assembler.structs import Struct, astuple, field
from assembler.word.package.ids import CONTEXT_KEY, IdAllocator
from assembler.word.package.zip_writer import Member, deflate_chunks, inflate, join, order_names
from assembler.word.render.renderer import LoadedPart, MissingLog, PreparedPart, load_lenient, load_strict
from assembler.word.render.streaming import pack_part
from assembler.word.template.compiled_part import OutputChecks
from assembler.word.template.environment import Environment
from assembler.word.template.tags import Source, Tag

if TYPE_CHECKING:
    from assembler.word.render.missing_names import NameWalker
    from assembler.word.template.names import MissingName, NameUse

MissingNames = Literal["error", "blank", "keep"]
"""Treatment of a name that the data lacks: stop, render nothing, or keep the tag."""

NewPart = bytes | Member
"""A part of one document that replaces the template's: its bytes, or a deflated member."""

Finish = Callable[[bytes], Iterable[bytes]]
"""Postprocessing of a rendered part; it returns pieces, which are deflated one by one."""

_FORMAT: Final = 7
"""Version of the format of ``to_bytes`` and of the names that compiled code uses."""


def engine_key() -> str:
    """Return the versions on which a prepared template depends, for the key of a cache."""
    return f"{_FORMAT} {__version__} {sys.implementation.cache_tag} {sys.hexversion} {jinja2.__version__}"


class PreparedTemplate(Struct, frozen=True, dict=True):
    """Template that is ready to be rendered any number of times.

    ``members`` holds each part of the package in its order: deflated, or None if it is rendered. ``last_id``
    is the last id that was allocated outside loops; ``notes`` names, by kind (``footnote``), the parts whose
    notes are created by a loop of the body.
    """

    name: str
    parts: tuple[PreparedPart, ...]
    members: Mapping[str, Member | None]
    last_id: int
    notes: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    """Hint for a missing name; empty if users write the data themselves."""

    def render(
        self,
        context: Mapping[str, Any],
        *,
        missing: MissingNames = "error",
        replace: Mapping[str, NewPart] | None = None,
        finish: Mapping[str, Finish] | None = None,
    ) -> bytes:
        """Render the .docx for ``context``; the same context gives the same bytes.

        ``replace`` has complete parts, which replace the template's or are added; the caller is responsible
        for content types and relationships. ``finish`` has, by part, the postprocessing of its rendered XML
        (a table of contents). Raise TemplateError if a name is missing and ``missing`` is ``error`` (with all
        missing names as diagnostics), and if the template fails with this data.
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
        """Render like ``render``; also return a warning for each missing name, if these are allowed."""
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
        """Every name that the template uses, in the order of its parts, once for each location."""
        return tuple(dict.fromkeys(use for walk in self._walk_names(None) for use in walk.uses))

    def source(self, part: str) -> str:
        """Return the source of a rendered part, with its tags; empty for a constant part."""
        return next((known.source.text for known in self.parts if known.source.part == part), "")

    def find_missing_names(self, context: Mapping[str, Any]) -> tuple[MissingName, ...]:
        """Return the names that ``context`` lacks, once for each location."""
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
        """Read the result of ``to_bytes``; ValueError if it is damaged or from other versions.

        Rendering runs the code in ``data``: read only files from a private cache.
        """
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            raise ValueError("the prepared template is damaged")
        key, name, parts, members, last_id, notes, hint = marshal.loads(data[32:])
        if key != engine_key():
            raise ValueError("the prepared template was made by other versions")
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
        """Render every part that is not constant; deflate those without postprocessing on the way."""
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
        """Move the notes that loops created inside the body into their own parts."""
        from assembler.word.render.looped_notes import move_notes_back  # few templates have notes in loops

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
        done: dict[str, NewPart] = {}
        for part, postprocess in finish.items():
            data = self._read_part(part, outputs)
            outputs.pop(part, None)  # so that its bytes can be freed as soon as possible
            pieces = postprocess(data)
            del data
            done[part] = deflate_chunks(part, pieces)
        return {**outputs, **done}

    def _pack(self, fresh: Mapping[str, NewPart]) -> bytes:
        added = [name for name in fresh if name not in self.members]
        names = order_names((*self.members, *added)) if added else self._order
        return join([self._build_member(name, fresh.get(name)) for name in names])

    @cached_property
    def _order(self) -> Sequence[str]:
        return order_names(self.members)

    def _build_member(self, name: str, fresh: NewPart | None) -> Member:
        if isinstance(fresh, Member):
            return fresh
        constant = self.members.get(name)
        if fresh is None and constant:
            return constant
        return deflate_chunks(name, (fresh or b"",))

    def _walk_names(self, context: Mapping[str, Any] | None) -> list[NameWalker]:
        from assembler.word.render.missing_names import NameWalker  # late: needed only if a name is missing

        environment = Environment()
        walks = []
        for part in self.parts:
            builtin = frozenset(environment.globals)
            walk = NameWalker(environment.lookup, self._create_locator(part.source), builtin, context)
            walk.walk(environment.parse(part.source.text).body)
            walks.append(walk)
        return walks

    def _create_locator(self, source: Source) -> Any:
        def place(line: int) -> Location:
            tag = source.tag_at(line)
            return Location(source.file or self.name, tag.location, None, tag.context)

        return place

    def _build_missing_error(self, context: Mapping[str, Any], error: UndefinedError) -> TemplateError:
        log, parts = load_lenient(self.parts, keep=False)
        self._render_outputs(parts, context)
        found = self._report_missing(context, log, Level.ERROR)
        names = ", ".join(dict.fromkeys(str(dict(each.fields)["name"]) for each in found))
        what = f"the data lacks {names}" if names else f"the data lacks something: {error.message}"
        hint = self.hint or "complete the data, or choose --missing blank or --missing keep"
        return TemplateError(what, location=self.name, hint=hint, diagnostics=found)

    def _report_missing(
        self, context: Mapping[str, Any], log: MissingLog, level: Level
    ) -> tuple[Diagnostic, ...]:
        """Report the missing names that rendering used; without location if the walk did not find them."""
        from assembler.word.template.names import MissingName, NameUse, report_missing_name

        names = {name for _, name in log}
        missing = [name for name in self.find_missing_names(context) if name.missing in names]
        known = {name.missing for name in missing}
        found = [report_missing_name(name, level, self.hint) for name in missing]
        for name in sorted(names - known):
            use = NameUse(name, Location(self.name))
            found.append(report_missing_name(MissingName(use, name, True, ()), level, self.hint))
        return tuple(found)


def _dump_source(source: Source) -> tuple[str, str, list[tuple[Any, ...]], str]:
    return source.part, source.text, [astuple(tag) for tag in source.tags], source.file


def _load_source(fields: tuple[str, str, list[tuple[str, str, str]], str]) -> Source:
    part, text, tags, file = fields
    return Source(part, text, tuple(Tag(*tag) for tag in tags), file)
