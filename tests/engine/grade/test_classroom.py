"""What one run keeps, grades again, and remembers of the runs before it. Grading itself is played here; `test_engine.py` does it."""

import os
import threading
import time
from types import SimpleNamespace

import pytest

from autograder import __version__
from autograder.errors import AutograderError
from autograder.grade import classroom as run
from autograder.grade import intake
from autograder.grade.store import Store
from autograder.grade.tasks import Faulted, Graded
from autograder.result import Environment, Result
from autograder.suite.checks import suite_sha256

WHERE = Environment("3.12.1", "2.0.0", "full", {"python": "3.12.1", "numpy": "2.0.0"})


class PlayedServer:
    """In place of a sandbox server."""

    readable = ()
    interpreter = SimpleNamespace(matplotlib="3.10", executable="python")

    def __init__(self, executable, limits, *, unconfined):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class PlayedPool:
    """In place of job processes: right files get 3 points, others 1; a file that says so is starved once, or met by a fault of ours."""

    tried = ()
    started = 0

    def __init__(self, settings, count):
        self.course = settings.course

    def start(self):
        PlayedPool.started += 1

    __enter__, __exit__ = PlayedServer.__enter__, PlayedServer.__exit__

    def map(self, tasks):
        for task in tasks:
            yield self._reply(task, is_idle=False)

    def grade_exclusively(self, task):
        return self._reply(task, is_idle=True)

    def _reply(self, task, *, is_idle):
        submission, content = task.submission, task.content
        if not submission.assignment:
            return submission.refused("is not recognised here")
        PlayedPool.tried = (*PlayedPool.tried, submission.student)
        if b"fault" in content:
            return Faulted(submission, "Traceback: a bug of ours\n")
        one = next(one for one in self.course.assignments if one.name == submission.assignment)
        result = Result(
            submission.assignment, submission.student, 3.0 if b"x + x" in content else 1.0, 3.0, task.record,
            suite_sha256(self.course, one), __version__, run.environment(None), tuple(filter(None, [submission.note])), (), 0.0,
        )  # fmt: skip
        return Graded(submission, result, starved=b"slow" in content and not is_idle)


@pytest.fixture(autouse=True)
def played(monkeypatch):
    """Nothing is really graded in these tests."""
    monkeypatch.setattr(run, "probe", PlayedServer)
    monkeypatch.setattr(run, "Pool", PlayedPool)
    monkeypatch.setattr(run, "environment", lambda server: WHERE)
    monkeypatch.setattr(PlayedPool, "tried", ())
    monkeypatch.setattr(PlayedPool, "started", 0)


# --- what is graded again ---------------------------------------------------------------------------------------------


def test_a_second_run_grades_only_what_changed(pupils):
    pupils.hand_in(ada=pupils.right, bob=pupils.wrong, cy=pupils.wrong)
    assert pupils.grade().graded == 3
    again = pupils.grade()
    assert (again.graded, again.kept, again.earlier) == (0, 3, 0)
    pupils.hand_in(bob=pupils.right)
    third = pupils.grade()
    assert (third.graded, third.kept) == (1, 2)
    assert pupils.totals() == {"ada": "3", "bob": "3", "cy": "1"}
    assert pupils.grade(fresh=True).graded == 3


def test_processes_come_up_before_the_gradebook_is_opened_where_anything_is_new(pupils):
    started = []

    def opened():
        started.append(PlayedPool.started)
        raise AutograderError("no gradebook")

    pupils.hand_in(ada=pupils.right)
    pupils.grade()
    for options in ({}, {"fresh": True}):
        with pytest.raises(AutograderError, match="no gradebook"):
            pupils.grade(gradebook=opened, **options)
    pupils.hand_in(bob=pupils.right)
    with pytest.raises(AutograderError, match="no gradebook"):
        pupils.grade(gradebook=opened)
    assert started == [1, 2, 3]  # one of the first run, none for what is unchanged


def test_each_result_has_a_page_which_comes_again_if_lost_and_goes_with_the_result(pupils):
    pupils.hand_in(ada=pupils.right)
    pupils.grade()
    page = pupils.output / "feedback" / "ch09_tiny" / "ada.html"
    first = page.read_text(encoding="utf-8")
    assert "<b>3</b> of 3 points" in first
    page.unlink()
    pupils.grade()
    assert page.read_text(encoding="utf-8") == first
    pupils.path("ada").write_bytes(b"\0")
    pupils.grade()
    assert not page.exists()


@pytest.mark.parametrize("what", ["suite", "environment", "engine", "solution", "limits"])
def test_whatever_a_grade_depends_on_has_it_graded_again(pupils, monkeypatch, what):
    pupils.hand_in(ada=pupils.right)
    pupils.grade()
    if what == "suite":
        pupils.tiny.edit(pupils.tiny.suite, "three numbers", "3 numbers")
    elif what == "solution":
        pupils.tiny.edit(pupils.tiny.chapter, "x + x", "2 * x")
    elif what == "limits":
        pupils.tiny.edit("course.toml", "call_cpu_seconds = 2", "call_cpu_seconds = 3")
    elif what == "environment":
        other = Environment("3.10.13", "1.26.4", "full", WHERE.grader)
        monkeypatch.setattr(run, "environment", lambda server: other)
    else:
        monkeypatch.setattr(run, "__version__", "0.0.0")
    assert pupils.grade().graded == 1


def test_a_file_and_an_old_record_are_read_once(pupils, monkeypatch):
    pupils.hand_in(ada=pupils.right, bob=pupils.wrong)
    pupils.grade()
    pupils.hand_in(bob=pupils.right)
    read = []
    for owner, name in ((intake, "read"), (Store, "read")):
        real = getattr(owner, name)
        monkeypatch.setattr(
            owner, name, lambda *args, real=real, name=name: (read.append((name, args[-1])), real(*args))[1]
        )
    report = pupils.grade()
    assert (report.graded, report.kept, [one.why for one in report.changes]) == (1, 1, ["submission changed"])
    assert len(read) == 4, "two files, two records"


def test_what_is_starved_is_tried_again_at_the_end_when_nothing_else_runs(pupils):
    seen = []
    pupils.hand_in(ada="# slow\n" + pupils.right, bob=pupils.right)
    report = pupils.grade(progress=lambda done, of: seen.append((done, of)))
    assert PlayedPool.tried == ("ada", "bob", "ada")
    assert (report.graded, seen) == (2, [(0, 2), (1, 2), (2, 2)])


def test_the_newest_of_two_files_counts_and_the_result_warns(pupils):
    pupils.hand_in(ada=pupils.right)
    other = pupils.folder / "ada" / "ch09_tiny.py"
    other.parent.mkdir()
    other.write_text(pupils.wrong, encoding="utf-8")
    os.utime(other, (time.time() - 1000,) * 2)
    pupils.grade()
    assert pupils.totals() == {"ada": "3"}
    assert pupils.record("ada")["warnings"] == [
        "more than one file was handed in; ch09_tiny/ada.py is the newest and counts, not ada/ch09_tiny.py"
    ]
    os.utime(other, (time.time() + 1000,) * 2)
    pupils.grade()
    assert pupils.totals() == {"ada": "1"}


# --- parts of a class -------------------------------------------------------------------------------------------------


def test_parts_of_a_class_graded_one_after_another_are_one_class(pupils):
    pupils.hand_in(ada=pupils.right, bob=pupils.wrong)
    pupils.path("cy").mkdir()
    pupils.grade()
    pupils.hand_in(dan=pupils.right)
    report = pupils.grade("dan")
    assert (report.graded, report.earlier) == (1, 2)
    assert pupils.totals() == {"ada": "3", "bob": "1", "cy": "", "dan": "3"}
    assert pupils.rows()["cy"]["note"] == "ch09_tiny: ch09_tiny/cy.py is a folder, not a file"
    assert report.refused == [], "what an earlier run could not grade is not this one's news"

    pupils.path("cy").rmdir()
    pupils.hand_in(cy=pupils.right)
    pupils.grade("cy")
    assert (pupils.totals()["cy"], pupils.rows()["cy"]["note"]) == ("3", "")


def test_a_file_that_named_no_assignment_is_forgotten_once_the_student_hands_in_another(pupils):
    pupils.hand_in(bob=pupils.right)
    (pupils.folder / "ada.docx").write_text("", encoding="utf-8")
    pupils.grade()
    pupils.grade("bob")
    assert pupils.rows()["ada"]["note"] == "ada.docx is neither a .py nor an .ipynb file"
    pupils.hand_in(ada=pupils.right)
    pupils.grade("ada")
    assert pupils.rows()["ada"]["note"] == ""


def test_a_result_from_before_the_course_changed_says_so(pupils):
    pupils.hand_in(ada=pupils.right, bob=pupils.right)
    pupils.grade()
    pupils.tiny.edit(pupils.tiny.suite, "three numbers", "3 numbers")
    pupils.grade("bob")
    assert pupils.rows()["ada"]["note"] == "ch09_tiny: from an earlier run, before the course changed"
    assert pupils.rows()["bob"]["note"] == ""


def test_results_of_a_chapter_that_is_gone_are_left_alone(pupils):
    pupils.hand_in(ada=pupils.right)
    pupils.grade()
    text = (pupils.output / "results" / "ch09_tiny" / "ada.json").read_text(encoding="utf-8")
    gone = pupils.output / "results" / "ch08_gone" / "ada.json"
    gone.parent.mkdir()
    gone.write_text(text.replace("ch09_tiny", "ch08_gone"), encoding="utf-8")
    assert pupils.grade().earlier == 0
    assert gone.exists()


def test_a_broken_result_is_named_and_graded_again_when_its_file_is_given(pupils):
    pupils.hand_in(ada=pupils.right, bob=pupils.right)
    pupils.grade()
    (pupils.output / "results" / "ch09_tiny" / "ada.json").write_text('{"schema": 1, "stu', encoding="utf-8")
    report = pupils.grade("bob")
    assert pupils.totals() == {"ada": "", "bob": "3"}
    assert "results/ch09_tiny/ada.json is no result that can be read" in pupils.rows()["ada"]["note"]
    assert [one.student for one in report.refused] == ["ada"]
    pupils.grade()
    assert pupils.totals() == {"ada": "3", "bob": "3"}
    assert pupils.rows()["ada"]["note"] == ""


# --- what has no grade ------------------------------------------------------------------------------------------------


def test_an_old_grade_does_not_pass_for_a_file_that_cannot_be_read(pupils):
    pupils.hand_in(ada=pupils.right)
    pupils.grade()
    pupils.hand_in(ada="#" * 1_000_001)
    pupils.grade()
    assert pupils.totals() == {"ada": ""}
    assert pupils.rows()["ada"]["note"] == "ch09_tiny: ch09_tiny/ada.py is larger than 1 MB"
    assert pupils.records() == {}


def test_a_refused_newest_file_names_the_others(pupils):
    pupils.hand_in(ada=pupils.right)
    newer = pupils.folder / "ada" / "ch09_tiny.py"
    newer.mkdir(parents=True)
    os.utime(newer, (time.time() + 100,) * 2)
    pupils.grade()
    note = pupils.rows()["ada"]["note"]
    assert "ada/ch09_tiny.py is a folder, not a file; more than one file was handed in" in note
    assert "not ch09_tiny/ada.py" in note


def test_a_fault_of_ours_is_logged_leaves_a_blank_and_the_log_tells_of_the_last_run(pupils):
    pupils.hand_in(ada="# fault\n", bob=pupils.right)
    report = pupils.grade()
    assert [one.student for one in report.faults] == ["ada"]
    assert (pupils.totals(), report.graded) == ({"ada": "", "bob": "3"}, 1)
    assert pupils.rows()["ada"]["note"] == "ch09_tiny: ch09_tiny/ada.py was not graded through a fault of the grader"
    for _ in range(2):
        log = pupils.grade().log.read_text(encoding="utf-8")
        assert log == "ch09_tiny/ada.py (ada, ch09_tiny)\nTraceback: a bug of ours\n\n"
    pupils.hand_in(ada=pupils.right)
    assert pupils.grade().log is None
    assert not (pupils.output / "faults.log").exists()


# --- what must hold before anything runs ------------------------------------------------------------------------------


def test_only_one_run_at_a_time_writes_into_a_folder(pupils):
    pupils.hand_in(ada=pupils.right)
    refusals = []

    def second_run():
        with pytest.raises(AutograderError) as caught:
            pupils.grade()
        refusals.append(str(caught.value))

    def progress(done, of):
        if not done:
            thread = threading.Thread(target=second_run)
            thread.start()
            thread.join()

    pupils.grade(progress=progress)
    assert len(refusals) == 1
    assert "is in use: process" in refusals[0]
    pupils.grade()


def test_nothing_to_grade_is_the_operators_to_mend(pupils):
    pupils.folder.mkdir()
    (pupils.folder / "notes.txt").write_text("", encoding="utf-8")
    with pytest.raises(AutograderError, match=r"no .* in .*: nothing to grade"):
        pupils.grade()
    assert not pupils.output.exists()


def test_nothing_of_the_course_or_the_class_may_lie_where_a_worker_may_read(pupils, monkeypatch):
    pupils.hand_in(ada=pupils.right)
    for place in (pupils.tiny.root, pupils.folder, pupils.output):
        monkeypatch.setattr(PlayedServer, "readable", (place.resolve(),))
        with pytest.raises(AutograderError, match="which student code may read; move it elsewhere"):
            pupils.grade()
    assert not pupils.output.exists()


def test_an_interpreter_without_matplotlib_is_refused_only_where_the_course_plots(pupils, monkeypatch):
    pupils.hand_in(ada=pupils.right)
    monkeypatch.setattr(PlayedServer, "interpreter", SimpleNamespace(matplotlib=None, executable="/v/python"))
    assert pupils.grade().graded == 1
    pupils.tiny.edit(
        pupils.tiny.chapter, "import numpy as np\n", "import numpy as np\nimport matplotlib.pyplot as plt\n"
    )
    with pytest.raises(AutograderError, match=r"/v/python has no Matplotlib.*: /v/python -m pip install matplotlib"):
        pupils.grade()


# --- what fails with one submission -----------------------------------------------------------------------------------


def fails_for_bob(function):
    """`function`, which raises where bob's name is among what it is given; and again at every try."""

    def failing(*args, **more):
        if any("bob" in repr(arg) for arg in args if not isinstance(arg, run.Tally)):
            raise RuntimeError("a bug of ours, once for bob")
        return function(*args, **more)

    return failing


STEPS = {
    "reading the file": lambda patch: patch.setattr(run.Task, "read", fails_for_bob(run.Task.read)),
    "making the record": lambda patch: patch.setattr(Result, "to_json", fails_for_bob(Result.to_json)),
    "writing the record": lambda patch: patch.setattr(Store, "write", fails_for_bob(Store.write)),
    "telling the change": lambda patch: patch.setattr(run.changes, "change", fails_for_bob(run.changes.change)),
    "keeping the change": lambda patch: patch.setattr(Store, "add_row", fails_for_bob(Store.add_row)),
    "counting": lambda patch: patch.setattr(run.Tally, "add", fails_for_bob(run.Tally.add)),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_fails_with_one_result_is_that_submissions_fault_and_no_end_of_the_run(pupils, monkeypatch, step):
    pupils.hand_in(ada=pupils.wrong, bob=pupils.wrong, cy=pupils.wrong)
    pupils.grade()
    pupils.hand_in(ada=pupils.right, bob=pupils.right, cy=pupils.right)
    STEPS[step](monkeypatch)
    report = pupils.grade()
    assert [fault.student for fault in report.faults] == ["bob"]
    assert "a bug of ours, once for bob" in report.log.read_text(encoding="utf-8")
    assert pupils.totals() == {"ada": "3", "bob": "", "cy": "3"}
    assert sorted(pupils.records()) == ["ada.json", "cy.json"]
    monkeypatch.undo()


def test_a_page_that_cannot_be_made_is_its_own_students_fault_also_for_a_kept_result(pupils):
    def page(result, assignment):
        if result.student == "bob":
            raise RuntimeError("a bug of ours")
        return "page"

    pupils.hand_in(ada=pupils.right, bob=pupils.right, cy=pupils.right)
    options = run.Options(pupils.output, 1, page=page)
    for _ in range(2):
        report = run.grade(pupils.tiny.read(), [pupils.folder], options)
        assert [fault.student for fault in report.faults] == ["bob"]
        assert pupils.totals() == {"ada": "3", "bob": "", "cy": "3"}
    pupils.grade()
    for path in (pupils.output / "feedback").rglob("*.html"):
        path.unlink()
    report = run.grade(pupils.tiny.read(), [pupils.folder], options)
    assert ([fault.student for fault in report.faults], report.kept) == (["bob"], 2)


# --- when it was handed in --------------------------------------------------------------------------------------------


def test_a_record_tells_when_the_file_was_handed_in_and_a_later_date_grades_nothing_again(pupils):
    pupils.hand_in(ada=pupils.right)
    os.utime(pupils.path("ada"), (1_700_000_000.9,) * 2)
    pupils.grade()
    assert pupils.record("ada")["submission"]["time"] == "2023-11-14T22:13:20Z"
    assert pupils.record("ada")["submission"]["time_source"] == "file"
    os.utime(pupils.path("ada"), (1_700_000_060,) * 2)
    report = pupils.grade()
    assert (report.graded, report.kept) == (0, 1)
    assert pupils.record("ada")["submission"]["time"] == "2023-11-14T22:14:20Z"
