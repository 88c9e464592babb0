"""Scripts where nbgrader looks for notebooks, and what else its commands are asked for."""

import os
import shutil

import pytest
from nbgrader.converters import Autograde, NbGraderException

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own parts warn about each other
    pytest.mark.skipif(os.name != "posix", reason="grading needs Linux"),
]

ASSIGNMENT = "ch09_tiny"
SCRIPT = (
    "import numpy as np\n\n# %% double\ndef double(x):\n    return 2 * x\n\n# %% floor\n"
    "def floor(x, low):\n    return np.where(x < low, low, x)\n"
)


def hand_in(classroom, student, **scripts):
    """Scripts by file name, and nothing else."""
    folder = classroom.folder / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    for name, text in scripts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [ASSIGNMENT, "mine"])
def test_a_script_alone_is_graded_by_formgraders_button(classroom, name):
    student = f"scripted {name}"
    folder = hand_in(classroom, student, **{name: SCRIPT})
    reply = classroom.api.autograde(ASSIGNMENT, student)
    assert reply["success"], reply
    assert classroom.score(student, ASSIGNMENT) == 3.0
    assert (folder / f"{ASSIGNMENT}.ipynb").stat().st_mtime_ns == (folder / f"{name}.py").stat().st_mtime_ns - 1


def test_of_two_scripts_the_newest_counts_as_in_grade(classroom):
    folder = hand_in(classroom, "twice", one=SCRIPT, two=SCRIPT.replace("2 * x", "3 * x"))
    os.utime(folder / "one.py", (1, 1))
    assert classroom.autograde(ASSIGNMENT, "twice") == ""
    assert classroom.scores("twice", ASSIGNMENT) == {"double-check": 0.0, "floor-check": 1.0}
    assert "two.py is the newest and counts, not one.py" in str(classroom.autograded("twice", ASSIGNMENT))


HALVES = {"first": SCRIPT.replace("    return np.where", "    raise NotImplementedError\n    return np.where")}
HALVES["second"] = SCRIPT.replace("    return 2 * x", "    raise NotImplementedError")


def test_scripts_that_answer_different_exercises_are_taken_together(classroom):
    folder = hand_in(classroom, "halves", **HALVES)
    os.utime(folder / "first.py", (1, 1))
    assert classroom.autograde(ASSIGNMENT, "halves") == ""
    assert classroom.score("halves", ASSIGNMENT) == 3.0
    shown = classroom.autograded("halves", ASSIGNMENT)["cells"]
    answers = {one["metadata"].get("nbgrader", {}).get("grade_id"): "".join(one["source"]) for one in shown}
    assert "return 2 * x" in answers["double"]
    assert "np.where" in answers["floor"]
    assert "double from first.py" in str(shown)


def test_a_script_beside_the_untouched_notebook_counts(classroom):
    folder = hand_in(classroom, "scripter", work=SCRIPT)
    name = f"{ASSIGNMENT}.ipynb"
    shutil.copy(classroom.folder / "release" / ASSIGNMENT / name, folder / name)
    assert classroom.autograde(ASSIGNMENT, "scripter") == ""
    assert classroom.score("scripter", ASSIGNMENT) == 3.0
    shown = str(classroom.autograded("scripter", ASSIGNMENT))
    assert "the notebook is as it was released; work.py counts" in shown
    assert "NotImplementedError" not in shown


def test_a_notebook_imports_the_scripts_beside_it(classroom, cells):
    code, notebook_of = cells
    book = notebook_of(
        code(
            "import numpy as np\nfrom mine import twice\nfrom lib.low import floor\n\ndef double(x):\n    return twice(x)"
        )
    )
    path = classroom.hand_in("importer", ASSIGNMENT, book)
    (path.parent / "lib").mkdir()
    (path.parent / "mine.py").write_text("def twice(x):\n    return 2 * x\n", encoding="utf-8")
    (path.parent / "lib" / "low.py").write_text(SCRIPT, encoding="utf-8")
    assert classroom.autograde(ASSIGNMENT, "importer") == ""
    assert classroom.score("importer", ASSIGNMENT) == 3.0


def test_no_link_beside_a_notebook_is_followed(classroom, cells, tmp_path):
    code, notebook_of = cells
    (tmp_path / "twice.py").write_text("def twice(x):\n    return 2 * x\n", encoding="utf-8")
    for student, link, target in (("linker", "twice.py", tmp_path / "twice.py"), ("nester", "lib", tmp_path)):
        module = "twice" if student == "linker" else "lib.twice"
        book = notebook_of(code(f"import numpy as np\nfrom {module} import twice as double"))
        path = classroom.hand_in(student, ASSIGNMENT, book)
        (path.parent / link).symlink_to(target)
        assert classroom.autograde(ASSIGNMENT, student) == ""
        assert classroom.score(student, ASSIGNMENT) == 0.0


def test_feedback_folders_hold_the_page_and_nothing_of_the_kit(classroom):
    classroom.hand_in("reader", ASSIGNMENT, classroom.released(ASSIGNMENT))
    assert classroom.autograde(ASSIGNMENT, "reader") == ""
    there = {path.name for path in (classroom.folder / "autograded" / "reader" / ASSIGNMENT).iterdir()}
    assert there >= {"kit.toml", "hints.json", "tests"}
    assert classroom.feedback(ASSIGNMENT) == ""
    folder = classroom.folder / "feedback" / "reader" / ASSIGNMENT
    assert sorted(path.name for path in folder.iterdir()) == [f"{ASSIGNMENT}.html", "timestamp.txt"]


def test_not_to_execute_is_refused_for_the_courses_own_notebooks(classroom):
    api = classroom.api
    api.config.Execute.enabled = False
    api.coursedir.assignment_id = ASSIGNMENT
    with pytest.raises(NbGraderException, match="--no-execute cannot grade ch09_tiny"):
        Autograde(coursedir=api.coursedir, parent=api).start()
