"""The drawings that a result keeps for the pages of students."""

import json

import pytest

from autograder.limits import Limits
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner

PLOT = '''

# %% exercise="plot" points=1
def plot():
    """Draws a line."""
    ### BEGIN SOLUTION
    plt.plot([0.0, 1.0], [0.0, 1.0])
    ### END SOLUTION
'''
CHECK = '''
def test_line(student, reference):
    """draws a line"""
    assert student.figure("plot").axes[0].lines[0].y[1] == 1.0
'''
HIDDEN = f"### BEGIN HIDDEN TESTS{CHECK}### END HIDDEN TESTS\n"
REMEMBERS = """
import numpy as np
import matplotlib.pyplot as plt
seen = []
def double(x):
    seen.extend(np.ravel(x))
def plot():
    plt.plot(seen or [0.5])
"""


@pytest.fixture
def graded(tiny_course):
    """`graded(suite, source)`: the result of an exercise that draws, whose suite that is."""

    def grade(suite, source):
        chapter = tiny_course.root / tiny_course.chapter
        text = chapter.read_text(encoding="utf-8").replace(
            "import numpy as np", "import numpy as np\nimport matplotlib.pyplot as plt"
        )
        chapter.write_text(text + PLOT, encoding="utf-8")
        (tiny_course.root / tiny_course.suite).with_name("test_plot.py").write_text(
            f'"""Checks."""\n{suite}', encoding="utf-8"
        )
        (assignment,) = tiny_course.read().assignments
        found = []

        def use(runner):
            with (
                Server(None, Limits(), unconfined=True) as server,
                Worker(server, (Cell("s.py", source.encode()),)) as worker,
            ):
                found.extend(runner.run(runner.suites[assignment.name], worker))

        Runner.collect((assignment,), use)
        (result,) = [exercise for exercise in found if exercise.name == "plot"]
        return result

    return grade


@pytest.mark.parametrize(("suite", "is_kept"), [(CHECK, True), (HIDDEN, False)])
def test_no_drawing_is_kept_that_was_made_after_a_hidden_check(graded, suite, is_kept):
    assert (graded(suite, REMEMBERS).figures is not None) is is_kept


HOSTILE = """
import matplotlib.pyplot as plt
import numpy as np
def plot():
    plt.plot(np.zeros(400_000), label="\\udfff")
    plt.title("\\ud800" * 100_000)
    plt.xlabel("\\x1b[2J")
    plt.legend()
"""


def test_what_is_kept_of_a_drawing_can_be_written_and_is_small(graded):
    record = graded(CHECK, HOSTILE).to_record()
    assert record["score"] == 0.0
    text = json.dumps(record["figures"], ensure_ascii=False)
    assert "\x1b" not in text
    assert len(text.encode("utf-8")) < 300_000


FORGED = """
import json, os, struct
import numpy as np
axes = {"lines": [], "title": "", "xlabel": "", "ylabel": "", "xlim": [0.0, 1.0], "ylim": [0.0, 1.0], "legend": None}
def node(value):
    if type(value) is dict:
        return ["dict", [[key, node(item)] for key, item in value.items()]]
    return ["list", [node(item) for item in value]] if type(value) is list else value
def plot():
    drawn = {"axes": [axes] * 3000, "more": "x" * 60_000}
    text = json.dumps({"kind": "value", "id": 1, "changed": [], "values": [node(drawn)]}).encode()
    os.write(3, struct.pack(">II", 4 + len(text), len(text)) + text)
    os._exit(0)
"""


def test_of_a_forged_figure_only_what_figures_have_is_kept(graded):
    result = graded(CHECK, FORGED)
    assert result.score == 0.0
    kept = dict(result.figures["yours"]["dict"])
    assert list(kept) == ["axes"]
    assert len(kept["axes"]) == 16
