"""An instructor's own notebook with files: what its cells find, and what is said where the confinement was in the way."""

import json
import logging
import os

import pytest

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own parts warn about each other
    pytest.mark.skipif(os.name != "posix", reason="grading needs Linux"),
]

LAB = "lab"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def graded_cell(source, grade_id, points=1):
    """A locked cell with tests."""
    mark = {"schema_version": 3, "grade_id": grade_id, "grade": True, "solution": False, "locked": True, "task": False}
    return code(source, nbgrader={**mark, "points": points})


def answer(source, grade_id="answer"):
    """A cell for the student."""
    mark = {"schema_version": 3, "grade_id": grade_id, "grade": False, "solution": True, "locked": False, "task": False}
    return code(source, nbgrader=mark)


def code(source, **metadata):
    """A code cell."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


SOURCE = [
    answer("x = None"),
    graded_cell("assert open('data.csv').read() == 'a,b\\n1,2\\n'", "reads"),
    graded_cell("import helper\nassert helper.twice(2) == 4", "imports"),
    graded_cell("open('made.txt', 'w').write('made')\nassert open('made.txt').read() == 'made'", "writes"),
    graded_cell("import inspect\nassert 'return x' in inspect.getsource(f)", "source"),
    graded_cell("import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'", "knows"),
    graded_cell("assert x == 3", "value"),
]
ALL = {"reads": 1, "imports": 1, "writes": 1, "source": 1, "knows": 1, "value": 1}
RIGHT = "x = 3\ndef f(x):\n    return x"
STUDENTS = {
    "right": RIGHT,
    "wrong": RIGHT.replace("3", "4"),
    "curious": RIGHT.replace("3", "len(open('../../../source/lab/lab.ipynb').read())"),
    "quiet": f"{RIGHT.replace('3', '4')}\ntry:\n    open('/etc/passwd')\nexcept OSError:\n    pass",
    "online": f"import urllib.request\nurllib.request.urlopen('http://localhost:9')\n{RIGHT}",
    "asks the shell": f"lines = !ls\n{RIGHT}",
    "sleeps": f"{RIGHT}\nimport time\ntime.sleep(60)",
    "half a letter": f"{RIGHT}\nprint('\\ud800')\nraise ValueError('\\ud800')",
    "forges": RIGHT,
    "links": RIGHT,
}


class Log(logging.Handler):
    """What nbgrader logs."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@pytest.fixture(scope="module")
def lab(classroom, tmp_path_factory):
    """A class that has handed in."""
    room = type(classroom)(tmp_path_factory.mktemp("lab") / "class")
    room.folder.mkdir()
    config = (classroom.folder / "nbgrader_config.py").read_text(encoding="utf-8")
    (room.folder / "nbgrader_config.py").write_text(
        config + "c.Execute.timeout = 4\nc.Execute.iopub_timeout = 9\n", encoding="utf-8"
    )
    folder = room.folder / "source" / LAB
    folder.mkdir(parents=True)
    book = {"cells": SOURCE, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 4}
    (folder / "lab.ipynb").write_text(json.dumps(book), encoding="utf-8")
    (folder / "data.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "helper.py").write_text("def twice(x):\n    return 2 * x\n", encoding="utf-8")
    assert room.api.generate_assignment(LAB)["success"]
    for student, source in STUDENTS.items():
        room.hand_in(student, LAB, room.answered(LAB, answer=source))
    forged = room.folder / "submitted" / "forges" / LAB
    (forged / "data.csv").write_text("forged", encoding="utf-8")
    (forged / "notes.txt").write_text("mine", encoding="utf-8")
    (room.folder / "submitted" / "links" / LAB / "book.txt").symlink_to(room.folder / "gradebook.db")
    log = Log()
    logging.getLogger("traitlets").addHandler(log)
    try:
        room.words = room.autograde(LAB)
    finally:
        logging.getLogger("traitlets").removeHandler(log)
    room.log = log.lines
    return room


def scores(lab, student):
    """Automatic scores by grade id."""
    return {name: score for name, score in lab.scores(student, LAB).items() if name != "answer"}


def by_hand(lab, student):
    """The grade cells that a person is to look at."""
    with lab.api.gradebook as gradebook:
        (notebook,) = gradebook.find_submission(LAB, student).notebooks
        return sorted(grade.name for grade in notebook.grades if grade.needs_manual_grade)


def shown(lab, student, grade_id):
    """All text below a cell."""
    for cell in lab.autograded(student, LAB)["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            return json.dumps(cell["outputs"], ensure_ascii=False)
    raise AssertionError(grade_id)


def test_one_run_grades_every_submission(lab):
    assert lab.words == ""


@pytest.mark.parametrize("student", ["right", "forges", "links", "sleeps", "half a letter"])
def test_cells_find_the_released_files_and_a_place_to_write(lab, student):
    assert scores(lab, student) == ALL
    assert by_hand(lab, student) == []


def test_what_a_notebook_made_lies_beside_it_and_what_was_handed_in_too(lab):
    folder = lab.folder / "autograded" / "forges" / LAB
    assert (folder / "made.txt").read_text(encoding="utf-8") == "made"
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "data.csv").read_text(encoding="utf-8") == "a,b\n1,2\n"


def test_a_link_is_neither_followed_nor_kept_and_the_log_names_it(lab):
    assert not (lab.folder / "autograded" / "links" / LAB / "book.txt").exists()
    assert any("'book.txt' is a link" in line for line in lab.log)


def test_a_mistake_of_the_students_own_stays_a_plain_0(lab):
    assert scores(lab, "wrong") == {**ALL, "value": 0}
    assert by_hand(lab, "wrong") == []
    assert "confinement" not in shown(lab, "wrong", "value")


@pytest.mark.parametrize(
    ("student", "what"),
    [
        ("curious", "to read “../../../source/lab/lab.ipynb” (code cell 1)"),
        ("quiet", "to read “/etc/passwd” (code cell 1)"),
        ("online", "a connection to the network (code cell 1)"),
        ("asks the shell", "to start another program (“ls”) (code cell 1)"),
    ],
)
def test_where_the_confinement_was_in_the_way_the_cell_says_so_and_a_person_looks(lab, student, what):
    assert scores(lab, student)["value"] == 0
    assert "value" in by_hand(lab, student)
    assert what in shown(lab, student, "value")
    assert sum(student in line and what in line and "value" in line for line in lab.log) == 1


def test_a_cell_beyond_the_time_that_was_set_says_so_and_the_rest_runs(lab):
    assert "CellTimeoutError" in shown(lab, "sleeps", "answer")


def test_settings_without_a_meaning_here_are_named_once(lab):
    assert sum("c.Execute.iopub_timeout: not honoured" in line for line in lab.log) == 1
