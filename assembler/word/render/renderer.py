"""Compiled parts at work: code, environment and a context become the bytes of a part.

One rendering that forbids missing names shares its environment with all others; one that allows them has an
environment of its own, which collects what was missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import CodeType, TracebackType
from typing import Any, Final

from jinja2 import Template, Undefined
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import UndefinedError

from assembler.diagnostics import Finding, Level, Place
from assembler.errors import TemplateError
from assembler.structs import Struct
from assembler.word.package.edits import bytes_as_text, text_as_bytes
from assembler.word.template.compiled_part import Needs
from assembler.word.template.constants import CALLED
from assembler.word.template.environment import Environment, Missing
from assembler.word.template.limits import METER, Meter
from assembler.word.template.output_repair import GRID, OF_PARAGRAPHS, Ends, broken, filled
from assembler.word.template.tags import Source, Tag, shortened

_DATA_FAULTS: Final = (
    JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
    MemoryError, RecursionError,
)  # fmt: skip
"""What an expression of a template raises when the data is not what it expects."""

_PIECES: Final = 64
"""Pieces of XML and values that are joined at once: enough to cost little, few enough to need no memory."""
_GRID: Final = GRID.encode()

Met = list[tuple[Any, str]]
"""Names that were missing: the data that lacked each one (None: the context), and the name."""


class PreparedPart(Struct, frozen=True):
    """One part with tags: its source, its code, and what its output needs."""

    source: Source
    code: CodeType
    needs: Needs


class Run(Struct, frozen=True):
    """A part with its code loaded into an environment."""

    part: PreparedPart
    template: Template

    def output(self, names: Mapping[str, Any], file: str) -> bytes:
        """The part rendered with ``names``; UndefinedError or TemplateError where that fails."""
        return self.settled(self.chunks(names, file), file)

    def chunks(self, names: Mapping[str, Any], file: str) -> Iterator[bytes]:
        """The same in pieces, as they are rendered and before anything in them is mended."""
        template, meter = self.template, Meter()
        try:
            pieces = template.root_render_func(template.new_context({**names, METER: meter}))
            while some := list(islice(pieces, _PIECES)):
                chunk: bytes = b"".join(some)  # type: ignore[arg-type]  # our compiler writes bytes
                if too_large := meter.write(len(chunk)):
                    pieces.throw(too_large)  # type: ignore[attr-defined]  # where the template is now
                yield chunk
        except UndefinedError:
            raise
        except _DATA_FAULTS as error:
            tag = self._failing_tag(error.__traceback__)
            if tag is None:
                raise
            what = f"{shortened(tag)} fails with this data: {_reason(error)}"
            remedy = getattr(error, "remedy", _REMEDY)
            raise _failed(what, remedy, tag, self.part.source.file or file) from error

    @property
    def may_stream(self) -> bool:
        """Whether the output needs nothing for which it must be looked at whole."""
        needs = self.part.needs
        return not (needs.breaks or needs.tables or needs.check)

    def settled(self, chunks: Iterable[bytes], file: str) -> bytes:
        """The rendered part with what it needs; TemplateError where it is no XML."""
        ends = Ends()
        return self.mended(b"".join(map(ends.settled, chunks)), file, emptied=ends.emptied)

    def mended(self, data: bytes, file: str, *, emptied: bool) -> bytes:
        """The part, its ends settled, with what must be looked at whole; ``emptied`` is that of ``Ends``."""
        needs = self.part.needs
        if not (emptied or needs.breaks or needs.tables or needs.check):
            return data
        if emptied or needs.breaks or needs.check:
            xml = broken(bytes_as_text(data)) if needs.breaks else bytes_as_text(data)
            holders = (*needs.holders, *OF_PARAGRAPHS) if emptied else needs.holders
            data = text_as_bytes(filled(xml, holders))
        if needs.tables or needs.check:
            data = _looked_at(data, needs, f"{file}: {self.part.source.part}")
        return data

    def _failing_tag(self, trace: TracebackType | None) -> Tag | None:
        """The tag whose code raised, if any of the template's did."""
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.part.code.co_filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        return self.part.source.tag_of(self.template.get_corresponding_lineno(line)) if line else None


def _failed(what: str, remedy: str, tag: Tag, file: str) -> TemplateError:
    """The error of a tag that cannot be shown with its data."""
    finding = Finding("failing-tag", Level.ERROR, Place(file, tag.where, None, tag.near), what, remedy)
    return TemplateError(what, where=f"{file}: {tag.where}", remedy=remedy, findings=(finding,))


_REMEDY: Final = "look at the tag and at the data that it uses"


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply, or a macro calls itself too often"
    return str(error) or "there is not enough memory"


def _looked_at(data: bytes, needs: Needs, where: str) -> bytes:
    """``data`` with its grids fitted; TemplateError where it is no XML (markup in a value, a torn block)."""
    from assembler.word.render.table_grids import fitted, fitted_where_marked

    try:
        if needs.check:
            from assembler.word.package.xml import parse  # late: it brings lxml, which few templates need

            parse(data.replace(_GRID, b"") if needs.tables else data)
        if not needs.tables:
            return data
        return fitted(data) if needs.check or needs.everywhere else fitted_where_marked(data)
    except SyntaxError as error:  # lxml's is one
        what = f"the output would be broken XML ({error.msg})"
        remedy = (
            "let each {% for %} and {% if %} end in the paragraph, cell or row where it began, or use {%p %} "
            "and {%tr %}; let |safe stand only beside markup that is complete"
        )
        raise TemplateError(what, where=where, remedy=remedy) from error


def strict(parts: Iterable[PreparedPart]) -> tuple[Run, ...]:
    """``parts`` ready for renderings in which a missing name is an error."""
    environment = Environment()
    return tuple(Run(part, _loaded(part.code, environment, CALLED)) for part in parts)


def lenient(parts: Sequence[PreparedPart], *, keep: bool) -> tuple[Met, tuple[Run, ...]]:
    """``parts`` ready for one rendering in which missing names are nothing, or keep their tags.

    The list that comes first fills while it renders.
    """
    met: Met = []
    missing: type[Undefined] = type("Missing", (Missing,), {"met": met, "__slots__": ()})
    environment = Environment(missing)
    keeping = {"mark": lambda tag: (tag, len(met)), "kept": _keeper(met)}
    functions = {**CALLED, "Lasting": None, **keeping}  # what was met is told each time
    codes = _keeping_codes(parts, environment) if keep else [part.code for part in parts]
    pairs = zip(parts, codes, strict=True)
    return met, tuple(Run(part, _loaded(code, environment, functions)) for part, code in pairs)


def _keeping_codes(parts: Sequence[PreparedPart], environment: Environment) -> list[CodeType]:
    from assembler.word.package.ids import FIRST_ID_WITH_TAGS, IdAllocator
    from assembler.word.template.compiler import Compiler  # what is compiled already needs none
    from assembler.word.template.unique_ids import OnlyOnce

    only_once = OnlyOnce(ids=IdAllocator(FIRST_ID_WITH_TAGS))
    codes = []
    for part in parts:
        only_once.part = part.source.part
        compiler = Compiler(environment, only_once, tags_of=part.source)
        codes.append(compiler.compile(environment.parse(part.source.text), part.source.part))
    return codes


def _keeper(met: Met) -> Any:
    def kept(marked: tuple[str, int], value: Any) -> Any:
        """``value``, or the tag where the value was missing or something missing went into it."""
        tag, before = marked
        if isinstance(value, Undefined):
            str(value)
        return tag if len(met) > before else value

    return kept


def _loaded(code: CodeType, environment: Environment, functions: Mapping[str, Any]) -> Template:
    namespace: dict[str, Any] = {"environment": environment, "look": environment.look, **functions}
    namespace["__file__"] = code.co_filename
    exec(code, namespace)
    return Template.from_module_dict(environment, namespace, environment.globals)
