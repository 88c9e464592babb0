"""What happens to a class when grading processes die. The pool here dies on command; `test_run.py` kills real processes."""

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.grade import pool
from autograder.grade.intake import Submission
from autograder.grade.tasks import Faulted, Task


class MortalPool:
    """Grades what waits, one by one, whenever somebody waits for it; a submission in `kills` with lives left takes the pool with it."""

    def __init__(self, kills, log):
        self.kills, self.log, self.waiting, self.is_dead = kills, log, {}, False

    def submit(self, function, task):
        if self.is_dead:
            raise BrokenProcessPool
        future = Waited(self)
        self.waiting[future] = task.submission
        return future

    def advance(self):
        future, submission = next(iter(self.waiting.items()))
        self.log.append((submission.student, len(self.waiting)))
        if self.kills.get(submission.student, 0) > 0:
            self.kills[submission.student] -= 1
            self.is_dead = True
            for one in self.waiting:
                one.set_exception(BrokenProcessPool())
            self.waiting.clear()
        else:
            del self.waiting[future]
            future.set_result(submission.refused("graded"))

    def shutdown(self, **options):
        self.is_dead = True


class Waited(Future):
    """A future whose pool works only while somebody waits."""

    def __init__(self, pool):
        super().__init__()
        self.pool = pool

    def result(self, timeout=None):
        while not self.done():
            self.pool.advance()
        return super().result(timeout)

    def exception(self, timeout=None):
        while not self.done():
            self.pool.advance()
        return super().exception(timeout)


def waited(futures, return_when=None):
    """In place of `concurrent.futures.wait`."""
    futures = list(futures)
    while not any(future.done() for future in futures):
        futures[0].pool.advance()
    return {future for future in futures if future.done()}, {future for future in futures if not future.done()}


@pytest.fixture
def graded(monkeypatch):
    """Grade a class of so many students, of whom some kill the grading process so many times; {student: reply}, and who ran when."""

    def run(count, kills, content=b""):
        log = []
        monkeypatch.setattr(pool.Pool, "_new_executor", lambda self: MortalPool(kills, log))
        monkeypatch.setattr(pool, "wait", waited)
        tasks = [Task(Submission(f"s{n}", "ch", Path(f"s{n}.py"), f"s{n}.py"), content) for n in range(count)]
        with pool.Pool(None, 2) as grading:
            results = [(_student(reply), reply) for reply in grading.map(tasks)]
        assert len(results) == len(dict(results)), "nobody is graded twice"
        return dict(results), log

    return run


def _student(reply):
    return reply.submission.student if isinstance(reply, Faulted) else reply.student


def test_nothing_is_lost_when_a_process_is_killed_once(graded):
    results, _ = graded(200, {"s70": 1})
    assert len(results) == 200
    assert not any(isinstance(reply, Faulted) for reply in results.values())


def test_what_was_in_flight_twice_is_graded_alone(graded):
    results, log = graded(10, {"s3": 2})
    assert not any(isinstance(reply, Faulted) for reply in results.values())
    assert [waiting for student, waiting in log if student == "s3"] == [7, 7, 1]


def test_only_the_submission_that_kills_alone_as_well_is_a_fault_and_the_rest_is_graded(graded):
    results, _ = graded(100, {"s3": 99, "s90": 99})
    assert {student for student, reply in results.items() if isinstance(reply, Faulted)} == {"s3", "s90"}
    assert "while it had only this file" in results["s3"].traceback
    assert len(results) == 100


def test_a_class_of_one_that_kills_ends(graded):
    results, log = graded(1, {"s0": 99})
    assert isinstance(results["s0"], Faulted)
    assert len(log) == 3


def test_a_machine_that_kills_every_process_stops_the_run_with_one_sentence(graded):
    with pytest.raises(AutograderError, match=r"killed 12 times in a row .*smaller --jobs"):
        graded(30, {f"s{n}": 99 for n in range(30)})


def test_only_some_submissions_wait_at_a_time(graded):
    _, log = graded(300, {})
    assert max(waiting for _, waiting in log) == pool.WAITING


def test_of_large_files_fewer_wait_at_a_time(graded):
    _, log = graded(30, {}, bytes(pool.WAITING_BYTES // 4))
    assert max(waiting for _, waiting in log) == 4
