"""`check("softmax")` in a notebook's kernel."""

import contextlib
import html
import linecache
import os
import random
import sys
import threading
import time
import warnings

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

import autograder
from autograder.practice import fork, kernel_checks, notebook


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


NOT_SHIFTED = "import numpy as np\ndef stable_softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n"
SHIFTED = NOT_SHIFTED.replace("return", "a = a - np.max(a); return")


def test_every_visible_check_passed_gives_every_point(check):
    assert check("stable_softmax", SHIFTED) == 2.0


def test_some_visible_checks_passed_give_their_share(check):
    assert check("stable_softmax", NOT_SHIFTED) == 1.0


def test_the_score_is_a_float_whose_text_is_the_bare_number(check):
    score = check("stable_softmax", NOT_SHIFTED)
    assert isinstance(score, float)
    assert repr(score) == str(score) == "1.0"


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
    answer = "import numpy as np\ndef simple_softmax(a):\n    print('<b>')\n    return np.exp(a) / np.sum(a)\n"
    score = check("simple_softmax", answer)
    for shown in (score.html, score.text):
        assert "simple_softmax(np.array([0.3, 2.9, 4.0]))" in shown
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
    assert [check("stable_softmax", answer) for answer in (NOT_SHIFTED, SHIFTED)] == [1.0, 2.0]


def test_arguments_are_copies_that_a_function_may_change(check):
    text = "def relu(x):\n    x[x < 0] = 0\n    return x\n"
    assert check("relu", text) == 2.0, "it costs the check of that, and no other"


def test_the_kernels_own_state_stays_as_it_was(check, capsys):
    random.seed(5)
    np.random.seed(5)
    expected = (random.Random(5).random(), np.random.RandomState(5).rand())
    before = sys.stdout, sys.stderr, warnings.filters[:], np.geterr(), sys.modules["__main__"], set(sys.modules)
    check(
        "stable_softmax",
        "import numpy as np\nprint(1)\n" + NOT_SHIFTED.replace("return", "print(2); np.log(0); return"),
    )
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


def test_a_right_plot_is_shown_alone_and_the_users_figures_stay(check):
    import matplotlib.pyplot as plt

    plt.close("all")
    figure, shows, saves = plt.figure(), plt.show, plt.savefig
    score = check("plot_sigmoid", PLOT.format("1 / (1 + np.exp(-x))"))
    assert (score, 'alt="your plot" ' in score.html) == (2.0, True)
    assert (plt.get_fignums(), plt.gcf(), plt.show, plt.savefig) == ([figure.number], figure, shows, saves)
    plt.close("all")


@pytest.mark.parametrize("is_copied", [True, False])
def test_an_interrupt_goes_through_and_says_where_the_code_was(check, monkeypatch, is_copied):
    monkeypatch.setattr(fork, "IS_POSSIBLE", is_copied)
    with pytest.raises(KeyboardInterrupt, match=r"relu was stopped, in a cell, line 2, while it was checked") as stop:
        check("relu", "def relu(x):\n    raise KeyboardInterrupt\n")
    assert stop.traceback[-1].name == "score"  # nothing of pytest's or of the copy's below it
    assert check("relu", "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n") == 3.0


@pytest.mark.skipif(not fork.IS_POSSIBLE, reason="only a copy can be stopped")
def test_ctrl_c_while_a_copy_runs_says_where_the_code_was(check, monkeypatch):
    polls, event = [], fork.Copy.event

    def stopped(self, seconds):
        found = event(self, seconds)
        polls.append(found)
        if found is None and any(poll and poll["event"] == "check" for poll in polls):
            time.sleep(1)
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(fork.Copy, "event", stopped)
    with pytest.raises(KeyboardInterrupt, match="relu was stopped, in a cell, line 3"):
        check("relu", "import time\ndef relu(x):\n    time.sleep(60)\n")


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
        "answers": NOT_SHIFTED + "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\ndef relu(x):\n    return None",
        "stable_softmax": 'check("stable_softmax")',
        "sigmoid": 'check("sigmoid")',
        "relu": 'check("relu")',
        "forward": 'check("forward")',
    }
    points = {"stable_softmax": 2, "sigmoid": 3, "relu": 3, "forward": 6}
    book = v4.new_notebook()
    for name, source in cells.items():
        cell = v4.new_code_cell(source)
        if name in points:
            cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": points[name], "grade_id": name}
        book.cells.append(cell)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(student_kit.root)}}).execute()
    grades = {name: determine_grade(cell) for name, cell in zip(cells, book.cells, strict=True) if name in points}
    assert grades == {"stable_softmax": (1.0, 2.0), "sigmoid": (3.0, 3.0), "relu": (0.0, 3.0), "forward": (0.0, 6.0)}
    for cell in book.cells[2:]:
        assert [output.output_type for output in cell.outputs] == ["execute_result"]
        assert "<div" in cell.outputs[0].data["text/html"]


@pytest.fixture(params=["copied", "in place"])
def short_limits(request, student_kit, monkeypatch):
    """Little time for a call, in a copy of the process or in the process itself."""
    monkeypatch.setattr(fork, "IS_POSSIBLE", request.param == "copied")
    student_kit.limit("call_cpu_seconds", 0.2)
    student_kit.limit("call_wall_seconds", 1)


@pytest.mark.parametrize("body", ["while True:\n        pass", "import time\n    time.sleep(60)"])
def test_a_function_that_hangs_gives_the_kernel_back(check, short_limits, body):
    score = check("relu", f"def relu(x):\n    {body}\n")
    assert score == 0.0
    assert "Is there a loop that never ends?" in score.text


@pytest.mark.skipif(not fork.IS_POSSIBLE, reason="nothing within a process ends it")
def test_a_loop_inside_one_c_function_gives_the_kernel_back(check, student_kit):
    student_kit.limit("call_wall_seconds", 1)
    start = time.monotonic()
    score = check("relu", "import itertools\ndef relu(x):\n    return sum(itertools.repeat(0))\n")
    assert score == 0.0
    assert "no answer within 1 seconds" in score.text
    assert "Is there a loop that never ends?" in score.text
    assert time.monotonic() - start < 30


@pytest.mark.skipif(not fork.IS_POSSIBLE, reason="what ends the kernel ends it")
def test_a_function_that_ends_the_program_does_not_end_the_kernel(check):
    score = check("relu", "import os\ndef relu(x):\n    os._exit(3)\n")
    assert score == 0.0
    assert "the program ended itself" in score.text


@pytest.mark.skipif(not fork.IS_POSSIBLE, reason="nothing is copied")
def test_a_copy_that_does_nothing_tells_nothing_of_the_students_code(check, student_kit, monkeypatch):
    """A lock that was taken when the copy was made never opens in it."""
    student_kit.limit("call_wall_seconds", 0.5)
    original, here = kernel_checks.KernelChecks._check, os.getpid()

    def stuck(self, left, lost, send, watch):
        if os.getpid() != here:
            send("check", check="relu/test_x")
            threading.Event().wait()
        original(self, left, lost, send, watch)

    monkeypatch.setattr(kernel_checks.KernelChecks, "_check", stuck)
    assert check("relu", "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n") == 3.0


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def kernel(student_kit, monkeypatch):
    """`kernel("cell", "cell", …)`: the names of a kernel that has run these cells, as far as they go."""
    monkeypatch.chdir(student_kit.root)

    def run(*cells):
        namespace = {"__name__": "__main__", "In": ["", *cells]}
        for number, text in enumerate(cells, 1):
            file = f"<ipython-input-{number}>"
            linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
            with contextlib.suppress(Exception):
                exec(compile(text, file, "exec"), namespace)
        return namespace

    return run


NUMPY = "import numpy as np\n"


def test_an_error_is_shown_with_its_cell_and_line(kernel):
    score = notebook.score("relu", kernel("1", f"{NUMPY}\ndef relu(x):\n    return np.maximam(x, 0)"))
    for shown in (score.text, html.unescape(score.html)):
        assert "cell [2], line 4 | return np.maximam(x, 0)" in shown
    assert ">cell [2]</span>" in score.html


def test_a_helpers_error_names_the_helpers_cell(kernel):
    score = notebook.score("relu", kernel(f"{NUMPY}def helper(x):\n    return y", "def relu(x):\n    return helper(x)"))
    assert "NameError in cell [1], line 3 (in `helper`)" in score.text


def test_a_cell_that_is_run_again_has_its_newest_number(kernel):
    cell = "def relu(x):\n    return y"
    assert "cell [3], line 2 | return y" in notebook.score("relu", kernel(cell, "1", cell)).text


def test_a_cell_that_was_not_run_is_told_as_such(kernel):
    score = notebook.score("relu", kernel("1"))
    assert "no cell that defines it has been run since this kernel was started" in score.text


def test_a_cell_that_cannot_be_read_is_told_with_its_line(kernel):
    score = notebook.score("relu", kernel("1", "def relu(x)\n    return 1"))
    assert "cell [2], line 1 cannot be read" in score.text
    assert "cell [2], line 1 | def relu(x)" in score.text
    assert "cell [2], line 1 | def relu(x)" in html.unescape(score.html)


def test_a_cell_that_stopped_above_the_function_is_told_as_such(kernel):
    score = notebook.score("relu", kernel("nothing\ndef relu(x):\n    return 1"))
    assert "although cell [1] holds its definition: the cell stopped above it" in score.text


def test_an_older_function_below_a_cell_that_cannot_be_read_is_told_as_such(kernel):
    right = f"{NUMPY}def relu(x):\n    return np.maximum(x, 0)"
    score = notebook.score("relu", kernel(right, "def relu(x)\n    return 1"))
    assert score == 3.0
    assert (
        "What is checked is an older `relu`: its newest definition, in cell [2], line 1, cannot be read." in score.text
    )
    assert "older" not in notebook.score("relu", kernel("def relu(x)\n    return 1", right)).text


def test_another_in_than_ipythons_is_no_history(kernel):
    namespace = kernel("1")
    for found in (5, [1, 2], {}):
        assert "`relu` is not defined." in notebook.score("relu", {**namespace, "In": found}).text


# --- the ways to ask --------------------------------------------------------------------------------------------------


def test_the_function_itself_may_be_asked_for(kernel):
    namespace = kernel(f"{NUMPY}def relu(x):\n    return np.maximum(x, 0)\nmine = relu\nrectify = lambda x: x")
    assert notebook.score(namespace["relu"], namespace) == 3.0
    assert notebook.score(namespace["mine"], namespace) == 3.0
    assert "no exercise of this name" in notebook.score(namespace["rectify"], namespace).text


def test_without_a_name_the_chapter_is_shown_with_the_exercise_to_work_on(kernel):
    namespace = kernel(f"{NUMPY}def relu(x):\n    return np.maximum(x, 0)\ndef sigmoid(x):\n    return x")
    score = notebook.score("", namespace)
    assert score.text.splitlines()[0] == "3 of 40 points in these checks"
    for shown in ("  ✓ relu  3 points", "  ✗ sigmoid  0 of", "  · forward  not started", "\nsigmoid: 0 of"):
        assert shown in score.text
    assert score.html.count("border-left") == 2
    assert score == 3.0


def test_without_a_name_and_a_function_the_way_on_is_told(kernel):
    score = notebook.score("", kernel("1"))
    assert score == 0.0
    assert "none of the exercises' functions is here yet" in html.unescape(score.html)


def test_hints_come_one_by_one_and_the_newest_is_bold(kernel):
    first, second = notebook.hint("relu", kernel()), notebook.hint("relu", kernel())
    assert repr(first).startswith("1 of 3  ")
    assert repr(second).startswith("1 of 3  ") and "\n2 of 3  " in repr(second)
    assert second.html.count("<b>") == 2  # the name, and the last hint
    assert "did you mean 'relu'?" in repr(notebook.hint("relo", kernel()))


def test_show_draws_the_kernels_function(kernel):
    namespace = kernel(f"{NUMPY}def relu(x):\n    return np.maximum(x, 0)\ndef sigmoid(x):\n    return x")
    assert repr(notebook.show("relu", namespace)) == "relu: as expected"
    wrong = notebook.show(namespace["sigmoid"], namespace)
    assert repr(wrong).startswith("sigmoid: differs for x from -6")
    assert "data:image/png;base64," in wrong.html
    assert '`check("step_function")` says why' in repr(notebook.show("step_function", namespace))
    assert "there is no picture of 'init_network'" in repr(notebook.show("init_network", namespace))
