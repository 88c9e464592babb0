"""Adding an exercise, as the README tells it, breaks nothing: the course builds and passes its audit, and no test of the engine notices."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
CHAPTER = "ch01_numpy"
COPIED = ("autograder", "exercises", "solutions", "tests", "README.md", "course.toml", "pyproject.toml")
# How a test of the engine comes by the real course: through a fixture, or by a path from its own file.
READS_THE_COURSE = re.compile(r"student_kit|parents\[\d\]|find_course\(Path|\.parent\.parent")

pytestmark = pytest.mark.slow


def _section(title):
    """A section of the README."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


def _append(path, text):
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n\n\n{text}", encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project to whose first chapter the README's own example was added."""
    root = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, root / name)
    cell, suite, misconception = re.findall(r"```python\n(.*?)```", _section("If you write exercises"), re.DOTALL)
    suites = root / "tests" / "exercises" / CHAPTER
    _append(root / "solutions" / f"{CHAPTER}.py", cell)
    (suites / "test_double.py").write_text(suite, encoding="utf-8")
    _append(suites / "misconceptions.py", misconception)
    return root


@pytest.fixture(scope="module")
def run(project):
    """`run("autograder", "build")`: a module of the copy as a command; (exit code, everything that it wrote)."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "AUTOGRADER"))}
    environment["PYTHONPATH"] = str(project)  # not the engine that is installed

    def start(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=project,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return done.returncode, done.stdout

    return start


@pytest.fixture(scope="module")
def built(project, run):
    """The copy after the three commands; what they wrote."""
    said = []
    for command in (("audit", "--update"), ("build",), ("audit",)):
        code, out = run("autograder", *command)
        assert code == 0, out
        said.append(out)
    return said


def test_the_course_builds_and_passes_its_audit(project, built):
    stub = (project / "exercises" / f"{CHAPTER}.py").read_text(encoding="utf-8")
    assert "def double(x):" in stub and "return 2 * x" not in stub
    assert '@misconception("double", fails=["test_example"' in (
        project / "tests" / "exercises" / CHAPTER / "misconceptions.py"
    ).read_text(encoding="utf-8")


def test_the_suites_pass_on_the_solutions(built, run):
    code, out = run("pytest", "-q", f"tests/exercises/{CHAPTER}")
    assert code == 0, out
    assert "test_double.py" in run("pytest", "-q", "--co", f"tests/exercises/{CHAPTER}")[1]


def test_no_test_of_the_engine_notices(project, built, run):
    engine = project / "tests" / "engine"
    readers = [path for path in sorted(engine.rglob("test_*.py")) if READS_THE_COURSE.search(path.read_text("utf-8"))]
    assert len(readers) > 20
    assert engine / "practice" / "test_session.py" in readers
    names = [path.relative_to(project).as_posix() for path in readers]
    code, out = run("pytest", "-q", "-m", "not slow", "-n", "2", "--dist", "loadfile", *names)
    assert code == 0, out[-20_000:]
