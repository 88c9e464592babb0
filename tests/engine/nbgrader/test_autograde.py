"""A class through `nbgrader autograde` and `nbgrader generate_feedback`, with our configuration."""

import copy
import json
import os
import time

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers

from autograder.author.audit import secrecy

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own parts warn about each other
    pytest.mark.skipif(os.name != "posix", reason="grading needs Linux"),
]

ASSIGNMENT = "ch09_tiny"
DOUBLE = "def double(x):\n    return 2 * x"
FLOOR = "def floor(x, low):\n    return np.where(x < low, low, x)"
TELLS = 'import sys\n\ndef double(x):\n    print(x, file=sys.stderr)\n    raise ValueError(f"{x}")'
DRAWING = "import matplotlib.pyplot as plt\nplt.plot([1, 2], label='<b>$x$')\nplt.legend()\nplt.show()"

TAG = "<img src=x onerror='document.title = `ran`'>"


def hostile(right):
    """The right answers in a notebook with a tag wherever a notebook holds text."""
    book = copy.deepcopy(right)
    prose = [TAG, f"[link](javascript:alert(1)) {TAG}", "![lost](attachment:lost.png)"]
    cells = [{"cell_type": "markdown", "metadata": {"tags": [TAG], "name": TAG}, "source": one} for one in prose]
    picture = {"x.png": {"image/png": f'x"{TAG}', "image/svg+xml": TAG}}
    cells.append({**cells[0], "source": "![x](attachment:x.png)", "attachments": picture})
    dot = {"cell_type": "markdown", "metadata": {}, "source": "![dot](attachment:dot.png)"}
    cells.append({**dot, "attachments": {"dot.png": {"image/png": "iVBORw0KGgo="}}})
    cells.append({"cell_type": "raw", "metadata": {"raw_mimetype": "text/html", "format": TAG}, "source": TAG})
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/html": TAG, "image/svg+xml": TAG}}
    prints = f"print({TAG!r})\nraise ValueError({TAG!r})"
    code = {"cell_type": "code", "execution_count": 1, "metadata": {"tags": [TAG]}, "outputs": [shown]}
    cells += [{**code, "source": prints}, {**code, "source": repr(TAG)}]
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {TAG: TAG}}}
    more = {"title": TAG, "authors": [{"name": TAG}], "widgets": widgets}
    return {**book, "metadata": {**book["metadata"], **more}, "cells": cells + book["cells"]}


def format_3(source):
    """A notebook of one cell as IPython 1 wrote it."""
    cell = {"cell_type": "code", "language": "python", "input": source, "outputs": []}
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}


@pytest.fixture(scope="module")
def graded(classroom, cells):
    """A class of odd notebooks, graded in one run; and the words of that run."""
    code, notebook_of = cells
    right = classroom.answered(ASSIGNMENT, double=DOUBLE, floor=FLOOR)
    hand_in = {
        "right": right,
        "blank": classroom.released(ASSIGNMENT),
        "squares": classroom.answered(ASSIGNMENT, double="def double(x):\n    return x * x", floor=FLOOR),
        "doubled": {**right, "cells": [cell for one in right["cells"] for cell in (one, copy.deepcopy(one))]},
        "stripped": notebook_of(*[code(one["source"]) for one in right["cells"] if one["cell_type"] == "code"][::-1]),
        "colab": notebook_of(code(f"import numpy as np\n\n{DOUBLE}\n\n{FLOOR}\n\nprint(double(4))\ndouble(5)")),
        "old": format_3(f"import numpy as np\n{DOUBLE}\n{FLOOR}"),
        "exits": notebook_of(code(f"import numpy as np, os\n{DOUBLE}\n{FLOOR}"), code("os._exit(0)")),
        "tells": classroom.answered(ASSIGNMENT, double=TELLS, floor=FLOOR),
        "newer": copy.deepcopy(right),
        "cut off": json.dumps(right)[:500],
        "hostile": hostile(right),
        "draws": notebook_of(code(f"import numpy as np\n{DOUBLE}\n{FLOOR}"), code(DRAWING)),
        "half a letter": {**right, "cells": [*right["cells"], code("a = '\ud800'", name="\udfff")]},
    }
    for cell in hand_in["newer"]["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 99
    for student, book in hand_in.items():
        classroom.hand_in(student, ASSIGNMENT, book)
    classroom.words = classroom.autograde(ASSIGNMENT)
    return classroom


def outputs(graded, student, grade_id):
    """The outputs of one cell by its grade id."""
    found = [
        cell["outputs"]
        for cell in graded.autograded(student, ASSIGNMENT)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    ]
    assert len(found) == 1
    return found[0]


def formgraded(graded, student):
    """A submission's page in formgrader."""
    exporter = HTMLExporter(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    book = nbformat.reads(json.dumps(graded.autograded(student, ASSIGNMENT)), as_version=4)
    return exporter.from_notebook_node(book, resources={"index": 0, "total": 1, "base_url": ""})[0]


def text(output):
    """An output's plain text."""
    return "".join(output["data"]["text/plain"])


@pytest.mark.parametrize(
    ("student", "score"),
    [
        (name, 3.0)
        for name in (
            "right",
            "doubled",
            "stripped",
            "colab",
            "old",
            "exits",
            "newer",
            "draws",
            "hostile",
            "half a letter",
        )
    ]
    + [("blank", 0.0), ("squares", 1.0), ("tells", 1.0)],
)
def test_every_shape_of_the_same_answers_gets_the_same_score(graded, student, score):
    assert graded.score(student, ASSIGNMENT) == score


def test_one_run_grades_every_submission(graded):
    assert graded.words == ""


def test_scores_equal_those_of_autograder_grade(graded, tmp_path):
    from autograder.grade import Options, grade

    grade(graded.course, [graded.folder / "submitted"], Options(tmp_path / "graded", jobs=1))
    files = sorted((tmp_path / "graded" / "results" / ASSIGNMENT).glob("*.json"))
    results = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    assert len(results) == 13
    for result in results:
        expected = {f"{exercise['name']}-check": exercise["score"] for exercise in result["exercises"]}
        assert graded.scores(result["student"], ASSIGNMENT) == expected, result["student"]


def test_a_check_cells_score_is_its_only_result_and_its_words_are_no_error(graded):
    first, *others = outputs(graded, "squares", "double-check")
    assert (first["output_type"], text(first)) == ("execute_result", "0")
    assert [one["output_type"] for one in others] == ["display_data"]
    assert "Squaring is not doubling" in text(others[0])


def test_what_a_students_cell_showed_stands_below_it(graded):
    (cell,) = [one for one in graded.autograded("colab", ASSIGNMENT)["cells"] if one["id"] == "submitted-1"]
    assert [one["output_type"] for one in cell["outputs"]] == ["stream", "execute_result"]
    assert "".join(cell["outputs"][0]["text"]) == "8\n"
    assert text(cell["outputs"][1]) == "10"


def test_a_students_drawing_is_rendered_from_its_data(graded):
    shown = [one for cell in graded.autograded("draws", ASSIGNMENT)["cells"] for one in cell.get("outputs", [])]
    assert [one["data"]["image/png"][:8] for one in shown if "image/png" in one.get("data", {})] == ["iVBORw0K"]


def test_what_the_grader_noticed_stands_in_front(graded):
    first = graded.autograded("exits", ASSIGNMENT)["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "code cell 2, line 1" in "".join(first["source"])


def test_a_file_that_is_no_notebook_has_no_score_but_a_reason_and_asks_for_a_person(graded):
    with graded.api.gradebook as gradebook:
        (notebook,) = gradebook.find_submission(ASSIGNMENT, "cut off").notebooks
        assert {(grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades} == {(None, True)}
        assert all("is not a notebook" in comment.comment for comment in notebook.comments)
    assert "is not a notebook" in text(outputs(graded, "cut off", "double-check")[1])


def test_a_manual_score_and_a_comment_outlive_another_run(graded):
    with graded.api.gradebook as gradebook:
        grade = gradebook.find_grade("double-check", ASSIGNMENT, ASSIGNMENT, "squares")
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        gradebook.find_comment("double", ASSIGNMENT, ASSIGNMENT, "squares").manual_comment = "Nearly."
        gradebook.db.commit()
    assert graded.api.autograde(ASSIGNMENT, "squares")["success"]
    with graded.api.gradebook as gradebook:
        grade = gradebook.find_grade("double-check", ASSIGNMENT, ASSIGNMENT, "squares")
        assert (grade.score, grade.auto_score, grade.needs_manual_grade) == (1.75, 0.0, True)
        assert gradebook.find_comment("double", ASSIGNMENT, ASSIGNMENT, "squares").comment == "Nearly."
        grade.manual_score, grade.extra_credit = None, None
        gradebook.db.commit()


def test_no_hidden_input_and_no_hidden_test_reaches_feedback_notebooks_or_gradebook(graded):
    graded.api.autograde(ASSIGNMENT, "tells")
    assert graded.feedback(ASSIGNMENT) == ""
    pages = {file: file.read_bytes() for file in graded.folder.glob("feedback/*/*/*.html")}
    assert len(pages) == 14
    notebooks = {
        file: file.read_bytes()
        for folder in ("release", "autograded")
        for file in graded.folder.glob(f"{folder}/**/*.ipynb")
    }
    public = [(str(file), content) for file, content in {**pages, **notebooks}.items()] + [("gradebook", graded.dump())]
    for name, content in public:
        assert b"733.25" not in content, name
        assert b"1466.5" not in content, name
    # A lost check's title is said to the student who lost it; nothing else of it is.
    found = [leak for leak in secrecy.leaks_in(graded.course, public) if not leak.what.startswith("the title of")]
    assert found == []


def test_nothing_that_a_student_wrote_is_markup_in_formgrader_or_in_feedback(graded):
    assert graded.feedback(ASSIGNMENT) == ""
    (page,) = graded.folder.glob("feedback/hostile/*/*.html")
    for html in (page.read_text(encoding="utf-8"), formgraded(graded, "hostile")):
        assert "attachment :lost.png" in html  # it is the page of the right notebook, all of it
        assert "<img src=x" not in html
        assert "javascript:alert" not in html
        assert 'src="data:image/png;base64,iVBORw0KGgo="' in html  # a picture that was pasted in is shown


def test_a_changed_suite_counts_from_the_next_run_on(graded):
    suite = graded.course.root / "tests" / "exercises" / ASSIGNMENT / "test_floor.py"
    before = suite.read_text(encoding="utf-8")
    suite.write_text(before.replace("[-2.0, 1.0]", "[-3.0, 1.0]"), encoding="utf-8")
    assert graded.api.autograde(ASSIGNMENT, "right")["success"]
    changed = graded.score("right", ASSIGNMENT)
    suite.write_text(before, encoding="utf-8")
    later = time.time() + 5  # Python takes a file of the same second and size for the one that it compiled before
    os.utime(suite, (later, later))
    assert graded.api.autograde(ASSIGNMENT, "right")["success"]
    assert (changed, graded.score("right", ASSIGNMENT)) == (2.5, 3.0)
