"""The drawings that a result keeps for the pages of students."""

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


@pytest.mark.parametrize(("suite", "is_kept"), [(CHECK, True), (HIDDEN, False)])
def test_no_drawing_is_kept_that_was_made_after_a_hidden_check(tiny_course, suite, is_kept):
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
            Worker(server, (Cell("s.py", REMEMBERS.encode()),)) as worker,
        ):
            found.extend(runner.run(runner.suites[assignment.name], worker))

    Runner.collect((assignment,), use)
    (figures,) = [one.figures for one in found if one.name == "plot"]
    assert (figures is not None) is is_kept
