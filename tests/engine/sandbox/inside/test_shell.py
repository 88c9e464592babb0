"""What a notebook's cells find in place of IPython, tried in a confined worker."""

import textwrap

import numpy as np
import pytest

from autograder.limits import Limits
from autograder.sandbox import Cell, CellOutput, Raised, Value
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker


@pytest.fixture(scope="module")
def warm():
    with Server(None, Limits(call_cpu_seconds=5.0, call_wall_seconds=20.0, submission_cpu_seconds=30.0)) as server:
        yield server


@pytest.fixture
def notebook(warm, request):
    """`notebook(source, …)`: a worker that has run these cells, and kept what they showed."""

    def run(*sources, outputs=True):
        cells = [Cell(f"code cell {n}", textwrap.dedent(source)) for n, source in enumerate(sources, 1)]
        worker = Worker(warm, tuple(cells), outputs=outputs)
        request.addfinalizer(worker.close)
        return worker

    return run


def value(worker, source_name="f"):
    answer = worker.call(source_name)
    assert isinstance(answer, Value), answer
    return answer.value


# --- running ----------------------------------------------------------------------------------------------------------


def test_cells_share_one_namespace_in_order(notebook):
    worker = notebook("x = 1", "x += 1", "def f():\n    return x")
    assert value(worker) == 2
    assert worker.report.errors == ()


def test_an_error_stops_neither_its_cell_nor_the_next(notebook):
    worker = notebook("x = 1\n1 / 0\ny = 2", "raise SystemExit", "def f():\n    return x + y")
    assert value(worker) == 3
    places = [worker.report.place(error.line) for error in worker.report.errors]
    assert places == ["code cell 1, line 2", "code cell 2, line 1"]


def test_a_broken_cell_loses_its_broken_block_only(notebook):
    worker = notebook("x = 1", "%matplotlib inline\ndef g(:\n    pass\ny = 2", "def f():\n    return x + y")
    assert value(worker) == 3
    (error,) = worker.report.errors
    assert (worker.report.place(error.line), error.type_name) == ("code cell 2, line 2", "builtins.SyntaxError")
    assert "line" not in error.text


def test_what_the_parser_says_of_other_lines_counts_from_the_cell_s_first(notebook):
    (error,) = notebook("x = 1\n" * 20, "y = 2\nif y:\nz = 3\n").report.errors
    assert error.text == "expected an indented block after 'if' statement on line 2"


def test_a_call_that_raises_names_its_cell(notebook):
    worker = notebook("x = 1\n\n", "\ndef f():\n    return 1 / 0")
    answer = worker.call("f")
    assert isinstance(answer, Raised)
    assert worker.report.place(answer.line) == "code cell 2, line 3"
    assert worker.report.functions == {"f": (5, 6)}


def test_a_cell_that_ends_the_process_is_skipped_and_the_rest_runs(notebook):
    worker = notebook("x = 1", "import os\nos._exit(0)\ny = 2", "def f():\n    return x + y")
    assert value(worker) == 3
    (error,) = worker.report.errors
    assert (worker.report.place(error.line), error.text) == ("code cell 2, line 2", "ended itself")
    assert worker.report.outputs[1].errors == (error,)


def test_future_statements_hold_in_the_cells_below(notebook):
    assert value(notebook("from __future__ import annotations", "def f(x: undefined = 3):\n    return x")) == 3


# --- magics -----------------------------------------------------------------------------------------------------------


def test_magics_with_nothing_left_to_do_are_silent(notebook):
    report = notebook("%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n%config InlineBackend.dpi = 2").report
    assert (report.errors, report.warnings) == ((), ())


def test_timed_code_runs_once_and_what_it_defines_stays(notebook):
    worker = notebook(
        "n = []",
        "%time n.append(1)\n%timeit -n 100 -r 3 n.append(2)\n%time a = 3\nb = %time a + 1",
        "%%time\nn.append(4)\ndef f():\n    return n, a, b, c, d",
        "%%timeit -n 10 c = 5\nn.append(6)",
        "%%capture out\nfor d in [7]:\n    %time n.append(d)",
    )
    assert value(worker) == ([1, 2, 4, 6, 7], 3, 4, 5, 7)
    assert (worker.report.errors, worker.report.warnings) == ((), ())


def test_pylab_brings_its_names(notebook):
    assert (
        value(notebook("%pylab inline", "def f():\n    return np.sqrt(cos(0.0)) + plt.rcParams['lines.markersize']"))
        == 7
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("!pip install numpy", "!pip install numpy"),
        ("files = !ls", "!ls"),
        ("%cd data", "%cd data"),
        ("f?", "f?"),
        ("get_ipython().system('ls')", "!ls"),
        ("!" + "x" * 100, "!" + "x" * 59 + "…"),
    ],
)
def test_what_does_not_run_gets_a_sentence_and_its_cell_goes_on(notebook, line, shown):
    worker = notebook("x = 1", f"{line}\ndef f():\n    return x")
    assert value(worker) == 1
    assert worker.report.warnings == (
        f"code cell 2: `{shown}` was passed over; it does not run while a notebook is graded",
    )
    assert worker.report.errors == ()


def test_a_cell_in_another_language_gets_a_sentence(notebook):
    worker = notebook("%%bash\nrm -rf /\n", "def f():\n    return 1")
    assert value(worker) == 1
    assert worker.report.warnings == (
        "code cell 1: `%%bash` was passed over; it does not run while a notebook is graded",
    )


def test_the_same_sentence_comes_once(notebook):
    assert len(notebook("for i in range(100):\n    !ls").report.warnings) == 1


def test_a_function_that_uses_magics_still_answers(notebook):
    worker = notebook("def f():\n    x = !ls\n    y = %time len(x) + 2\n    return [*x, y]")
    assert value(worker) == [2]
    assert worker.report.warnings == ()


def test_ipython_itself_can_be_asked_for(notebook):
    worker = notebook(
        "from IPython import get_ipython\nfrom IPython.display import display, HTML",
        "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().events.register('post_execute', print)",
        "display(HTML('<b>'))\ncolab = 'google.colab' in str(get_ipython())",
        "def f():\n    return colab",
    )
    assert value(worker) is False
    assert (worker.report.errors, worker.report.warnings) == ((), ())


# --- await ------------------------------------------------------------------------------------------------------------


def test_await_at_top_level_works_where_no_event_loop_is_needed(notebook):
    worker = notebook(
        "import asyncio\nasync def g():\n    await asyncio.sleep(0)\n    return 5",
        "x = await g()",
        "def f():\n    return x",
    )
    assert value(worker) == 5


def test_await_that_needs_an_event_loop_is_an_error_of_its_own_statement(notebook):
    cell = "class Wait:\n    def __await__(self):\n        yield 5\nawait Wait()\nx = 1"
    worker = notebook(cell, "def f():\n    return x")
    assert value(worker) == 1
    (error,) = worker.report.errors
    assert error.text == "this `await` needs an event loop, and there is none while a notebook is graded"


# --- the kit ----------------------------------------------------------------------------------------------------------


def test_check_cells_do_nothing_with_and_without_their_import(notebook):
    for cells in (["from autograder import check", 'check("f")'], ['x = check("f")']):
        worker = notebook(*cells, "def f():\n    return 1")
        assert value(worker) == 1
        assert (worker.report.errors, worker.report.warnings) == ((), ())
        assert not any(output.value or output.printed for output in worker.report.outputs)


def test_the_engine_is_not_to_be_found(notebook):
    report = notebook("import autograder.result", "import autograder\nautograder.__path__", "import inside").report
    assert [error.type_name for error in report.errors] == [
        "builtins.ModuleNotFoundError",
        "builtins.AttributeError",
        "builtins.ModuleNotFoundError",
    ]


# --- what cells show --------------------------------------------------------------------------------------------------


def test_a_cell_shows_what_it_prints_and_its_last_value(notebook):
    worker = notebook("import sys\nprint('a')\nprint('b', file=sys.stderr)\n{'b': 1, 'a': [2]}", "x = 1", "5;", "None")
    assert worker.report.outputs == (
        CellOutput("a\nb\n", "{'b': 1, 'a': [2]}"),
        CellOutput(),
        CellOutput(),
        CellOutput(),
    )


def test_a_cell_shows_its_errors(notebook):
    report = notebook("1 / 0\nx = 2\nx", "'ok'").report
    (error,) = report.errors
    assert report.outputs == (CellOutput("", "2", (error,)), CellOutput("", "'ok'"))


def test_earlier_values_have_ipython_s_names(notebook):
    worker = notebook("6 * 7", "_ + 1", "Out[1] + len(In)", "def f():\n    return _")
    assert [output.value for output in worker.report.outputs] == ["42", "43", "46", ""]


def test_display_prints_plain_text(notebook):
    assert notebook("display(5, [1])").report.outputs[0].printed == "5\n[1]\n"


def test_figures_come_as_data_one_for_each_show_and_one_for_the_rest(notebook):
    worker = notebook(
        "import matplotlib.pyplot as plt",
        "plt.plot([0, 1], [2, 3], '--')\nplt.show()\nplt.title('b')\nplt.plot([1], [1])",
        "plt.plot([5], [6])\nplt.show()\nplt.close()",
        "def f():\n    return len(plt.get_fignums())",
    )
    drawn = [[figure["axes"][0] for figure in output.figures] for output in worker.report.outputs]
    assert [len(figures) for figures in drawn] == [0, 2, 1, 0]
    np.testing.assert_array_equal(drawn[1][0]["lines"][0]["y"], [2.0, 3.0])
    assert (drawn[1][0]["lines"][0]["style"], drawn[1][1]["title"]) == ("--", "b")
    assert value(worker) == 0


def test_what_cells_show_is_cut(notebook):
    cells = ["print('x' * 50_000)", "'y' * 20_000", "print('z' * 5)"] + ["print('w' * 9_000)"] * 5
    outputs = notebook(
        *cells, "import numpy as np, matplotlib.pyplot as plt\nplt.plot(np.zeros(400_000))"
    ).report.outputs
    assert outputs[0].printed == "x" * 10_000 + "…"
    assert len(outputs[1].value) == 10_001
    assert outputs[2].printed == "zzzzz\n"
    assert sum(len(output.printed + output.value) for output in outputs) == 40_000
    assert outputs[-1].figures == ()


def test_what_a_cell_shows_moves_no_cursor_and_has_no_addresses(notebook):
    outputs = notebook("print('\\x1b[2J\\ta\\ud800\\rb')\nobject()").report.outputs
    assert outputs == (CellOutput("\ufffd[2J a\ufffd b\n".replace("a\ufffd", "a?"), "<object at 0x…>"),)


def test_a_cell_may_replace_or_close_its_streams(notebook):
    worker = notebook(
        "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\nprint('a', flush=True)",
        "print('b')\nsys.stdout.close()",
        "print('c')",
        "def f():\n    print('d')\n    return 1",
    )
    assert [output.printed for output in worker.report.outputs] == ["a\n", "b\n", "c\n", ""]
    assert value(worker) == 1
    assert worker.printed == b"d\n"


def test_a_value_that_cannot_be_shown_costs_nothing(notebook):
    worker = notebook(
        "class A:\n    def __repr__(self):\n        raise ValueError('no')", "A()", "def f():\n    return 1"
    )
    assert value(worker) == 1


def test_nothing_is_kept_unless_asked_for(notebook):
    worker = notebook("print('a')\n5", outputs=False)
    assert worker.report.outputs == ()
    assert worker.printed == b"a\n"


def test_a_worker_that_lies_about_its_outputs_shows_nothing(notebook):
    shell = "type(get_ipython())"
    for lie in ("5", "['a', 'b', 'c', 'd']", "[{}]", "[{}, {}, {}, None]", "[object()]"):
        worker = notebook(
            f"{shell}.__exit__ = lambda *args: None",
            f"get_ipython().outputs = {lie}",
            "print('a')",
            "def f():\n    return 1",
        )
        assert worker.report.outputs == (), lie
        assert value(worker) == 1
    worker = notebook(
        f"{shell}.__exit__ = lambda *args: None",
        "get_ipython().outputs = [{'printed': 5, 'figures': 'abc'}, {'value': [1], 'figures': [1, {}]}]",
    )
    assert worker.report.outputs == (CellOutput(), CellOutput(figures=({},)))
