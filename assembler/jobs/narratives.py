"""Sections of running text: each with its code, by which it is found again, and its text or a prompt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assembler.jobs.forms import Speaks, blocks_in
from assembler.model.content import Text
from assembler.model.document_type import BlockDeclaration, DocumentType, NarrativeDeclaration
from assembler.model.paths import value_at
from assembler.views.block import Block
from assembler.views.reference import Mark
from assembler.word.rich_paragraphs import prompt_paragraph


@dataclass(frozen=True, slots=True)
class Narrative:
    """One section of a document: its code, where its text is kept, and what was declared of it."""

    code: str
    path: str
    declared: NarrativeDeclaration


@dataclass(frozen=True, slots=True)
class NarrativePlaces:
    """What sections are drawn from: the record's entities by kind, the catalogue and Word's language tag.

    ``anonymous``: the document goes out to everybody, so that nothing in it waits for a writer.
    """

    roots: Mapping[str, Any]
    catalogue: Speaks
    tag: str
    anonymous: bool = False

    def place(self, seen: dict[str, Any], declared: DocumentType) -> list[Narrative]:
        """Put the sections that ``declared`` names into what a view gives, and into its blocks; all of them.

        Each becomes ``code`` and ``text``; the text is empty where nobody wrote one and nobody is asked to.
        """
        found = list(_outside(declared))
        seen |= {name: self._drawn(each) for name, each in found}
        for block in list(blocks_in(seen)):
            around = declared.blocks.get(block.name)
            inside = list(_inside(around, block)) if around else []
            block |= {name: self._drawn(each) for name, each in inside}
            found += inside
        return [each for _, each in found]

    def _drawn(self, narrative: Narrative) -> dict[str, Any]:
        text, prompt = value_at(self.roots, narrative.path), narrative.declared.prompt
        if not isinstance(text, Text):
            asked = prompt and not self.anonymous
            text = prompt_paragraph(self.catalogue.gettext(prompt), self.tag) if asked else ""
        hidden = self.anonymous and narrative.declared.code
        return {"code": "" if hidden else Mark(narrative.code), "text": text}


def _outside(declared: DocumentType) -> Iterator[tuple[str, Narrative]]:
    for name, each in declared.narrative.items():
        yield name, Narrative(each.code, each.path, each)


def _inside(declared: BlockDeclaration, block: Block) -> Iterator[tuple[str, Narrative]]:
    for name, each in declared.narrative.items():
        code = f"{block.code}.{each.code}" if each.code else block.code
        path = f"{declared.path}.{block.code}"
        yield name, Narrative(code, f"{path}.{each.path}" if each.path else path, each)
