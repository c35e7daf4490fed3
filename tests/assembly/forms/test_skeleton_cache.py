"""Shells of forms on disk: what is read is the shell that was made, and only for the same form."""

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
from assembler.store.project.search_path import shipped_folder
from assembler.structs import Struct, replace
from assembler.views.block import Block

BARE = Order("baseline-report", benchmark="inti-cities", city="havenstad", language="nl")


class Shells:
    """A cache in a folder for shells alone; everything else is read from ``others``."""

    def __init__(self, folder: Path, others: Cache) -> None:
        self.folder = folder
        self.made: list[str] = []
        self._others = others

    def get(self, key: str) -> bytes | None:
        """What is kept under ``key``."""
        return (FolderCache(self.folder) if key.startswith("shell-") else self._others).get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` if it is a shell."""
        if key.startswith("shell-"):
            self.made.append(key)
            FolderCache(self.folder).put(key, data)


@pytest.fixture
def skeletons(tmp_path: Path, cache: FolderCache) -> Shells:
    return Shells(tmp_path / "cache", cache)


@pytest.fixture
def project(tmp_path: Path, skeletons: Shells) -> Project:
    """A project that no form was made in yet."""
    return Project(tmp_path, share=shipped_folder(), cache=skeletons)


def test_a_second_process_reads_the_shell_that_was_made(project: Project, skeletons: Shells) -> None:
    first, second = (assemble(BuildContext(project), BARE).data for _ in range(2))
    assert first == second
    assert len(skeletons.made) == 1, "it was made again"


@pytest.mark.parametrize("other", [replace(BARE, draft=True), replace(BARE, language="en")], ids=repr)
def test_another_form_has_a_shell_of_its_own(project: Project, skeletons: Shells, other: Order) -> None:
    for each in (BARE, other):
        assemble(BuildContext(project), each)
    assert len(set(skeletons.made)) == 2


def test_a_damaged_shell_is_made_anew(project: Project, skeletons: Shells) -> None:
    first = assemble(BuildContext(project), BARE).data
    for path in skeletons.folder.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert assemble(BuildContext(project), BARE).data == first
    assert len(skeletons.made) == 2


def test_a_shell_is_read_as_it_was_made(project: Project) -> None:
    """With the same classes: words that are XML already must not become words that are escaped."""
    declared = project.document_type("baseline-report")
    draft = FormContext({}, "nl", "nl", BuildContext(project).catalogue("nl"))
    blocks = [Block(name, code) for name in declared.blocks for code in ("GG/A/1", "GG/A/2")]
    made, cache = build_form_skeleton(declared, blocks, draft), MemoryCache()
    assert len(made.empty_fields) > 30
    load_or_build("a", cache, FormSkeleton, lambda: made)
    read = load_or_build("a", cache, FormSkeleton, lambda: pytest.fail("it was made again"))
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


def test_what_is_kept_by_the_name_of_a_shell_and_is_none_is_made_anew() -> None:
    cache = MemoryCache()
    cache.put("a", b"no shell")
    made = FormSkeleton((), (), (), (), {})
    assert load_or_build("a", cache, FormSkeleton, lambda: made) is made
    assert load_or_build("a", cache, FormSkeleton, lambda: pytest.fail("it was made again")) == made
    other = ChoiceItem("meets", "voldoet")
    assert load_or_build("a", cache, ChoiceItem, lambda: other) is other
