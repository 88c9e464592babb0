"""Scripts where nbgrader looks for notebooks, and what else its commands are asked for."""

import os

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
    assert (folder / f"{ASSIGNMENT}.ipynb").stat().st_mtime == (folder / f"{name}.py").stat().st_mtime


def test_of_two_scripts_neither_is_chosen(classroom):
    folder = hand_in(classroom, "undecided", one=SCRIPT, two=SCRIPT)
    assert not classroom.api.autograde(ASSIGNMENT, "undecided")["success"]
    assert sorted(path.name for path in folder.iterdir()) == ["one.py", "two.py"]


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
