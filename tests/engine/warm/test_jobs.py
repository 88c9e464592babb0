"""The processes that tests grade in are warm, and otherwise as they would be."""

from concurrent.futures import ProcessPoolExecutor

from autograder.grade import pool

LOOK = """(
    __import__("autograder.sandbox.server", fromlist=["_start"])._start.__qualname__,
    [name for name in ("OPENBLAS_NUM_THREADS", "PYTHONPATH") if name in __import__("os").environ],
    "servers" in " ".join(__import__("sys").path),
)"""


def test_a_job_process_forks_its_servers_and_has_nothing_of_what_made_it_warm():
    with ProcessPoolExecutor(1, mp_context=pool.multiprocessing.get_context("spawn")) as executor:
        assert executor.submit(eval, LOOK).result() == ("Nursery.start", [], False)
