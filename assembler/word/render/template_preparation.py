"""Prepare a template: do all work that depends on the template alone, so that it is done only once."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from jinja2 import nodes
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError

from assembler.errors import TemplateError
from assembler.structs import replace
from assembler.word.package.package import Package
from assembler.word.package.zip_writer import deflate
from assembler.word.render.notes_in_loops import KINDS, has_looped_notes, move_notes
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.renderer import PreparedPart
from assembler.word.template.compiler import Compiler
from assembler.word.template.environment import Environment
from assembler.word.template.jinja_source import BrokenTag, has_tags, read_source
from assembler.word.template.message_slots import END_OF_SLOT
from assembler.word.template.tag_errors import explain_error
from assembler.word.template.tags import Source, parse
from assembler.word.template.unique_ids import UniqueIds

_RENDERED_KINDS: Final = ("header", "footer", "footnotes", "endnotes")
"""Kinds of part that are rendered besides the body. Comments are not, because people quote tags there."""


def prepare(
    package: Package,
    name: str,
    *,
    around: str = "",
    hint: str = "",
    slots: dict[int, str] | None = None,
) -> PreparedTemplate:
    """Prepare the template ``package`` for rendering.

    ``name`` identifies the template in errors and diagnostics. ``around`` is the file that provides the
    headers and footers, if it is a different file. ``hint`` is the hint for missing names that users cannot
    add to the data. The contents of compiled slots are added to ``slots``.

    Each part is patched by docxtpl and compiled by Jinja. Parts without tags are deflated. The ids of
    controls, bookmarks and drawings outside loops are allocated here, across all parts, starting at
    ``ids.FIRST_ID``. Raises TemplateError for a tag that cannot be read, with the part, the paragraph or
    cell, the context and a hint.
    """
    unique_ids = UniqueIds()
    parts: list[PreparedPart] = []
    constant = dict(package.parts)
    environment = Environment()
    sources = _read_sources(package, environment, name, around)
    sources, notes = _move_looped_notes(sources, package, environment, name)
    for part in list_rendered_parts(package):
        unique_ids.part = part
        if part in sources and sources[part].tags:
            compiler = Compiler(environment, unique_ids, slots={} if slots is None else slots)
            parts.append(_compile_part(sources[part], compiler, name))
        else:
            data = sources[part].text.encode() if part in sources else package.parts[part]
            constant[part] = _make_ids_unique(data, unique_ids)
    rendered = {part.source.part for part in parts}
    members = {part: None if part in rendered else deflate(part, data) for part, data in constant.items()}
    return PreparedTemplate(name, tuple(parts), members, unique_ids.ids.last, notes, hint)


def list_rendered_parts(package: Package) -> tuple[str, ...]:
    """Return the names of the parts that may contain tags.

    They are the body, headers, footers, notes and core properties.
    """
    return package.text_parts(_RENDERED_KINDS)


def _make_ids_unique(data: bytes, unique_ids: UniqueIds) -> bytes:
    """Return the data of a part that contains no tags, with ids that are unique in the document."""
    xml = data.decode("utf-8")
    return "".join(str(piece) for piece in unique_ids.make_unique(xml, in_loop=False)).encode()


def _read_sources(package: Package, environment: Environment, name: str, around: str) -> dict[str, Source]:
    """Read the Jinja source of each part that has tags.

    ``around`` is as in ``prepare``.
    """
    others = {*package.related("header"), *package.related("footer")} if around else set()
    tagged = [part for part in list_rendered_parts(package) if has_tags(package.parts[part])]
    files = {part: around if part in others else "" for part in tagged}
    return {
        part: replace(_read_source(package, part, environment, file or name), file=file)
        for part, file in files.items()
    }


def _read_source(package: Package, part: str, environment: Environment, name: str) -> Source:
    try:
        return read_source(package, part, environment)
    except BrokenTag as broken:
        raise explain_error(broken.message, broken.tag, (), name) from broken


def _move_looped_notes(
    sources: dict[str, Source], package: Package, environment: Environment, name: str
) -> tuple[dict[str, Source], dict[str, str]]:
    """Move notes that are referenced in loops to the body.

    Return the sources, and a mapping from each kind of note to the name of its part.
    """
    note_parts: dict[str, str] = {}
    for kind in KINDS:
        part = next(iter(package.related(f"{kind}s")), "")
        body = sources.get(package.main)
        if body is None or not part or not has_looped_notes(body, kind):
            continue
        notes = sources.get(part) or _read_source(package, part, environment, name)
        body, notes = move_notes(body, notes, kind)
        sources, note_parts[kind] = {**sources, package.main: body, part: notes}, part
    return sources, note_parts


def _compile_part(source: Source, compiler: Compiler, name: str) -> PreparedPart:
    name = source.file or name
    if END_OF_SLOT in source.text:
        compiler.salt = sha256(source.text.encode("utf-8", "replace")).hexdigest()
    try:
        tree = parse(source, compiler.environment)
        _refuse_other_templates(tree, source, name)
        return PreparedPart(source, compiler.compile(tree, source.part), compiler.checks)
    except TemplateSyntaxError as error:
        raise explain_error(error.message or "", source.tag_at(error.lineno), source.tags, name) from error
    except JinjaError as error:
        raise TemplateError(str(error), location=name, hint="check the tags of the template") from error


def _refuse_other_templates(tree: nodes.Template, source: Source, name: str) -> None:
    """Raise TemplateError for Jinja's include, import and extends.

    Other templates cannot be loaded.
    """
    others = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    for node in tree.find_all(others):
        tag = source.tag_at(node.lineno)
        what = f"{tag.text} refers to another template, which a Word template cannot use"
        hint = "copy the content that you need from the other template to this one"
        raise TemplateError(what, location=f"{name}: {tag.location}", hint=hint)
