"""Whatever a worker says, the grader reads it as an answer or as none: no exception of another type, no second, no 64 MB."""

import os
import resource
import socket
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from autograder.course.folder import find_course
from autograder.feedback import Feedback
from autograder.grade import engine as engines
from autograder.grade.intake import Submission
from autograder.grade.store import Store
from autograder.grade.tally import Tally
from autograder.grade.tasks import Graded, Task
from autograder.render.page import as_page
from autograder.result import Result
from autograder.sandbox import Cell, Crashed, LoadReport, Missing, Raised, Value
from autograder.sandbox.channel import Channel, DeadlineExceeded, PeerClosed
from autograder.sandbox.inside.wire import WireError, unpack
from autograder.sandbox.replies import read_answer, read_outputs, read_report

from . import strategies

COURSE = Path(__file__).parents[1] / "author" / "demo" / "course"
TIMES = int(os.environ.get("FUZZ_TIMES", "1"))  # `tox run -e fuzz` sets 40: 200,000 cases
CELLS = (Cell("submission.py", b"def double(x):\n    return x\n" * 4),)
SECONDS, BYTES = 1.0, 64 * 1024**2


def cases(count):
    """The same ones in every run, unless there are many."""
    return settings(
        max_examples=count * TIMES,
        deadline=None,
        database=None,
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )


def bounded(read):
    """What `read()` returns. It may take a second of processor time and 64 MB; once more where it took longer, which may have filled caches."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(2):
        start = time.process_time()
        found = read()
        seconds = time.process_time() - start
        if seconds < SECONDS:
            break
    assert seconds < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) * 1024 < BYTES
    return found


def or_wire_error(read, *args):
    """What `read(*args)` returns; None where it says that no honest worker would have sent that."""
    try:
        return read(*args)
    except WireError:
        return None


@cases(1600)
@given(strategies.frames())
def test_bytes_are_a_frame_or_a_wire_error(frame):
    found = bounded(lambda: or_wire_error(unpack, frame))
    assert found is None or [type(part) for part in found] == [dict, list]


@cases(400)
@given(strategies.frames(), strategies.frames())
def test_what_comes_over_a_socket_is_a_frame_or_one_of_three_ends(first, second):
    ours, theirs = socket.socketpair()
    output, printed = os.pipe()
    channel = Channel(ours, output, 100)

    def received():
        for _ in range(3):
            end = time.monotonic() + 5
            try:
                channel.receive(remaining=lambda end=end: end - time.monotonic())
            except (WireError, PeerClosed, DeadlineExceeded):
                break
        channel.is_quiet()

    try:
        theirs.sendall(len(first).to_bytes(4, "big") + first + second)
        os.write(printed, second[:50])
        theirs.close()
        bounded(received)
    finally:
        channel.close()
        theirs.close()
        os.close(printed)


@cases(1300)
@given(strategies.answers, strategies.st.lists(strategies.values, max_size=2))
def test_an_answer_is_one_of_ours_or_a_wire_error(header, values):
    answer = bounded(lambda: or_wire_error(read_answer, header, values, 1, "double", ()))
    assert type(answer) in (Value, Raised, Missing, type(None))
    assert answer is None or len(bounded(lambda: answer.digest)) == 32


@cases(800)
@given(strategies.reports(["double", "row_sums"]), strategies.values)
def test_a_report_is_ours_or_a_wire_error(header, outputs):
    def read():
        report = read_report(header, (), CELLS)
        for name in report.functions:
            report.lines(name)
        for error in report.errors:
            report.place(error.line), report.source(error.line)
        read_outputs([outputs], report)
        return report

    assert type(bounded(lambda: or_wire_error(read))) in (LoadReport, type(None))


# --- all that is behind it ---------------------------------------------------------------------------------------------


class Forged:
    """In place of a worker: a report and answers as they came over the wire."""

    starved = False

    def __init__(self, report, replies):
        try:
            self.report = read_report(report, (), CELLS)
        except WireError:
            self.report = LoadReport(submission=CELLS, names=("double", "row_sums", "plot_squares", "relu", "forward"))
        self._replies, self._asked = replies, 0

    def call(self, name, *args):
        header, values = self._replies[self._asked % len(self._replies)]
        self._asked += 1
        try:
            return read_answer({**header, "id": 1}, values, 1, name, ())
        except WireError:
            return Crashed("sent bytes that are no answer")

    draw = call

    def earlier(self, name, index):
        return self

    @contextmanager
    def with_substitutes(self, substitutes):
        yield self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture(scope="module")
def engine():
    course = find_course(COURSE)
    one = engines.Engine(engines.Settings(course, None, False))
    for assignment in course.assignments:  # what every later case finds warm
        one.submit(Task(Submission("ada", assignment.name, Path("ada.py"), "ada.py"), b"def double(x): return x\n"))
    yield one, course
    one.close()


def test_a_result_comes_of_whatever_was_said(engine, tmp_path_factory, monkeypatch):
    """Checks, explanations, records, pages and the class's table, in the engine that grades classes."""
    running, course = engine
    store = Store(tmp_path_factory.mktemp("graded"))
    said = []
    monkeypatch.setattr(engines, "Worker", lambda server, cells, outputs=False: Forged(*said[-1]))
    names = [exercise.name for assignment in course.assignments for exercise in assignment.exercises]
    reply = strategies.st.tuples(strategies.answers, strategies.st.lists(strategies.values, min_size=1, max_size=1))

    @cases(900)
    @given(
        strategies.reports(names),
        strategies.st.lists(reply, min_size=1, max_size=4),
        strategies.st.sampled_from(course.assignments),
    )
    def run(report, replies, assignment):
        said[:] = [(report, replies)]
        submission = Submission("ada", assignment.name, Path("ada.py"), "ada.py")

        def recorded():
            graded = running.submit(Task(submission, CELLS[0].source))
            assert isinstance(graded, Graded), graded.traceback
            result = graded.result
            store.write(result)
            assert store.read(assignment.name, "ada").exercises == Result.from_json(result.to_json()).exercises
            as_page(result, assignment).encode()
            tally = Tally({assignment.name: 1.0})
            tally.add(result)
            tally.csv().encode()
            return result

        result = bounded(recorded)
        assert 0 <= result.score <= result.max_score
        for exercise in result.exercises:
            for check in exercise.checks:
                assert check.feedback is None or isinstance(check.feedback, Feedback)

    run()
