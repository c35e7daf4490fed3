"""Render compiled parts: load their code into an environment and run it with a context.

Renderings that do not allow missing names share one environment. A rendering that allows them has its own
environment, which records the missing names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import CodeType, TracebackType
from typing import Any, Final

from jinja2 import Template, Undefined
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import UndefinedError

from assembler.diagnostics import Location
from assembler.diagnostics.template_text import FAILING_TAG
from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.markup_edits import bytes_as_text, text_as_bytes
from assembler.word.template.environment import Environment, MissingValue
from assembler.word.template.limits import METER, Meter
from assembler.word.template.output_repair import (
    GRID,
    PARAGRAPH_HOLDERS,
    EndRepairer,
    OutputChecks,
    convert_breaks,
    fill_empty_elements,
)
from assembler.word.template.runtime import RUNTIME_NAMES
from assembler.word.template.tags import Source, Tag, shorten_tag

_DATA_ERRORS: Final = (
    JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
    MemoryError, RecursionError,
)  # fmt: skip
"""Exceptions raised by template expressions if a value is not of the expected kind."""

_PIECES: Final = 64
"""Number of rendered pieces that are joined at once, a compromise between speed and memory."""
_GRID: Final = GRID.encode()

MissingLog = list[tuple[Any, str]]
"""Missing names: pairs of the object that lacks the name (None for the context) and the name."""


class PreparedPart(Struct, frozen=True):
    """A part with tags: its source, its code, and the checks for its output."""

    source: Source
    code: CodeType
    checks: OutputChecks


class LoadedPart(Struct, frozen=True):
    """A part with its code loaded into an environment."""

    part: PreparedPart
    template: Template

    def render(self, names: Mapping[str, Any], file: str) -> bytes:
        """Render and repair the part.

        ``file`` is the name of the template in errors. Raises UndefinedError or TemplateError if the part
        fails with ``names``.
        """
        return self._repair_chunks(self.render_chunks(names, file), file)

    def render_chunks(self, names: Mapping[str, Any], file: str) -> Iterator[bytes]:
        """Yield the rendered part in chunks, before any repair.

        Raises UndefinedError or TemplateError if it fails with ``names``.
        """
        template, meter = self.template, Meter()
        try:
            pieces = template.root_render_func(template.new_context({**names, METER: meter}))
            while batch := list(islice(pieces, _PIECES)):
                chunk: bytes = b"".join(batch)  # type: ignore[arg-type]  # our compiler outputs bytes
                if too_large := meter.count_output(len(chunk)):
                    pieces.throw(too_large)  # type: ignore[attr-defined]  # raise it in the current tag
                yield chunk
        except UndefinedError:
            raise
        except _DATA_ERRORS as error:
            tag = self._find_failing_tag(error.__traceback__)
            if tag is None:
                raise
            raise _build_error(error, tag, self.part.source.file or file) from error

    @property
    def may_stream(self) -> bool:
        """True if the output can be packed without checking the whole part."""
        checks = self.part.checks
        return not (checks.breaks or checks.tables or checks.markup)

    def _repair_chunks(self, chunks: Iterable[bytes], file: str) -> bytes:
        """Join and repair a rendered part.

        Raises TemplateError if the result is not well-formed XML.
        """
        ends = EndRepairer()
        return self.repair(b"".join(map(ends.repair, chunks)), file, emptied=ends.emptied)

    def repair(self, data: bytes, file: str, *, emptied: bool) -> bytes:
        """Return ``data``, the complete rendered part, with the repairs that it needs.

        ``emptied`` is true if the ``EndRepairer`` has found an empty element in it. Raises TemplateError if
        the result is not well-formed XML.
        """
        checks = self.part.checks
        if not (emptied or checks.breaks or checks.tables or checks.markup):
            return data
        if emptied or checks.breaks or checks.markup:
            xml = convert_breaks(bytes_as_text(data)) if checks.breaks else bytes_as_text(data)
            holders = (*checks.holders, *PARAGRAPH_HOLDERS) if emptied else checks.holders
            data = text_as_bytes(fill_empty_elements(xml, holders))
        if checks.tables or checks.markup:
            data = _check_output(data, checks, f"{file}: {self.part.source.part}")
        return data

    def _find_failing_tag(self, trace: TracebackType | None) -> Tag | None:
        """Return the tag whose code raised an exception, or None if other code raised it."""
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.part.code.co_filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        return self.part.source.tag_at(self.template.get_corresponding_lineno(line)) if line else None


def _build_error(error: Exception, tag: Tag, file: str) -> TemplateError:
    """Return the error for a tag that fails with its data."""
    fields, hint = {"tag": shorten_tag(tag), "error": _describe_error(error)}, getattr(error, "hint", "")
    location = Location(file, tag.location, None, tag.context)
    if hint:
        diagnostic = FAILING_TAG.at(location, "with hint", **fields, hint=hint)
    else:
        diagnostic = FAILING_TAG.at(location, **fields)
    return TemplateError(diagnostic.message, location=f"{file}: {tag.location}", hint=diagnostic.hint,
                         diagnostics=(diagnostic,))  # fmt: skip


def _describe_error(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply, or a macro calls itself too often"
    return str(error) or "there is not enough memory"


def _check_output(data: bytes, checks: OutputChecks, location: str) -> bytes:
    """Check ``data`` as ``checks`` requires, and fit its table grids.

    Raises TemplateError if the XML is broken by a block that leaves an element open or by markup in a value.
    """
    from assembler.word.render.table_grids import fit_grids, fit_marked_grids

    try:
        if checks.markup:
            from assembler.word.package.xml import parse  # late: imports lxml, which few templates need

            parse(data.replace(_GRID, b"") if checks.tables else data)
        if not checks.tables:
            return data
        return fit_grids(data) if checks.markup or checks.all_tables else fit_marked_grids(data)
    except SyntaxError as error:  # includes lxml's XMLSyntaxError
        what = f"the output would not be well-formed XML ({error.msg})"
        hint = (
            "end each {% for %} and {% if %} in the paragraph, cell or row where it starts, or use {%p %} "
            "and {%tr %}; use |safe only for complete markup"
        )
        raise TemplateError(what, location=location, hint=hint) from error


def load_strict(parts: Iterable[PreparedPart]) -> tuple[LoadedPart, ...]:
    """Load ``parts`` for renderings in which a missing name is an error."""
    environment = Environment()
    return tuple(LoadedPart(part, _load(part.code, environment, RUNTIME_NAMES)) for part in parts)


def load_lenient(parts: Sequence[PreparedPart], *, keep: bool) -> tuple[MissingLog, tuple[LoadedPart, ...]]:
    """Load ``parts`` for one rendering in which missing names are empty or, with ``keep``, keep their tags.

    Return the log, to which the rendering adds the missing names, and the loaded parts.
    """
    log: MissingLog = []
    missing: type[Undefined] = type("Missing", (MissingValue,), {"log": log, "__slots__": ()})
    environment = Environment(missing)
    tag_functions = {"start_tag": lambda tag: (tag, len(log)), "keep_tag": _create_tag_keeper(log)}
    functions = {**RUNTIME_NAMES, "ConstantDict": None, **tag_functions}  # no cache, which would hide names
    codes = _compile_with_tags(parts, environment) if keep else [part.code for part in parts]
    pairs = zip(parts, codes, strict=True)
    return log, tuple(LoadedPart(part, _load(code, environment, functions)) for part, code in pairs)


def _compile_with_tags(parts: Sequence[PreparedPart], environment: Environment) -> list[CodeType]:
    from assembler.word.package.ids import FIRST_ID_WITH_TAGS, IdAllocator
    from assembler.word.template.compiler import Compiler  # late: compiled parts do not need it
    from assembler.word.template.unique_ids import UniqueIds

    unique_ids = UniqueIds(ids=IdAllocator(FIRST_ID_WITH_TAGS))
    codes = []
    for part in parts:
        unique_ids.part = part.source.part
        compiler = Compiler(environment, unique_ids, tag_source=part.source)
        codes.append(compiler.compile(environment.parse(part.source.text), part.source.part))
    return codes


def _create_tag_keeper(log: MissingLog) -> Any:
    def keep_tag(started: tuple[str, int], value: Any) -> Any:
        """Return ``value``, or the tag if the value is missing or was computed from a missing value.

        ``started`` is the result of ``start_tag``: the tag, and the length of the log before the value was
        computed.
        """
        tag, before = started
        if isinstance(value, Undefined):
            str(value)
        return tag if len(log) > before else value

    return keep_tag


def _load(code: CodeType, environment: Environment, functions: Mapping[str, Any]) -> Template:
    namespace: dict[str, Any] = {"environment": environment, "lookup": environment.lookup, **functions}
    namespace["__file__"] = code.co_filename
    exec(code, namespace)
    return Template.from_module_dict(environment, namespace, environment.globals)
