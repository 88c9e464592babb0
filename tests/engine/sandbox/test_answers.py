"""What loading a submission says is the same of a script and a notebook, from a worker and from this process."""

import pickle
import sys
from dataclasses import replace

import pytest

from autograder.sandbox import Cell, LoadError, LoadReport, Missing, Raised, Substitutes, Value
from autograder.sandbox.inside.loader import Loader
from autograder.sandbox.worker import Worker
from autograder.suite.local import Local, report_of

PARTS = [
    "import numpy as np\n",
    "def f(x, y=1):\n    return 1\n",
    "class Net:\n    def forward(self, x):\n        return x\n",
    "describe = 5\nW = no_such_name\n",
    "def g(x:\n    return x\n",
    "def f(x):\n    return h(x)\ndef h(x):\n    return 2\n",
    "def f(x):\n    # the last one\n    return h(x) + 1\n",
]
SCRIPT = (Cell("submission.py", "".join(PARTS).encode()),)
NOTEBOOK = tuple(Cell(f"code cell {number}", part) for number, part in enumerate(PARTS, 1))


@pytest.fixture
def from_worker(server, request):
    """`from_worker(cells)`: a live worker that has loaded them."""

    def start(cells):
        worker = Worker(server, cells)
        request.addfinalizer(worker.close)
        return worker

    return start


def from_process(cells):
    """The same in this process."""
    main = sys.modules["__main__"]
    pairs = [(cell.name, cell.source) for cell in cells]
    loader = Loader(pairs, (), lambda index, line: None)
    try:
        report = report_of(loader.load(), pairs)
    finally:
        sys.modules["__main__"] = main
    replaced = loader.redefinitions.functions
    return Local(loader.module.__dict__, loader.files, report, draw=None, replaced=replaced)


@pytest.fixture(params=["worker", "process"])
def load(request, from_worker):
    """`load(cells)`: what answers for a submission, both ways of loading it."""
    return from_worker if request.param == "worker" else from_process


@pytest.fixture(params=[SCRIPT, NOTEBOOK], ids=["script", "notebook"])
def answers(request, load):
    """The submission above, loaded."""
    return load(request.param)


def test_a_report_names_what_a_submission_defines(answers):
    report = answers.report
    assert report.names == ("f", "Net", "h")
    assert report.values == ("describe",)
    assert report.methods == {"forward": "Net"}
    assert report.parameters == {"f": ("x",), "h": ("x",)}
    assert [error.defines for error in report.errors] == [("W",), ("g",)]
    assert not report.is_cut


def test_a_report_has_the_lines_of_the_submission_itself(answers):
    report = answers.report
    first, last = report.functions["f"]
    assert report.lines("f") == ("def f(x):", "    # the last one", "    return h(x) + 1")
    assert [report.source(line) for line in (first - 1, last, last + 9)][1:] == ["return h(x) + 1", ""]
    assert report.source(report.errors[0].line) == "W = no_such_name"
    assert report.lines("np") == ()


def test_an_earlier_definition_is_called_by_its_place_and_calls_what_counts(answers):
    first, second = answers.report.earlier["f"]
    assert [answers.report.source(line) for line in (first, second)] == ["def f(x, y=1):", "def f(x):"]
    assert answers.call("f", 0) == Value(3)
    assert [answers.earlier("f", index).call("f", 0) for index in (0, 1)] == [Value(1), Value(2)]
    assert answers.earlier("f", 0).call("h", 0) == Value(2)
    assert answers.earlier("f", 0).report is answers.report


def test_an_earlier_definition_that_is_not_there_is_missing(answers):
    assert [answers.earlier("f", index).call("f", 0) for index in (2, -1)] == [Missing("f")] * 2
    assert answers.earlier("h", 0).call("h", 0) == Missing("h")
    assert answers.earlier("describe", 0).call("describe") == Missing("describe")


def test_both_ways_of_loading_say_the_same(answers, from_worker):
    assert from_worker(answers.report.submission).report == answers.report


def test_a_drawing_of_an_earlier_definition_is_drawn(from_worker):
    source = "import matplotlib.pyplot as plt\ndef f(): plt.plot([1.0], [2.0])\ndef f(): plt.plot([3.0], [4.0])\n"
    worker = from_worker((Cell("submission.py", source.encode()),))
    drawn = [
        answers.draw("f").value["axes"][0]["lines"][0]["x"].tolist() for answers in (worker.earlier("f", 0), worker)
    ]
    assert drawn == [[1.0], [3.0]]


def test_an_earlier_definition_has_the_limits_and_the_lines_of_any_other(from_worker):
    worker = from_worker(
        (Cell("submission.py", b"import os\ndef f(x):\n    return os._exit(0) if x else 1 / 0\ndef f(x): return 2\n"),)
    )
    earlier = worker.earlier("f", 0)
    assert earlier.call("f", 1).reason == "ended itself"
    assert earlier.call("f", 0) == Raised("builtins.ZeroDivisionError", "division by zero", 3)


def test_an_earlier_definition_gets_substitutes_too(from_worker):
    worker = from_worker((Cell("submission.py", b"def g(): return 0\ndef f(): return g()\ndef f(): return g() + 1\n"),))
    with worker.with_substitutes(Substitutes("f", ("g",), lambda name: Value(5))) as second:
        assert second.earlier("f", 0).call("f") == Value(5, substituted=("g",))
        assert second.earlier("g", 0).call("g") == Missing("g")


def test_a_submission_that_loads_otherwise_later_has_no_earlier_definition_then(from_worker):
    """Of a later process the report no longer counts, so it may lack what the first one had."""
    worker = from_worker((Cell("submission.py", b"def f(): return 0\ndef f(): return 1\n"),))
    worker.report = replace(worker.report, earlier={"f": (1, 1, 1)})
    assert worker.earlier("f", 2).call("f") == Missing("f")


# --- statements that no process survives --------------------------------------------------------------------------------


def test_a_statement_that_ended_the_worker_tells_what_it_would_have_defined(from_worker):
    worker = from_worker((Cell("submission.py", b"import os\nW = os._exit(0)\ndef f(): return 1\n"),))
    assert [(error.line, error.defines) for error in worker.report.errors] == [(2, ("W",))]
    assert not worker.report.is_cut
    assert worker.call("f") == Value(1)


@pytest.mark.parametrize("count", [3, 4])
def test_a_submission_whose_statements_keep_ending_workers_is_cut(from_worker, count):
    source = "import os\n" + "os._exit(0)\n" * count + "def f(): return 1\n"
    report = from_worker((Cell("submission.py", source.encode()),)).report
    assert report.is_cut is (count == 4)
    assert report.source(2) == "os._exit(0)"


@pytest.mark.parametrize(("skip", "is_cut"), [([], False), ([1], False), ([1, 2], True), (range(1, 2000), True)])
def test_in_this_process_what_was_skipped_untried_is_cut(skip, is_cut):
    pairs = [("submission.py", b"x = 1\ny = 2\nz = 3\n")]
    lost = (LoadError(2, "crash", "ended itself"),)
    report = report_of(Loader(pairs, skip, lambda index, line: None).load(), pairs, lost)
    assert report.is_cut is is_cut
    assert report.errors[0].defines == (("y",) if skip else ())


# --- the submission stays where it is -----------------------------------------------------------------------------------


def test_a_report_that_is_pickled_leaves_the_submission_behind():
    report = LoadReport(names=("f",), functions={"f": (1, 1)}, submission=SCRIPT)
    assert report.source(1) == "import numpy as np"
    copy = pickle.loads(pickle.dumps(report))
    assert copy == report
    assert b"numpy" not in pickle.dumps(report)
    assert (copy.source(1), copy.submission) == ("", ())


def test_a_report_shows_and_compares_without_the_submission():
    report = LoadReport(submission=SCRIPT)
    assert "numpy" not in repr(report)
    assert report == LoadReport()
    assert replace(report, names=("f",)).submission is SCRIPT
