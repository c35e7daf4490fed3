"""A batch makes what is asked, skips what is unchanged, goes on after a failure or a stop."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256

import pytest

from assembler.assembly.orders.order import Order, Outcome
from assembler.batch.batch import Batch, BatchSettings
from assembler.batch.executors import DaskExecutor, SerialExecutor, open_executor, open_processes
from assembler.errors import OutputError, ProjectError, ToolError
from assembler.store.project.project import Project
from assembler.store.records.record import Record
from shipped import LANGUAGES

CHARTER = "charter-commitment"
EXTRA, *OTHERS = [code for code in LANGUAGES if code not in ("en", "nl")]
ORDERS = [Order(CHARTER, "round", language=code) for code in ("en", "nl", EXTRA, OTHERS[-1])]
CITY = """\
kade:
  country: EU
  languages: [nl]
  working_language: nl
  own: {nl: Kade}
  names:
    en: {name: Kade, of: of Kade, in: in Kade, to: to Kade}
"""
FORM = Order("baseline-report", benchmark="tiny", city="pier", language="en")


def run_batch(project: Project, orders: Sequence[Order], **settings: bool) -> list[Outcome]:
    """The outcomes of one run of a batch, in the order in which they were asked for."""
    batch = Batch(project, BatchSettings(project.build_folder, **settings))
    done, todo = batch.split_orders(orders)
    found = dict([*done, *batch.build(todo)])
    return [found[order] for order in dict.fromkeys(orders)]


def unchanged(outcomes: Sequence[Outcome]) -> list[bool]:
    return [outcome.unchanged for outcome in outcomes]


def test_what_is_unchanged_is_not_built_again(project: Project) -> None:
    first = run_batch(project, [*ORDERS, FORM])
    times = {each.path: each.path.stat().st_mtime_ns for each in first if each.path}
    second = run_batch(project, [*ORDERS, FORM])
    assert unchanged(first) == [False] * 5
    assert unchanged(second) == [True] * 5
    (project.root / "data/sheets").mkdir()
    (project.root / "data/sheets/sessions.csv").write_text("code\n", "utf-8")
    assert unchanged(run_batch(project, [*ORDERS, FORM])) == [True] * 5
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert [each.digest for each in first] == [each.digest for each in second]
    assert second[-1].order.language == "en"


def test_what_depends_on_a_changed_file_is_built_again_and_nothing_else(project: Project) -> None:
    run_batch(project, [*ORDERS, FORM])
    record = project.root / "data/records/round/charter.yaml"
    record.write_text(record.read_text("utf-8") + "\n# a note\n", "utf-8")
    assert unchanged(run_batch(project, [*ORDERS, FORM])) == [False] * 4 + [True]

    own = project.root / f"locales/{EXTRA}/LC_MESSAGES"
    own.mkdir(parents=True)
    shutil.copy(project.share / f"locales/{EXTRA}/LC_MESSAGES/documents.po", own)
    assert unchanged(run_batch(project, [*ORDERS, FORM])) == [True, True, False, True, True]

    style = project.root / "templates/house-styles/plain.docx"
    style.parent.mkdir(parents=True)
    shutil.copy(project.share / "templates/house-styles/harbour.docx", style)
    assert unchanged(run_batch(project, [*ORDERS, FORM])) == [False] * 5


def test_a_document_or_manifest_that_is_gone_is_built_again(project: Project) -> None:
    first = run_batch(project, [*ORDERS, FORM])
    assert first[0].path and first[0].path.is_file()
    first[0].path.unlink()
    (project.root / "data/forms" / f"{first[-1].form}.json").unlink()
    second = run_batch(project, [*ORDERS, FORM])
    assert unchanged(second) == [False, True, True, True, False]
    assert [each.digest for each in first] == [each.digest for each in second]


def test_an_edited_document_is_backed_up_and_reported(project: Project) -> None:
    path = run_batch(project, [ORDERS[0]])[0].path
    assert path
    path.write_bytes(b"with my own words")
    (again,) = run_batch(project, [ORDERS[0]])
    (diagnostic,) = again.diagnostics
    (aside,) = path.parent.glob("*.changed-*.docx")
    assert diagnostic.rule == "changed-document"
    assert aside.name in diagnostic.hint
    assert aside.read_bytes() == b"with my own words"
    assert sha256(path.read_bytes()).hexdigest() == again.digest
    assert unchanged(run_batch(project, [ORDERS[0]])) == [True]


def test_an_order_that_fails_does_not_stop_the_rest(project: Project) -> None:
    failed, done = run_batch(project, [Order(CHARTER, "no-such-record", language="en"), ORDERS[0]])
    assert isinstance(failed.error, ProjectError)
    assert failed.path is None
    assert done.error is None and done.path and done.path.is_file()


def test_two_records_that_would_be_the_same_file_are_refused(project: Project) -> None:
    other = project.root / "data/records/old/round"
    shutil.copytree(project.root / "data/records/round", other)
    first, second = run_batch(project, [ORDERS[0], Order(CHARTER, "old/round", language="en")])
    assert first.error is None
    assert isinstance(second.error, OutputError)
    assert "--output" in second.error.hint


def test_a_report_whose_last_line_was_cut_off_loses_that_line_alone(project: Project) -> None:
    run_batch(project, ORDERS)
    report = project.report_file
    assert report
    report.write_bytes(report.read_bytes()[:-40])
    assert unchanged(run_batch(project, ORDERS)).count(True) == 3
    assert unchanged(run_batch(project, ORDERS)) == [True] * 4


@contextmanager
def dask(workers: int) -> Iterator[DaskExecutor]:
    """Dask's executor on a cluster inside this process: the same interface, and a quick start."""
    from distributed import Client

    with Client(n_workers=workers, processes=False, dashboard_address=None) as client:
        yield DaskExecutor(client)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_the_bytes_do_not_depend_on_the_executor(project: Project, engine: str) -> None:
    orders = [*ORDERS, FORM]
    with open_processes(2) if engine == "processes" else dask(2) as executor:
        batch = Batch(project, BatchSettings(project.root / "out"))
        there = {order: outcome.digest for order, outcome in batch.build(orders, executor)}
    here = dict(Batch(project, BatchSettings(project.root / "here")).build(orders, SerialExecutor()))
    assert there == {order: outcome.digest for order, outcome in here.items()}
    assert all(there.values())


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_batch_that_is_killed_goes_on_where_it_was(project: Project) -> None:
    shutil.rmtree(project.root / "data/records/kade")  # it has no charter, and --all means every record
    words = ["--project", str(project.root), "build", CHARTER, "--all", "--house-style", "plain"]
    command = [sys.executable, "-m", "assembler", *words, "--workers", "2"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    out = project.build_folder
    deadline = time.monotonic() + 60
    while not list(out.glob("*.docx")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = len(list(out.glob("*.docx")))
    assert before > 0
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    built = len(done.stdout.splitlines())
    wanted = len(project.languages())
    assert wanted <= built + before <= wanted + 2  # what a worker was at may be there and not written down
    assert len(list(out.glob("*.docx"))) == wanted


class Deadly(Project):
    """A project with a record that ends whoever reads it, so often as there are files in ``lives``."""

    def record(self, name: str) -> Record:
        if name == "deadly" and (lives := sorted((self.root / "lives").iterdir())):
            lives[0].unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().record("round" if name == "deadly" else name)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies that know this class there alone")
@pytest.mark.parametrize("lives", [9, pytest.param(1, marks=pytest.mark.product)])
def test_where_a_worker_is_killed_the_rest_is_made(project: Project, lives: int) -> None:
    deadly = Deadly(project.root, share=project.share, cache=project.cache)
    (project.root / "lives").mkdir()
    for number in range(lives):
        (project.root / "lives" / str(number)).touch()
    orders = [*(Order(CHARTER, "round", language=code) for code in project.languages()),
              Order(CHARTER, "deadly", language=EXTRA)]  # fmt: skip
    with open_processes(2) as executor:
        made = dict(Batch(deadly, BatchSettings(project.build_folder)).build(orders, executor))
    failed = {order.record for order, outcome in made.items() if outcome.error}
    assert len(made) == len(orders)
    assert failed == (set() if lives == 1 else {"deadly"})
    assert all(isinstance(outcome.error, ToolError) for outcome in made.values() if outcome.error)
    told = [each.rule for outcome in made.values() for each in outcome.diagnostics]
    assert told.count("stopped-worker") == 1
    assert len(list((project.root / "lives").iterdir())) == (0 if lives == 1 else lives - 3)


def test_orders_that_share_a_template_and_a_language_to_answer_in_are_neighbours(project: Project) -> None:
    cities = {"arc": "it", "bay": "nl", "cape": "en", "dike": "nl"}
    text = "".join(CITY.replace("kade", city).replace("nl", code) for city, code in cities.items())
    (project.root / "data/cities.yaml").write_text(text, "utf-8")
    forms = [Order("baseline-report", benchmark="tiny", city=city, language=code)
             for city in cities for code in ("nl", "en")]  # fmt: skip
    made = [
        order for order, _ in Batch(project, BatchSettings(project.build_folder)).build([*forms, *ORDERS])
    ]
    assert [order.language for order in made] == sorted([EXTRA, OTHERS[-1], *["en", "nl"] * 5])
    spoken = [project.city(order.city).working_language for order in made if order.city]
    assert spoken == ["en", "it", "nl", "nl"] * 2


def test_few_orders_are_made_in_this_process() -> None:
    with open_executor("", workers=8, orders=2) as executor:
        assert isinstance(executor, SerialExecutor)


def test_an_unknown_executor_is_an_error() -> None:
    with (
        pytest.raises(ProjectError, match="spark") as caught,
        open_executor("spark://x", workers=1, orders=9),
    ):
        pass
    assert "dask://" in caught.value.hint


def killed_at(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_killed_dask_worker_is_a_broken_executor() -> None:
    import cloudpickle
    import dask.config

    cloudpickle.register_pickle_by_value(sys.modules[killed_at.__module__])
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        open_executor("dask://", workers=1, orders=9) as executor,
    ):
        with pytest.raises(BrokenExecutor):
            executor.submit(killed_at, 1).result(timeout=60)
        assert executor.submit(pow, 2, 3).result(timeout=60) == 8  # another has taken its place


@pytest.mark.filterwarnings("ignore")
def test_a_stopped_scheduler_is_an_error_with_a_hint(project: Project) -> None:
    from distributed import Client

    with Client(n_workers=1, processes=False, dashboard_address=None) as client:
        made = Batch(project, BatchSettings(project.build_folder)).build(ORDERS, DaskExecutor(client))
        next(made)
        client.cluster.close()
        with pytest.raises(ToolError, match="scheduler stopped") as caught:
            list(made)
    assert "continue where it stopped" in caught.value.hint
    assert any(unchanged(run_batch(project, ORDERS)))


def test_an_unreachable_scheduler_is_an_error() -> None:
    nowhere = open_executor("dask://localhost:no-port", workers=1, orders=9)
    with pytest.raises(ToolError, match="cannot connect to the Dask cluster") as caught, nowhere:
        pass
    assert caught.value.location == "dask://localhost:no-port" and "scheduler" in caught.value.hint


def test_without_dask_the_hint_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolError) as caught, open_executor("dask://", workers=1, orders=9):
        pass
    assert "'.[dask]'" in caught.value.hint
