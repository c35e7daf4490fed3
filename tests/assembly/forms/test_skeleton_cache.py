"""Skeletons of forms in the cache: one is read back as it was built, and only for the same form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.assemble import assemble
from assembler.assembly.forms.fields import FormContext
from assembler.assembly.forms.skeleton import FormSkeleton, build_form_skeleton
from assembler.assembly.forms.skeleton_cache import load_or_build
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.model.documents.form import ChoiceItem
from assembler.store.files.cache import Cache, FolderCache, MemoryCache
from assembler.store.project.project import Project
from assembler.structs import Struct, replace
from assembler.views.block import Block

BARE = Order("baseline-report", benchmark="tiny", city="pier", language="nl")


class SkeletonCache:
    """A cache in a folder for skeletons alone; everything else is read from ``others``."""

    def __init__(self, folder: Path, others: Cache) -> None:
        self.folder = folder
        self.keys: list[str] = []
        self._others = others

    def get(self, key: str) -> bytes | None:
        """Return what is cached under ``key``."""
        return (FolderCache(self.folder) if key.startswith("skeleton-") else self._others).get(key)

    def put(self, key: str, data: bytes) -> None:
        """Cache ``data`` if it is a skeleton."""
        if key.startswith("skeleton-"):
            self.keys.append(key)
            FolderCache(self.folder).put(key, data)


@pytest.fixture
def skeletons(project: Project) -> SkeletonCache:
    """The cache of a project in which no form was built yet."""
    project.cache = skeletons = SkeletonCache(project.root / "cache", project.cache)
    return skeletons


def test_a_second_process_reads_the_skeleton_of_the_first(project: Project, skeletons: SkeletonCache) -> None:
    first, second = (assemble(BuildContext(project), BARE).data for _ in range(2))
    assert first == second
    assert len(skeletons.keys) == 1, "it was built again"


@pytest.mark.parametrize("other", [replace(BARE, draft=True), replace(BARE, language="en")], ids=repr)
def test_another_form_has_a_skeleton_of_its_own(
    project: Project, skeletons: SkeletonCache, other: Order
) -> None:
    for each in (BARE, other):
        assemble(BuildContext(project), each)
    assert len(set(skeletons.keys)) == 2


def test_a_damaged_skeleton_is_built_again(project: Project, skeletons: SkeletonCache) -> None:
    first = assemble(BuildContext(project), BARE).data
    for path in skeletons.folder.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert assemble(BuildContext(project), BARE).data == first
    assert len(skeletons.keys) == 2


def test_a_skeleton_is_read_as_it_was_built(project: Project) -> None:
    """With the same classes: text that is XML already must not become text that is escaped."""
    declared = project.document_type("baseline-report")
    draft = FormContext({}, "nl", "nl", BuildContext(project).catalogue("nl"))
    blocks = [Block(name, code) for name in declared.blocks for code in ("GG/A/1", "GG/A/2")]
    made, cache = build_form_skeleton(declared, blocks, draft), MemoryCache()
    assert len(made.empty_fields) > 30
    load_or_build("a", cache, FormSkeleton, lambda: made)
    read = load_or_build("a", cache, FormSkeleton, lambda: pytest.fail("it was built again"))
    assert read is not made
    assert list(atoms(read)) == list(atoms(made))


def atoms(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Everything in ``thing``, each with its class."""
    if isinstance(thing, Struct):
        yield thing.__class__, None
        for known in thing.__struct_fields__:
            yield from atoms(getattr(thing, known))
    elif isinstance(thing, (dict, tuple, list)):
        yield thing.__class__, None
        for each in thing.items() if isinstance(thing, dict) else thing:
            yield from atoms(each)
    else:
        yield thing.__class__, thing


def test_a_cache_entry_that_is_no_skeleton_is_replaced() -> None:
    cache = MemoryCache()
    cache.put("a", b"no skeleton")
    made = FormSkeleton((), (), (), (), {})
    assert load_or_build("a", cache, FormSkeleton, lambda: made) is made
    assert load_or_build("a", cache, FormSkeleton, lambda: pytest.fail("it was built again")) == made
    other = ChoiceItem("meets", "voldoet")
    assert load_or_build("a", cache, ChoiceItem, lambda: other) is other
