"""The whole round with nbgrader's commands, as an instructor types them."""

import csv
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="grading needs Linux")

DOUBLE = "def double(x):\n    return 2 * x"
LOOP = "def double(x):\n    while True:\n        pass"


@pytest.fixture
def shell(tiny_course, tmp_path):
    """`shell("nbgrader", …)` runs a command in the class's folder with nothing of ours on the PATH, and fails as it fails.

    `folder` names another class's.
    """
    commands = Path(sysconfig.get_path("scripts"))
    names = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment = {**{name: str(tmp_path / name.lower()) for name in names}, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    environment["PYTHONWARNINGS"] = "ignore"

    def run(command, *arguments, folder=tmp_path / "class"):
        done = subprocess.run(
            [sys.executable, str(commands / command), *arguments],
            cwd=folder if folder.exists() else tiny_course.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.mark.slow
def test_from_a_course_to_feedback_and_grades_with_nbgraders_own_commands(shell, tiny_course, tmp_path):
    folder, name = tmp_path / "class", "ch09_tiny"
    assert "nbgrader generate_assignment ch09_tiny" in shell("autograder", "nbgrader", "init", str(folder))
    shell("nbgrader", "generate_assignment", name)
    released = json.loads((folder / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    for student, answer in (("ada", DOUBLE), ("bob", LOOP)):
        for cell in released["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "double":
                cell["source"] = answer
        path = folder / "submitted" / student / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(released), encoding="utf-8")
    shell("nbgrader", "autograde", name)
    shell("nbgrader", "generate_feedback", name)
    shell("nbgrader", "export")
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 2.0, "bob": 0.0}
    page = (folder / "feedback" / "bob" / name / f"{name}.html").read_text(encoding="utf-8")
    assert "loop that never ends" in page


def test_the_command_that_runs_students_code_finds_all_that_it_needs_by_itself(shell, classroom):
    classroom.hand_in("yan", "ch09_tiny", classroom.answered("ch09_tiny", double=DOUBLE))
    shell("nbgrader", "autograde", "ch09_tiny", "--student", "yan", folder=classroom.folder)
    assert classroom.score("yan", "ch09_tiny") == 2.0


def test_a_machine_that_cannot_confine_is_told_so_once_and_grades_nothing(classroom, monkeypatch, caplog):
    from autograder.sandbox import policy

    monkeypatch.setattr(policy, "available", lambda: policy.Confinement(0, False, ("a kernel with Landlock",)))
    classroom.hand_in("zoe", "ch09_tiny", classroom.released("ch09_tiny"))
    from autograder.nbgrader import session

    session._cache.close()
    words = classroom.autograde("ch09_tiny", "zoe")
    assert "cannot confine student code: it lacks a kernel with Landlock" in words
    assert "allow_unconfined = True" in words
    assert not (classroom.folder / "autograded" / "zoe").exists()
