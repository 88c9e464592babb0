"""`check("softmax")` in a notebook's kernel."""

import html
import linecache
import random
import sys
import warnings

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

import autograder
from autograder.practice import notebook


@pytest.fixture
def check(student_kit, monkeypatch):
    """Checks an exercise on the functions that a text defines, as in a kernel whose folder is the kit's."""
    monkeypatch.chdir(student_kit.root)

    def check(exercise, text=""):
        namespace = {"__name__": "__main__"}
        linecache.cache["<cell>"] = (
            len(text),
            None,
            text.splitlines(keepends=True),
            "<cell>",
        )  # as IPython keeps its cells
        exec(compile(text, "<cell>", "exec"), namespace)
        return notebook.score(exercise, namespace)

    return check


SOFTMAX = "import numpy as np\ndef softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n"
SUM_ONLY = "import numpy as np\ndef softmax(a):\n    return np.ones(len(a)) / len(a)\n"


def test_every_visible_check_passed_gives_every_point(check):
    assert check("softmax", SOFTMAX) == 4.0


def test_some_visible_checks_passed_give_their_share(check):
    assert check("softmax", SUM_ONLY) == 2.0


def test_the_score_is_a_float_whose_text_is_the_bare_number(check):
    score = check("softmax", SUM_ONLY)
    assert isinstance(score, float)
    assert repr(score) == str(score) == "2.0"


@pytest.mark.parametrize(("exercise", "words"), [("softmax", "not defined"), ("sofmax", "did you mean 'softmax'")])
def test_what_cannot_be_checked_scores_nothing_and_says_why(check, exercise, words):
    score = check(exercise)
    assert score == 0.0
    assert words in score.text
    assert words in html.unescape(score.html)


def test_without_a_kit_the_score_is_0_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    score = notebook.score("softmax", {})
    assert repr(score) == "0.0"
    assert "no exercises here" in score.html


def test_the_card_shows_call_values_and_why(check):
    score = check(
        "softmax", "import numpy as np\ndef softmax(a):\n    print('<b>')\n    return np.exp(a) / np.sum(a)\n"
    )
    for shown in (score.html, score.text):
        assert "softmax(np.array([0.3, 2.9, 4.0]))" in shown
        assert "expected  [" in shown
        assert "it must add up their exponentials" in shown
    assert "&lt;b&gt;" in score.html
    assert "<b>\n" not in score.html


def test_an_answer_that_is_printed_where_it_should_be_returned_is_explained(check):
    relu = "import numpy as np\ndef relu(x):\n    {}np.maximum(x, 1){}\n"
    assert "`print` only shows" in check("relu", relu.format("print(", ")")).text
    assert "gives None itself" in check("relu", relu.format("return print(", ")")).text
    assert "`print` only shows" not in check("relu", relu.format("", "")).text
    assert "`print` only shows" not in check("relu", relu.format("print(x); return ", "")).text


def test_an_exercise_that_uses_a_wrong_one_waits_for_it(check):
    text = "import numpy as np\ndef sigmoid(x):\n    return x\ndef forward(network, x):\n    return sigmoid(x)\n"
    assert "sigmoid" in check("forward", text).text.splitlines()[0]


def test_checking_again_sees_the_function_as_it_is_now(check):
    assert [check("softmax", SUM_ONLY), check("softmax", SOFTMAX)] == [2.0, 4.0]


def test_arguments_are_copies_that_a_function_may_change(check):
    text = "def relu(x):\n    x[x < 0] = 0\n    return x\n"
    assert check("relu", text) == 3.0


def test_the_kernels_own_state_stays_as_it_was(check, capsys):
    random.seed(5)
    np.random.seed(5)
    expected = (random.Random(5).random(), np.random.RandomState(5).rand())
    before = sys.stdout, sys.stderr, warnings.filters[:], np.geterr(), sys.modules["__main__"], set(sys.modules)
    check("softmax", "import numpy as np\nprint(1)\n" + SOFTMAX.replace("return", "print(2); np.log(0); return"))
    after = sys.stdout, sys.stderr, warnings.filters[:], np.geterr(), sys.modules["__main__"]
    assert after == before[:5]
    assert not [name for name in set(sys.modules) - before[5] if name.startswith("test_")]
    assert (random.random(), np.random.rand()) == expected
    assert capsys.readouterr() == ("1\n", "")


PLOT = """
import numpy as np
import matplotlib.pyplot as plt
def plot_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, {})
    plt.ylim(-0.1, 1.1)
    plt.show()
"""


def test_a_plot_that_is_not_right_stands_beside_the_expected_one(check):
    assert "data:image/png;base64," in check("plot_sigmoid", PLOT.format("x")).html


def test_of_a_wrong_plot_the_first_point_that_differs_is_shown(check):
    text = check("plot_sigmoid", PLOT.format("x / 5")).text
    assert "y of the line:" in text
    assert "index [0] is the first of" in text
    assert "No line has the expected y values." in text


def test_a_right_plot_needs_no_picture_and_the_users_figures_stay(check):
    import matplotlib.pyplot as plt

    plt.close("all")
    figure, shows, saves = plt.figure(), plt.show, plt.savefig
    score = check("plot_sigmoid", PLOT.format("1 / (1 + np.exp(-x))"))
    assert (score, "image" in score.html) == (3.0, False)
    assert (plt.get_fignums(), plt.gcf(), plt.show, plt.savefig) == ([figure.number], figure, shows, saves)
    plt.close("all")


def test_an_interrupt_goes_through(check, monkeypatch):
    with pytest.raises(KeyboardInterrupt, match="relu was stopped") as stop:
        check("relu", "def relu(x):\n    raise KeyboardInterrupt\n")
    names = [entry.name for entry in stop.traceback]
    assert names[-2:] == ["score", "relu"]  # nothing of pytest's or ours in between
    assert check("relu", "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n") == 3.0


def test_outside_a_notebook_the_words_are_printed(check, monkeypatch, capsys):
    def relu(x):
        return np.maximum(x, 0)

    monkeypatch.setitem(globals(), "relu", relu)
    monkeypatch.setattr(notebook, "_shell", lambda: None)  # another test may have started one in this process
    assert autograder.check("relu") == 3.0
    assert "all visible checks pass" in capsys.readouterr().out


@pytest.mark.parametrize(("execution", "is_shown"), [("validate", True), ("autograde", False)])
def test_validating_shows_what_is_wrong_and_grading_shows_nothing(check, monkeypatch, capsys, execution, is_shown):
    monkeypatch.setattr(notebook, "shows_cards", lambda: True)
    monkeypatch.setattr(notebook, "namespace", lambda calling: {"relu": lambda x: np.maximum(x, 0)})
    monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    autograder.check("relu")
    assert capsys.readouterr().err == ""
    autograder.check("softmax")
    assert ("`softmax` is not defined" in capsys.readouterr().err) == is_shown


def test_in_a_kernel_nbgrader_takes_the_score_as_the_grade(student_kit):
    """Stock nbgrader: a score that is missing, or text on stderr, would change the grade."""
    v4 = nbformat.v4
    cells = {
        "setup": "import numpy as np\nfrom autograder import check",
        "answers": SUM_ONLY + "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\ndef relu(x):\n    return None",
        "softmax": 'check("softmax")',
        "sigmoid": 'check("sigmoid")',
        "relu": 'check("relu")',
        "forward": 'check("forward")',
    }
    points = {"softmax": 4, "sigmoid": 3, "relu": 3, "forward": 6}
    book = v4.new_notebook()
    for name, source in cells.items():
        cell = v4.new_code_cell(source)
        if name in points:
            cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": points[name], "grade_id": name}
        book.cells.append(cell)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(student_kit.root)}}).execute()
    grades = {name: determine_grade(cell) for name, cell in zip(cells, book.cells, strict=True) if name in points}
    assert grades == {"softmax": (2.0, 4.0), "sigmoid": (3.0, 3.0), "relu": (0.0, 3.0), "forward": (0.0, 6.0)}
    for cell in book.cells[2:]:
        assert [output.output_type for output in cell.outputs] == ["execute_result"]
        assert "<div" in cell.outputs[0].data["text/html"]


@pytest.mark.parametrize("body", ["while True:\n        pass", "import time\n    time.sleep(60)"])
def test_a_function_that_hangs_gives_the_kernel_back(check, student_kit, body):
    student_kit.limit("call_cpu_seconds", 0.2)
    student_kit.limit("call_wall_seconds", 0.5)
    score = check("relu", f"def relu(x):\n    {body}\n")
    assert score == 0.0
    assert "Is there a loop that never ends?" in score.text
