"""What a student sees in windows of two sizes, with colours and without: golden files beside this one, of a small course of the tests' own.

`cat tests/engine/practice/screens/*.ansi` shows those with colours as they are. `UPDATE_GOLDEN=1 pytest …` rewrites them.
"""

import io
import os
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from autograder.author.build import write
from autograder.cli.display import Terminal
from autograder.course import kit as kits
from autograder.course.folder import find_course
from autograder.practice.screen import Screen
from autograder.practice.session import Children, LoadEvent, ResultEvent, run
from autograder.practice.submission import Submission

HERE = Path(__file__).parent
GOLDEN = HERE / "screens"
COURSE = HERE.parent / "author" / "demo" / "course"
STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}

ARRAYS, NETWORK = "ch01_arrays", "ch02_network"
RIGHT = {
    "double": "return 2 * x",
    "row_sums": "return np.sum(X, axis=1)",
    "plot_squares": "x = np.arange(0, 4, 0.5)\nplt.plot(x, x**2)",
}
# What stands in each function; a function that is left out is not started.
ANSWERS = {
    "not_started": (ARRAYS, {}),
    "all_right": (ARRAYS, RIGHT),
    "wrong_value": (ARRAYS, {"double": "return x * x", "row_sums": RIGHT["row_sums"]}),
    "wrong_shape": (ARRAYS, {"double": RIGHT["double"], "row_sums": "return np.sum(X, axis=1, keepdims=True)"}),
    "wrong_plot": (ARRAYS, {**RIGHT, "plot_squares": "x = np.arange(0, 4, 0.25)\nplt.plot(x, x**2)"}),
    "typo": (ARRAYS, {"double": "return np.multipl(2, x)"}),
    "not_python": (ARRAYS, {"double": "return (2 * x", "row_sums": RIGHT["row_sums"]}),
    "printed_much": (ARRAYS, {"double": 'for n in range(40):\n    print("line", n)\nreturn x'}),
    "waiting": (NETWORK, {"relu": "return -x", "forward": "return np.dot(relu(np.dot(x, W1)), W2)"}),
    "loop": (NETWORK, {"relu": "while True:\n    pass"}),
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The small course's kit, which gives a call little time."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE, root, dirs_exist_ok=True)
    (root / "course.toml").write_text('title = "A small course"\n[limits]\ncall_cpu_seconds = 0.3\n', encoding="utf-8")
    write(find_course(root))
    return kits.read(root / "exercises")


def answered(kit, assignment, bodies):
    """The assignment's file with these functions filled in."""
    path = kit.root / f"{assignment}.py"
    text = path.read_text(encoding="utf-8")
    for name, body in bodies.items():
        start = text.index(STUB, text.index(f"def {name}("))
        text = text[:start] + "    " + body.replace("\n", "\n    ") + text[start + len(STUB) :]
    return Submission(path.name, text.encode())


def checked(kit, assignment, bodies):
    """The screen of a file that has been checked."""
    submission, children = answered(kit, assignment, bodies), Children()
    screen = Screen(
        kits.Target(kit.root / submission.name, kit.assignment(assignment)), submission, kit=kit, watching=True
    )
    try:
        for event in run(kit, screen.target.assignment, screen.target.exercises, submission, children):
            if isinstance(event, LoadEvent):
                screen.loaded = event
            elif isinstance(event, ResultEvent):
                screen.checked[event.result.name] = event
    finally:
        children.close()
    return screen


def window(screen, size, colours):
    """What stands in a window of that size."""
    width, height = SIZES[size]
    console = Console(
        file=io.StringIO(),
        width=width,
        height=height,
        force_terminal=True,
        color_system=colours,
        highlight=False,
        _environ={},
    )
    terminal = Terminal(console)
    terminal.settle(screen, "checked in 0.2 s at 09:41:07")
    console.file = io.StringIO()
    console.print(terminal.live.get_renderable())
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize("name", ANSWERS)
def test_a_screen_is_as_it_was(kit, name):
    screen = checked(kit, *ANSWERS[name])
    shown = {}
    for size in SIZES:
        shown[f"{name}-{size}.txt"] = window(screen, size, None)
        shown[f"{name}-{size}.ansi"] = window(screen, size, "standard")
    for file, text in shown.items():
        if os.environ.get("UPDATE_GOLDEN"):
            GOLDEN.mkdir(exist_ok=True)
            (GOLDEN / file).write_text(text, encoding="utf-8", newline="\n")
        assert text == (GOLDEN / file).read_text(encoding="utf-8"), file
    for size, (width, height) in SIZES.items():
        lines = shown[f"{name}-{size}.txt"].splitlines()
        assert len(lines) <= height
        assert max(map(len, lines)) <= width


def test_every_golden_screen_is_of_a_file_that_is_tried():
    names = {f"{name}-{size}.{kind}" for name in ANSWERS for size in SIZES for kind in ("txt", "ansi")}
    assert {path.name for path in GOLDEN.iterdir()} == names
