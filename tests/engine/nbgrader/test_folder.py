"""Submissions in a course folder of nbgrader's."""

from dataclasses import replace
from datetime import datetime

import nbformat
import pytest

from autograder.author import build
from autograder.errors import AutograderError
from autograder.grade.store import Store
from autograder.limits import Limits
from autograder.nbgrader.folder import Folder
from autograder.nbgrader.student_folder import StudentFolder

from .test_page import KIT, result

PLACE = "ada/ch09_tiny"


@pytest.fixture
def course(tiny_course):
    """The tiny course with its kit."""
    build.write(tiny_course.read())
    return tiny_course.read()


@pytest.fixture
def root(tmp_path):
    """A folder with the shortest configuration."""
    folder = tmp_path / "nbgrader"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    return folder


def submitted(root, time="2026-03-01 12:00:00 UTC"):
    """ada's notebook as nbgrader collects it."""
    place = root / "submitted" / PLACE
    place.mkdir(parents=True, exist_ok=True)
    (place / "timestamp.txt").write_text(time, encoding="utf-8")
    (place / "ch09_tiny.ipynb").write_text("{}", encoding="utf-8")


def test_its_gradebook_is_the_one_that_its_configuration_names(root):
    assert Folder(root).gradebook == f"sqlite:///{root / 'gradebook.db'}"
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("c.CourseDirectory.db_url = 'postgresql://ada@host/grades'\n")
    assert Folder(root).gradebook == "postgresql://ada@host/grades"


def test_the_notebook_stands_where_formgrader_looks_for_it(root, course):
    Folder(root).show(course, result(), KIT.encode("utf-8"))
    written = root / "autograded" / PLACE / "ch09_tiny.ipynb"
    assert "return x" in nbformat.read(written, as_version=4).cells[3].source
    assert not (written.parent / "timestamp.txt").exists()
    before = written.stat().st_mtime_ns
    Folder(root).show(course, result(), KIT.encode("utf-8"))
    assert written.stat().st_mtime_ns == before


def test_the_time_of_handing_in_is_the_same_for_nbgrader(root, course):
    submitted(root)
    Folder(root).show(course, result(), KIT.encode("utf-8"))
    assert (root / "autograded" / PLACE / "timestamp.txt").read_text(encoding="utf-8") == "2026-03-01 12:00:00 UTC"
    assert Folder(root).handed_in("ch09_tiny", "ada") == datetime(2026, 3, 1, 12)


@pytest.mark.parametrize("time", ["", "yesterday, honestly", "9" * 400])
def test_a_time_that_is_none_is_passed_over(root, time):
    submitted(root, time)
    assert Folder(root).handed_in("ch09_tiny", "ada") is None
    assert Folder(root).handed_in("ch09_tiny", "bob") is None


def test_what_nbgraders_autograde_left_keeps_its_outputs_and_gets_todays_scores(root, course):
    submitted(root)
    kit = nbformat.read(course.kit / "ch09_tiny.ipynb", as_version=4)
    kit.cells[1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="printed in a worker")]
    path = root / "autograded" / PLACE / "ch09_tiny.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(kit, path)
    path.chmod(0o444)  # as nbgrader does
    Folder(root).show(course, result(file="ada.ipynb"), KIT.encode("utf-8"))
    book = nbformat.read(path, as_version=4)
    assert book.cells[1].outputs[0].text == "printed in a worker"
    assert book.cells[4].outputs[0].data["text/plain"] == "0.67"


def test_what_nbgrader_left_of_an_older_submission_is_replaced(root, course):
    path = root / "autograded" / PLACE / "ch09_tiny.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{ broken", encoding="utf-8")
    submitted(root)
    Folder(root).show(course, result(), KIT.encode("utf-8"))
    assert "return x" in path.read_text(encoding="utf-8")


def test_a_folder_without_configuration_is_told_how_to_get_one(tmp_path):
    with pytest.raises(AutograderError) as caught:
        Folder(tmp_path)
    assert str(caught.value) == (
        f"'{tmp_path}' holds no nbgrader_config.py: 'autograder nbgrader init {tmp_path}' makes it a course folder of nbgrader's"
    )


def test_a_configuration_that_fails_is_quoted(root):
    (root / "nbgrader_config.py").write_text("c = get_config()\n1 / 0\n", encoding="utf-8")
    with pytest.raises(AutograderError) as caught:
        Folder(root)
    assert str(caught.value) == f"{root / 'nbgrader_config.py'} cannot be read: ZeroDivisionError: division by zero"


def test_a_kit_that_is_not_built_is_asked_for(root, tiny_course):
    course = tiny_course.read()
    with pytest.raises(AutograderError) as caught:
        Folder(root).show(course, result(), KIT.encode("utf-8"))
    assert str(caught.value) == f"'{course.kit / 'ch09_tiny.ipynb'}' is missing; run 'autograder build'"


def test_a_notebook_that_cannot_be_made_is_its_students_fault_and_the_others_have_theirs(
    root, course, tmp_path, monkeypatch
):
    files, store = {}, Store(tmp_path / "graded")
    for student in ("ada", "bob", "cy"):
        store.write(replace(result(), student=student))
        path = files["ch09_tiny", student] = tmp_path / f"{student}.py"
        path.write_text(KIT, encoding="utf-8")
    show = Folder.show

    def failing(self, course, result, content):
        if result.student == "bob":
            raise RuntimeError("a bug of ours")
        show(self, course, result, content)

    monkeypatch.setattr(Folder, "show", failing)
    (fault,) = Folder(root).show_class(course, files, store)
    assert (fault.submission.student, "a bug of ours" in fault.traceback) == ("bob", True)
    assert sorted(path.name for path in (root / "autograded").iterdir()) == ["ada", "cy"]


def test_what_jupyter_keeps_of_an_earlier_save_is_no_script_of_the_students(root, course):
    (assignment,) = course.assignments
    place = root / "submitted" / PLACE
    stale = place / ".ipynb_checkpoints" / "ch09_tiny-checkpoint.py"
    stale.parent.mkdir(parents=True)
    stale.write_text("def double(x):\n    return 3 * x\n", encoding="utf-8")
    folder = StudentFolder(place, "ada", assignment, Limits())
    assert folder.scripts() is None
    (place / "ch09_tiny.py").write_text("def floor(x, low):\n    return x\n", encoding="utf-8")
    scripts = folder.scripts()
    assert (scripts.file, scripts.joined, scripts.note) == ("ch09_tiny.py", (), "")
