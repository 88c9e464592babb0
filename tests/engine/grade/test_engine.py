"""Grading in real job processes and confined workers: odd files, faults of ours, and processes that die."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from autograder.course.folder import find_course
from autograder.errors import AutograderError
from autograder.grade import Options, grade

ODD = {
    "empty": lambda right: b"",
    "latin": lambda right: b"# caf\xe9\n" + right.encode(),
    "coding": lambda right: b"# coding: latin-1\n# caf\xe9\n" + right.encode(),
    "bom": lambda right: b"\xef\xbb\xbf" + right.encode(),
    "utf16": lambda right: right.encode("utf-16"),
    "crlf": lambda right: right.replace("\n", "\r\n").encode(),
    "null": lambda right: right.encode() + b"\0",
    "big": lambda right: b"#" * 20_000_000,
    "exits": lambda right: right.encode() + b"\nimport os\nos._exit(0)\n",
    "faulty": lambda right: right.replace("x + x", "x * x").encode(),
}
# The suite fails by itself for one wrong answer: a bug of ours that one submission meets.
FAULT = """
    import autograder.suite
    if student.double(np.array([7.0]))[0] == 49:
        raise autograder.suite.Fault("broken check")
"""
# The same, but the bug ends the whole grading process.
KILL = """
    if student.floor(np.array([41.0]), 0.0)[0] == 42:
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_odd_files_get_fair_points_or_one_sentence_whatever_the_jobs_and_the_order(pupils):
    pupils.tiny.edit(
        pupils.tiny.other_suite, '"""works on both sides of zero"""\n', '"""works on both sides of zero"""' + FAULT
    )
    for name, content in ODD.items():
        pupils.path(name).write_bytes(content(pupils.right))
    # Of no known name: recognised by what they define, or listed.
    (pupils.folder / "named.py").write_text(pupils.right, encoding="utf-8")
    (pupils.folder / "unknown.py").write_text("def other():\n    pass\n", encoding="utf-8")
    (pupils.folder / "blank.py").write_text(" \n", encoding="utf-8")

    report = pupils.grade(jobs=2)
    right = ("bom", "coding", "crlf", "exits", "latin", "named", "utf16")
    blank = ("big", "blank", "faulty", "null", "unknown")
    assert pupils.totals() == {**dict.fromkeys(right, "3"), **dict.fromkeys(blank, ""), "empty": "0"}
    assert {one.student: one.reason for one in report.refused} == {
        "big": "is larger than 1 MB",
        "blank": "is empty, and its name does not identify the assignment",
        "null": "holds null bytes: it is not a text file",
        "unknown": "cannot be matched to an assignment: neither its name nor its functions identify one",
    }
    assert [one.student for one in report.faults] == ["faulty"]
    assert "Fault: broken check" in report.log.read_text(encoding="utf-8")
    warnings = {name: pupils.record(name)["warnings"] for name in ("bom", "coding", "crlf", "utf16", "empty")}
    assert warnings == {"bom": [], "coding": [], "crlf": [], "utf16": [], "empty": ["the file is empty"]}
    assert "line 1 is not valid UTF-8" in pupils.record("latin")["warnings"][0]
    assert pupils.record("bom")["environment"]["confinement"] == "full"

    before = pupils.records()
    course, output = pupils.tiny.read(), pupils.folder.parent / "again"
    paths = [pupils.folder / "named.py", *sorted((pupils.folder / "ch09_tiny").iterdir(), reverse=True)]
    grade(course, paths, Options(output, jobs=1))
    pupils.output = output
    assert {name: _without_file(text) for name, text in pupils.records().items()} == {
        name: _without_file(text) for name, text in before.items()
    }


def _without_file(text):
    """Where the file stood below the named path is the one thing that differs here."""
    return [line for line in text.splitlines() if not line.startswith('  "file":')]


def test_a_submission_that_kills_its_grading_process_is_listed_and_the_class_is_graded(pupils):
    pupils.tiny.edit(pupils.tiny.other_suite, '"""raises what is too low"""\n', '"""raises what is too low"""' + KILL)
    pupils.hand_in(**{f"s{n}": pupils.right for n in range(4)})
    pupils.hand_in(killer=pupils.right.replace("np.maximum(x, low)", "x + 1"))
    report = pupils.grade(jobs=2)
    assert [one.student for one in report.faults] == ["killer"]
    assert pupils.totals() == {**{f"s{n}": "3" for n in range(4)}, "killer": ""}
    assert "the grading process was killed" in report.log.read_text(encoding="utf-8")


def test_a_run_survives_the_death_of_a_job_process_and_an_interrupt_leaves_none_behind(pupils):
    pupils.hand_in(**{f"s{n}": pupils.right for n in range(20)})
    killed, others = [], set(multiprocessing.active_children())  # other tests of this process may keep theirs

    def progress(done, of):
        if done == 1:
            killed.append(min(set(multiprocessing.active_children()) - others, key=lambda child: child.pid).pid)
            os.kill(killed[0], signal.SIGKILL)
        if done == 15:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pupils.grade(jobs=2, progress=progress)
    assert killed
    assert set(multiprocessing.active_children()) <= others
    assert len(pupils.records()) == 15
    assert {pupils.record(name.removesuffix(".json"))["score"] for name in pupils.records()} == {3.0}


def test_a_suite_that_does_not_load_stops_the_run_with_one_sentence(pupils):
    pupils.hand_in(ada=pupils.right)
    pupils.tiny.edit(pupils.tiny.suite, "import pytest\n", "import pytest\nimport no_such_module\n")
    with pytest.raises(AutograderError, match="No module named 'no_such_module'"):
        pupils.grade()


def test_results_may_not_lie_among_the_students_libraries(pupils):
    pupils.hand_in(ada=pupils.right)
    pupils.output = Path(os.__file__).parent / "graded"
    with pytest.raises(AutograderError, match=r"'.*graded' lies in .*, which student code may read"):
        pupils.grade()
    assert not pupils.output.exists()


def test_an_interpreter_that_is_not_there_is_the_operators_to_mend(pupils):
    pupils.hand_in(ada=pupils.right)
    with pytest.raises(AutograderError, match="no Python interpreter at '/nowhere/python'"):
        pupils.grade(executable="/nowhere/python")
    assert not pupils.output.exists()


def test_one_file_for_several_assignments_counts_for_each_beside_one_that_answers_nothing(tmp_path):
    course = find_course(Path(__file__).parents[3])
    chapters = [one.source.read_text(encoding="utf-8") for one in course.assignments[:2]]
    (tmp_path / "class").mkdir()
    for student in ("ada", "bob"):
        (tmp_path / "class" / f"{student}.py").write_text("\n".join(chapters), encoding="utf-8")
    (tmp_path / "class" / "bob_ch01_numpy.py").write_text("x = 1\n", encoding="utf-8")
    report = grade(course, [tmp_path / "class"], Options(tmp_path / "graded", jobs=1))
    first, second = (report.tally.max_scores[name] for name in ("ch01_numpy", "ch02_perceptron"))
    assert report.tally.scores == {
        "ada": {"ch01_numpy": first, "ch02_perceptron": second},
        "bob": {"ch01_numpy": first, "ch02_perceptron": second},
    }
    record = (tmp_path / "graded" / "results" / "ch02_perceptron" / "ada.json").read_text(encoding="utf-8")
    assert "the file answers ch01_numpy, ch02_perceptron: it counts for each" in record


def test_several_files_of_one_student_are_one_work_and_the_result_says_which_gave_what(pupils):
    double = "from near import twice\ndef double(x):\n    return twice(x)\n"
    floor = "import numpy as np\nlow_default = 0\ndef floor(x, low):\n    return np.maximum(x, low)\n"
    for n, (name, text) in enumerate(
        {"near": "def twice(x):\n    return x + x\n", "floor_": floor, "double_": double}.items()
    ):
        path = pupils.folder / "ada" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (n, n))
    (pupils.folder / "bob").mkdir()
    (pupils.folder / "bob" / "ch09_tiny.py").write_text(pupils.right, encoding="utf-8")
    report = pupils.grade()
    assert pupils.totals() == {"ada": "3", "bob": "3"}
    assert pupils.record("ada")["warnings"] == [
        "several files were taken together, the newest definition of each exercise: double from double_.py; floor from floor_.py"
    ]
    assert report.graded == 2
    (pupils.folder / "ada" / "near.py").write_text("def twice(x):\n    return x\n", encoding="utf-8")
    again = pupils.grade()
    assert (again.graded, again.kept) == (1, 1), "what a file imports is part of it"
    assert pupils.totals()["ada"] == "1"
