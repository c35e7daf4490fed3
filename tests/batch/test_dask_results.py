"""Results of a Dask cluster as they reach the batch."""

from concurrent.futures import Future

from distributed import cfexecutor

from assembler.batch.executors import _copy_result


def test_an_executor_that_fails_while_it_cancels_counts_as_cancelled() -> None:
    there: Future[int] = Future()
    here: Future[int] = Future()
    try:
        exec(
            "typ, exc, tb = ['cancelled']", vars(cfexecutor)
        )  # what its coroutine does with a result cut short
    except ValueError as error:
        there.set_exception(error)
    _copy_result(here, there)
    assert here.cancelled()


def test_an_error_of_the_work_itself_is_passed_on() -> None:
    there: Future[int] = Future()
    here: Future[int] = Future()
    there.set_exception(ValueError("a document failed"))
    _copy_result(here, there)
    assert str(here.exception()) == "a document failed"
