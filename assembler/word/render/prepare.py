"""Making a template ready: everything that depends on the template alone, done once."""

from __future__ import annotations

from typing import Final

from jinja2 import nodes
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError

from assembler.errors import TemplateError
from assembler.structs import replace
from assembler.word.package.package import Package
from assembler.word.package.zip_writer import deflate
from assembler.word.render.looped_notes import KINDS, looped, moved
from assembler.word.render.prepared import Prepared
from assembler.word.render.renderer import PreparedPart
from assembler.word.template.compiler import Compiler
from assembler.word.template.environment import Environment
from assembler.word.template.source import BrokenTag, has_tags, read_source
from assembler.word.template.tag_errors import explained
from assembler.word.template.tags import Source, parse
from assembler.word.template.unique_ids import OnlyOnce

_RENDERED_KINDS: Final = ("header", "footer", "footnotes", "endnotes")
"""Parts beside the body that are rendered; comments are left to people, who quote tags there."""


def prepare(package: Package, name: str, *, around: str = "", remedy: str = "") -> Prepared:
    """``package`` as a template ready to be rendered; ``name`` is what errors and findings call it.

    ``around`` is the file that its headers and footers are from, where that is another one; ``remedy`` says
    what to do about names that are missing, where nobody can add them to the data.

    docxtpl patches each part once; Jinja compiles it; what has no tags is deflated. Ids of controls,
    bookmarks and drawings outside loops are given now (``ids.FIRST`` and up), across all parts. TemplateError
    for a tag that cannot be read: with part, paragraph or cell, the text around it and what to do.
    """
    only_once = OnlyOnce()
    parts: list[PreparedPart] = []
    constant = dict(package.parts)
    environment = Environment()
    read = _sources(package, environment, name, around)
    sources, notes = _with_looped_notes(read, package, environment, name)
    for part in rendered_parts(package):
        only_once.part = part
        if part in sources and sources[part].tags:
            parts.append(_prepared(sources[part], environment, only_once, name))
        else:
            data = sources[part].text.encode() if part in sources else package.parts[part]
            constant[part] = _numbered(data, only_once)
    rendered = {part.source.part for part in parts}
    members = {part: None if part in rendered else deflate(part, data) for part, data in constant.items()}
    return Prepared(name, tuple(parts), members, only_once.ids.last, notes, remedy)


def rendered_parts(package: Package) -> tuple[str, ...]:
    """The parts in which tags are places: body, headers, footers, notes and the core properties."""
    return package.text_parts(_RENDERED_KINDS)


def _numbered(data: bytes, only_once: OnlyOnce) -> bytes:
    """A part without tags with its ids made unique in the document."""
    xml = data.decode("utf-8")
    return "".join(str(piece) for piece in only_once.numbered(xml, in_loop=False)).encode()


def _sources(package: Package, environment: Environment, name: str, around: str) -> dict[str, Source]:
    """The Jinja source of each part that has tags."""
    others = {*package.related("header"), *package.related("footer")} if around else set()
    tagged = [part for part in rendered_parts(package) if has_tags(package.parts[part])]
    files = {part: around if part in others else "" for part in tagged}
    return {
        part: replace(_read(package, part, environment, file or name), file=file)
        for part, file in files.items()
    }


def _read(package: Package, part: str, environment: Environment, name: str) -> Source:
    try:
        return read_source(package, part, environment)
    except BrokenTag as broken:
        raise explained(broken.message, broken.tag, (), name) from broken


def _with_looped_notes(
    sources: dict[str, Source], package: Package, environment: Environment, name: str
) -> tuple[dict[str, Source], dict[str, str]]:
    """The sources with the notes of loops inside the body, and the part of each kind of note that moved."""
    found: dict[str, str] = {}
    for kind in KINDS:
        part = next(iter(package.related(f"{kind}s")), "")
        body = sources.get(package.main)
        if body is None or not part or not looped(body, kind):
            continue
        notes = sources.get(part) or _read(package, part, environment, name)
        body, notes = moved(body, notes, kind)
        sources, found[kind] = {**sources, package.main: body, part: notes}, part
    return sources, found


def _prepared(source: Source, environment: Environment, only_once: OnlyOnce, name: str) -> PreparedPart:
    compiler, name = Compiler(environment, only_once), source.file or name
    try:
        tree = parse(source, environment)
        _refuse_other_templates(tree, source, name)
        return PreparedPart(source, compiler.compile(tree, source.part), compiler.needs)
    except TemplateSyntaxError as error:
        raise explained(error.message or "", source.tag_of(error.lineno), source.tags, name) from error
    except JinjaError as error:
        raise TemplateError(str(error), where=name, remedy="look at the tags of the template") from error


def _refuse_other_templates(tree: nodes.Template, source: Source, name: str) -> None:
    """A template stands alone: Jinja's include, import and extends have nothing to load from."""
    others = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    for node in tree.find_all(others):
        tag = source.tag_of(node.lineno)
        what = f"{tag.text} asks for another template, and a Word template stands alone"
        remedy = "copy what you need from the other template into this one"
        raise TemplateError(what, where=f"{name}: {tag.where}", remedy=remedy)
