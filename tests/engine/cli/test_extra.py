"""A core install: what students need works without the packages of the [instructor] extra, the rest asks for them in one line."""

import os
import subprocess
import sys

import pytest

EXTRA = "alembic jinja2 jsonschema jupytext markupsafe nbconvert nbformat nbgrader sqlalchemy traitlets".split()
WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({missing!r}))
from autograder.__main__ import main
main()
"""


def autograder(folder, *arguments, missing):
    """Run a command in `folder` as if some packages were not installed."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(missing=missing), *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "AUTOGRADER_COURSE"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_student_needs_none_of_them(student_kit):
    student_kit.solve("ch02_perceptron")
    assert autograder(student_kit.root, "check", "ch02_perceptron.py", missing=EXTRA)[::2] == (0, "")
    assert autograder(student_kit.root, "hint", "softmax", missing=EXTRA)[::2] == (0, "")
    drawn = autograder(student_kit.root, "show", "AND", "-o", "and.png", missing=EXTRA)
    assert (drawn[0], drawn[2], (student_kit.root / "and.png").is_file()) == (0, "", True)


@pytest.mark.parametrize(
    "arguments", [["grade", "."], ["build"], ["audit"], ["release"], ["demo"], ["nbgrader", "init", "new"]]
)
def test_every_other_command_asks_for_the_extra_in_one_line(tiny_course, arguments):
    code, out, err = autograder(tiny_course.root, *arguments, missing=EXTRA)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"autograder: 'autograder {arguments[0]}' needs ")
    assert err.endswith(": pip install 'dlfs-autograder[instructor]'\n")


def test_a_class_is_graded_where_only_pages_and_gradebook_would_need_more(tiny_course):
    (tiny_course.root / "class").mkdir()
    (tiny_course.root / "class" / "ada_ch09_tiny.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    code, _, err = autograder(tiny_course.root, "grade", "class", missing=["jinja2", "nbgrader", "sqlalchemy"])
    assert (code, err) == (0, "")
    made = {path.name for path in (tiny_course.root / "graded").iterdir() if path.name[0] != "."}
    assert made == {"grades.csv", "refused.json", "results"}


def test_a_module_of_ours_or_of_nobodys_is_no_part_of_the_extra(tiny_course):
    code, _, err = autograder(tiny_course.root, "grade", ".", missing=["autograder.grade.tally"])
    assert (code, "Traceback" in err) == (1, True)
