"""Sections of running text, each with an identifying code and a text or a prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assembler.i18n.languages.languages import get_language
from assembler.model.documents.document_type import BlockDeclaration, DocumentType, NarrativeDeclaration
from assembler.model.paths import value_at
from assembler.model.types.values import Text
from assembler.structs import Struct
from assembler.values import KINDS
from assembler.values.joined_items import join_codes, join_long_items
from assembler.values.rich_text import to_blocks
from assembler.views.block import Block
from assembler.views.cross_references import Mark
from assembler.word.content.paragraphs import build_prompt_paragraph

if TYPE_CHECKING:
    from assembler.assembly.forms.fields import Translator
    from assembler.model.documents.form_manifest import FormField


class Section(Struct, frozen=True):
    """A section of a document: its code, the path of its text and its declaration."""

    code: str
    path: str
    declared: NarrativeDeclaration


class SectionRenderer(Struct, frozen=True):
    """Renderer for the sections of running text in a document.

    ``roots`` are the record's entities by kind, and ``tag`` is Word's language tag. ``paths`` takes the
    path of a section and returns the path of the text to show, which may be a translation. ``anonymous``
    means that the document is public and has no prompts. ``released`` means that nobody edits the document
    any more. The codes of its sections are then hidden, except those that other text refers to, such as
    ``F03``.
    """

    roots: Mapping[str, Any]
    catalogue: Translator
    tag: str
    anonymous: bool = False
    released: bool = False
    paths: Callable[[str], str] = str

    def add_sections(self, seen: dict[str, Any], declared: DocumentType) -> None:
        """Add the sections of ``declared`` to ``seen``, which contains the values of the view and its blocks.

        Each section has a ``code`` and a ``text``. The text is empty if none was written and there is no
        prompt.
        """
        for holder, name, narrative in list(find_sections(seen, declared)):
            holder[name] = self._render(narrative)

    def build_field(self, narrative: Section, own: str, spoken: str) -> FormField:
        """Return the section as a field for the manifest, with its current text.

        ``own`` is the language of texts that do not specify one. ``spoken`` is the language if no text has
        been written yet.
        """
        from assembler.model.documents.form_manifest import ControlKind, FormField

        text = value_at(self.roots, narrative.path)
        written = isinstance(text, Text)
        return FormField(
            code=narrative.code,
            path=self.paths(narrative.path),
            kind="rich_text",
            control=ControlKind.NONE,
            title=self.catalogue.gettext(narrative.declared.title),
            prompt=self.catalogue.gettext(prompt) if (prompt := narrative.declared.prompt) else "",
            base=KINDS["rich_text"].to_data(text) if written else None,
            shown=to_blocks(text.text) if written else (),
            language=(text.language or own) if written else spoken,
        )

    def describe_other_languages(
        self, seen: dict[str, Any], declared: DocumentType, own: str, said_in: str
    ) -> str:
        """Return text that lists the codes of sections in other languages, grouped by language.

        The result is empty if there are no such sections. ``own`` is the language of texts that do not
        specify one. ``said_in`` is the language in which the languages are named.
        """
        spoken, codes = self.tag.partition("-")[0], dict[str, list[str]]()
        for _, _, narrative in find_sections(seen, declared):
            text = value_at(self.roots, narrative.path)
            other = get_language(text.language or own) if isinstance(text, Text) else None
            if other and other.base != spoken:
                codes.setdefault(other.code, []).append(narrative.code)
        named = KINDS["language"].show
        return join_long_items(
            (f"{join_codes(each, said_in)} ({named(code, said_in)})" for code, each in codes.items()), said_in
        )

    def _render(self, narrative: Section) -> dict[str, Any]:
        text, prompt = value_at(self.roots, narrative.path), narrative.declared.prompt
        if not isinstance(text, Text):
            is_prompted = prompt and not self.anonymous
            text = build_prompt_paragraph(self.catalogue.gettext(prompt), self.tag) if is_prompted else ""
        coded = bool(narrative.declared.code)
        mark = Mark(narrative.code, hidden=self.released and coded)
        return {"code": "" if self.anonymous and coded else mark, "text": text}


def find_sections(
    seen: dict[str, Any], declared: DocumentType
) -> Iterator[tuple[dict[str, Any], str, Section]]:
    """Yield each section of a document, preceded by the mapping that contains it and its key there."""
    for name, each in declared.narrative.items():
        yield seen, name, Section(each.code, each.path, each)
    if not any(each.narrative for each in declared.blocks.values()):
        return
    from assembler.assembly.forms.fields import find_blocks

    for block in find_blocks(seen):
        if around := declared.blocks.get(block.name):
            yield from ((block, name, each) for name, each in _find_block_sections(around, block))


def _find_block_sections(declared: BlockDeclaration, block: Block) -> Iterator[tuple[str, Section]]:
    for name, each in declared.narrative.items():
        code = f"{block.code}.{each.code}" if each.code else block.code
        path = f"{declared.path}.{block.code}"
        yield name, Section(code, f"{path}.{each.path}" if each.path else path, each)
