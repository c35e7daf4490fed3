"""What the demonstration builds is sound, by our own rules and by everybody else's.

1. Our own rules find nothing, not even a warning: no tag left, ids unique, titled, language-tagged.
2. Microsoft's validator finds nothing; nor do the standard's schemas, where they lie beside the checkout.
3. LibreOffice opens it, and its PDF meets PDF/A-2a and PDF/UA-1.
4. Tidying and showing works, and the dump of the same order is the same.
5. Every catalogue is complete: nothing falls back to English.

So it is for a sample, in which every type, edition, house style, benchmark and language comes, and for PDFs
and dumps of a few of it; under `make test-all` for everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assembler.assembly.assemble import AssembledDocument, assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.batch.demo import list_demo_orders
from assembler.lint import lint
from assembler.store.files.result_cache import MemoryCache
from assembler.store.office.layout import find_office
from assembler.store.office.pdf import PrintTask, print_all
from assembler.store.project.project import Project
from assembler.word.dump.dump import show
from assembler.word.dump.normalise import tidy
from own_faults import find_own_faults
from pdf_standards import find_breaches

ROOT = Path(__file__).resolve().parents[2]
LARGE = 200_000
"""Bytes of a form of some seventy indicators: what opens those takes many seconds."""

Built = Mapping[Path, AssembledDocument]


def built(build_context: BuildContext, home: Path, orders: Iterable[Order]) -> Built:
    """Each document by the file it was written to."""
    documents = {}
    for number, order in enumerate(orders, 1):
        made = assemble(build_context, order)
        path = home / f"{number:03}-{made.file_name}"
        path.write_bytes(made.data)
        documents[path] = made
    return documents


def benchmark_of(build_context: BuildContext, order: Order) -> str:
    if order.record:
        return str(getattr(build_context.record(order).about, "benchmark", ""))
    return order.benchmark


def sampled(build_context: BuildContext, orders: Iterable[Order]) -> list[Order]:
    """One order of each type and edition: that whose language, house style and benchmark are the rarest."""
    groups: dict[tuple[str, str], list[Order]] = {}
    for order in orders:
        groups.setdefault((order.type, order.edition), []).append(order)
    taken: Counter[str] = Counter()
    chosen = []
    for group in sorted(groups.values(), key=len):
        names = {
            order: (order.language, order.house_style, benchmark_of(build_context, order))
            for order in group
            if order not in chosen
        }
        if names:
            chosen.append(min(names, key=lambda order: sorted(taken[name] for name in names[order])))
            taken.update(names[chosen[-1]])
    return chosen


@pytest.fixture(scope="module")
def orders(build_context: BuildContext) -> list[Order]:
    return list_demo_orders(build_context.project)


@pytest.fixture(scope="module")
def everything(
    build_context: BuildContext, orders: list[Order], tmp_path_factory: pytest.TempPathFactory
) -> Built:
    return built(build_context, tmp_path_factory.mktemp("everything"), orders)


@pytest.fixture(scope="module")
def sample(
    build_context: BuildContext, orders: list[Order], tmp_path_factory: pytest.TempPathFactory
) -> Built:
    return built(build_context, tmp_path_factory.mktemp("sample"), sampled(build_context, orders))


@pytest.fixture(scope="module")
def small(sample: Built) -> Built:
    """The sample without the largest forms."""
    return {path: made for path, made in sample.items() if len(made.data) < LARGE}


@pytest.fixture(scope="module")
def few(small: Built) -> Built:
    """A form and another document of each house style."""
    kinds = {(made.manifest is None, made.order.house_style): path for path, made in small.items()}
    return {path: small[path] for path in kinds.values()}


of_both = pytest.mark.parametrize("name", ["sample", pytest.param("everything", marks=pytest.mark.product)])


@pytest.fixture
def documents(name: str, request: pytest.FixtureRequest) -> Built:
    """The sample or everything, as the test is asked."""
    found: Built = request.getfixturevalue(name)
    return found


@pytest.mark.parametrize("step", [7, pytest.param(0, marks=pytest.mark.product)])
def test_lint_finds_nothing_in_what_comes_with_the_program(build_context: BuildContext, step: int) -> None:
    """Each seventh type, or all of them with data and catalogues."""
    names = build_context.project.document_types()[::step] if step else ()
    found = lint(build_context.project, names)
    assert [f"{diagnostic.location}: {diagnostic.message}" for diagnostic in found] == []


def test_the_sample_has_every_type_and_language(orders: list[Order], sample: Built) -> None:
    for name in ("type", "language", "house_style", "edition"):
        said = {getattr(made.order, name) for made in sample.values()}
        wanted = {getattr(order, name) for order in orders}
        assert {each for each in wanted - said if "-" not in each or name == "type"} == set(), name


@of_both
def test_our_own_rules_find_nothing(documents: Built) -> None:
    assert documents
    found = {path.name: find_own_faults(made.data, path.name) for path, made in documents.items()}
    assert {name: diagnostics for name, diagnostics in found.items() if diagnostics} == {}


@of_both
def test_nothing_falls_back_to_another_language(documents: Built) -> None:
    told = {path.name: made.diagnostics for path, made in documents.items()}
    fallen = {name: [each.message for each in diagnostics if each.rule == "missing-translation"]
              for name, diagnostics in told.items()}  # fmt: skip
    assert {name: lines for name, lines in fallen.items() if lines} == {}


@pytest.mark.validator
@of_both
def test_microsofts_validator_finds_nothing(validator: Any, documents: Built) -> None:
    said = validator.findings(list(documents))
    assert {path.name: lines for path, lines in said.items() if lines} == {}


@of_both
def test_the_schemas_find_nothing(schemas: Any, documents: Built) -> None:
    found = {path.name: schemas.findings(made.data) for path, made in documents.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.product
@pytest.mark.office
@pytest.mark.usefixtures("office")  # skips where LibreOffice is missing
def test_pdfs_in_each_house_style_meet_the_standards(orders: list[Order], few: Built) -> None:
    assert {made.order.house_style for made in few.values()} == {order.house_style for order in orders}
    assert len({made.order.type for made in few.values()}) > 3
    assert find_pdf_faults(list(few)) == {}


@pytest.mark.product
@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_pdfs_of_each_meet_the_standards(everything: Built) -> None:
    """One document for each type, language, house style and benchmark: cities differ in their words only."""
    kinds: dict[tuple[str, ...], Path] = {}
    for path, made in everything.items():
        benchmark = made.manifest.benchmark if made.manifest else ""
        order = made.order
        kinds.setdefault((order.type, order.language, order.house_style, benchmark), path)
    assert find_pdf_faults(list(kinds.values())) == {}


def find_pdf_faults(paths: Sequence[Path]) -> dict[str, object]:
    """Print the documents; return what breaks PDF/A-2a or PDF/UA-1 by their names."""
    printed = print_all(find_office(), [PrintTask(path) for path in paths])
    faults: dict[str, object] = {}
    for path, result in zip(paths, printed, strict=True):
        if result.pdf is None:
            faults[path.name] = result.error
        elif found := (*result.pdf.problems, *find_breaches(result.pdf.data)):
            faults[path.name] = found
    return faults


def test_documents_can_be_shown_and_tidied(few: Built) -> None:
    assert few
    for path, made in few.items():
        dump = show(made.data, path.name, with_looks=False)
        assert "\nbody\n" in dump
        assert show(tidy(made.data, path.name), path.name, with_looks=False).count("\n") == dump.count("\n")


def test_the_same_order_gives_the_same_bytes() -> None:
    order = Order("baseline-report", benchmark="dive", city="amsterdam", language="en")
    first, second = (assemble(BuildContext(Project(ROOT, cache=MemoryCache())), order).data for _ in range(2))
    assert first == second
