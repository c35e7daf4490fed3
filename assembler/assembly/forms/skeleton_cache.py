"""Cache of form skeletons: in memory for the next document, on disk for the next process."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, TypeVar

from assembler.assembly.forms.fields import FormContext
from assembler.assembly.forms.skeleton import FormSkeleton, build_form_skeleton
from assembler.assembly.orders.context import BuildContext
from assembler.model.documents.document_type import DocumentType
from assembler.store.files import serializer as columns
from assembler.store.files.cache import Cache
from assembler.store.project.version_digest import library_versions, program_digest
from assembler.views.block import Block
from assembler.word.forms.form_parts import GLOSSARY, build_glossary
from assembler.word.package.zip_writer import Member, deflate
from assembler.word.render.prepared import engine_key

T = TypeVar("T")


def load_skeleton(
    build_context: BuildContext,
    declared: DocumentType,
    blocks: Sequence[Block],
    draft: FormContext,
    *,
    draft_marks: bool,
) -> FormSkeleton:
    """Return the skeleton of the form from the cache, building it if necessary.

    With ``draft_marks``, missing translations are marked. The cache key includes everything that the skeleton
    depends on, unless the build context fixes it; choices of references are included if the form uses them.
    """
    items = tuple((each.name, each.code, tuple(each.languages.items())) for each in blocks)
    key = (
        declared.name,
        draft_marks,
        draft.language,
        draft.content_language,
        draft.answers,
        draft.part,
        items,
    )

    def find_skeleton(key: Any) -> FormSkeleton:
        return build_context.skeletons.get(key, lambda: load_from_disk(key))

    def load_from_disk(key: Any) -> FormSkeleton:
        about = f"{build_context.get_source_digest(declared, draft.language)}\n{key!r}"
        name = f"skeleton-{sha256(about.encode()).hexdigest()}"
        return load_or_build(
            name,
            build_context.project.cache,
            FormSkeleton,
            lambda: build_form_skeleton(declared, blocks, draft),
        )

    found = find_skeleton(key)
    if found.is_valid_for(draft.names):
        return found
    return find_skeleton((key, tuple((kind, tuple(each)) for kind, each in draft.names.items())))


def load_glossary(build_context: BuildContext, prompts: tuple[str, ...], tag: str) -> Member:
    """Return the part with the prompts that Word restores; ``tag`` is Word's tag for the form's language."""
    about = "\n".join((engine_key(), program_digest(), library_versions(), tag, repr(prompts)))
    name = f"glossary-{sha256(about.encode()).hexdigest()}"

    def build() -> Member:
        return deflate(GLOSSARY, build_glossary(prompts, tag))

    key = (GLOSSARY, tag, prompts)
    return build_context.skeletons.get(
        key, lambda: load_or_build(name, build_context.project.cache, Member, build)
    )


def load_or_build(name: str, cache: Cache, kind: type[T], make: Callable[[], T]) -> T:
    """Return the object of class ``kind`` stored under ``name`` in ``cache``, or build and store it.

    Compression reduces a skeleton to a tenth of its size. A damaged entry is rebuilt.
    """
    if found := cache.get(name):
        with suppress(ValueError, zlib.error):
            thing = columns.loads(zlib.decompress(found))
            if isinstance(thing, kind):
                return thing
    made = make()
    cache.put(name, zlib.compress(columns.dumps(made), 1))
    return made
