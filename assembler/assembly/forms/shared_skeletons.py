"""Form skeletons and glossaries shared by the documents of one build context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.assembly.forms.fields import FormContext
from assembler.assembly.forms.skeleton import FormSkeleton, build_form_skeleton
from assembler.assembly.orders.context import BuildContext
from assembler.model.documents.document_type import DocumentType
from assembler.views.block import Block
from assembler.word.forms.form_parts import GLOSSARY, build_glossary
from assembler.word.package.zip_writer import Member, deflate


def share_skeleton(
    build_context: BuildContext,
    declared: DocumentType,
    blocks: Sequence[Block],
    form_context: FormContext,
    *,
    draft_marks: bool,
) -> FormSkeleton:
    """Return the skeleton of the form; equal forms share one, built for the first of them.

    With ``draft_marks``, missing translations are marked. The key contains everything that the skeleton
    depends on and that can differ within the build context. Choices of references are part of it if the form
    uses them.
    """
    key = (
        declared.name,
        draft_marks,
        form_context.language,
        form_context.content_language,
        form_context.answers,
        form_context.part,
        tuple((each.name, each.code, tuple(each.languages.items())) for each in blocks),
    )

    def find(key: Any) -> FormSkeleton:
        found: FormSkeleton = build_context.skeletons.get(
            key, lambda: build_form_skeleton(declared, blocks, form_context)
        )
        return found

    found = find(key)
    if found.is_valid_for(form_context.names):
        return found
    return find((key, tuple((kind, tuple(each)) for kind, each in form_context.names.items())))


def share_glossary(build_context: BuildContext, prompts: tuple[str, ...], tag: str) -> Member:
    """Return the part that contains the prompts, which Word restores when an answer is deleted.

    ``tag`` is Word's tag for the form's language.
    """
    found: Member = build_context.skeletons.get(
        (GLOSSARY, tag, prompts), lambda: deflate(GLOSSARY, build_glossary(prompts, tag))
    )
    return found
