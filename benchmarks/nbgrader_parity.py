"""Do notebooks score the same under nbgrader alone and under our configuration?

    python benchmarks/nbgrader_parity.py [--only pairs|edges] [-o DIR]

Two sets: pairs of a source and a submission that nbgrader ships with its tests and documentation, and odd notebooks of our own, one student
each, whose only answer does something unusual. Each set is autograded twice with nbgrader's own command, both at the same time, and each pair
by a command of its own, because nbgrader alone stops the whole run at some; every score, and every submission that fails, is compared. Ends
with exit code 1 if anything differs that is not expected to.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import nbgrader
import nbgrader.apps  # once for all commands, which are forked from here
from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader_rate import clean_environment

from autograder.course.folder import find_course
from autograder.nbgrader.layout import CONFIG, lay_out

PACKAGE = Path(nbgrader.__file__).parent
FILES = PACKAGE / "tests" / "apps" / "files"
CELLS = PACKAGE / "tests" / "preprocessors" / "files"
GUIDE = PACKAGE / "docs" / "source" / "user_guide"
SECONDS = 8  # for a cell; most of what takes longer is meant to

FORK = multiprocessing.get_context("fork")

Scores = dict[tuple[str, str, str], float | None]

# Each answer sets `ok`; the grade cell says `assert ok`. Beside the notebook lie data.csv ("a,b\n1,2\n") and helper.py (`twice`).
EDGES = {
    "plain": "ok = True",
    "wrong": "ok = False",
    "does not parse": "def f(:",
    "undefined": "ok = undefined",
    "reads a file": "ok = open('data.csv').read() == 'a,b\\n1,2\\n'",
    "reads a table": "import numpy as np\nok = np.loadtxt('data.csv', delimiter=',', skiprows=1).tolist() == [1, 2]",
    "lists the folder": "import os\nok = 'data.csv' in os.listdir()",
    "globs": "import glob\nok = glob.glob('*.csv') == ['data.csv']",
    "pathlib": "from pathlib import Path\nok = Path('data.csv').resolve().exists() and Path().absolute().is_dir()",
    "imports a helper": "import helper\nok = helper.twice(2) == 4",
    "reloads a helper": "import helper, importlib\nok = importlib.reload(helper).twice(2) == 4",
    "runs a helper": "%run helper.py\nok = twice(2) == 4",
    "writes and reads": "open('x.txt', 'w').write('x')\nok = open('x.txt').read() == 'x'",
    "makes folders": "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w').close()\nok = os.listdir('a/b') == ['c']",
    "copies and removes": "import os, shutil\nshutil.copy('data.csv', 'c.csv')\nos.remove('c.csv')\nok = not os.path.exists('c.csv')",
    "a temporary file": "import tempfile\nwith tempfile.NamedTemporaryFile() as f:\n    ok = f.write(b'x') == 1",
    "a database": "import sqlite3\nwith sqlite3.connect('a.db') as c:\n    ok = c.execute('select 1').fetchone() == (1,)",
    "pickles": "import pickle\nwith open('a.pkl', 'wb') as f:\n    pickle.dump([1], f)\nok = pickle.load(open('a.pkl', 'rb')) == [1]",
    "saves arrays": "import numpy as np\nnp.savez('a.npz', x=[1])\nok = np.load('a.npz')['x'].tolist() == [1]",
    "saves a plot": "import matplotlib.pyplot as plt, os\nplt.plot([1, 2])\nplt.savefig('p.png')\nok = os.path.getsize('p.png') > 0",
    "getsource": "import inspect\ndef f(x):\n    return x\nok = 'return x' in inspect.getsource(f)",
    "capture": "from IPython.utils.capture import capture_output\nwith capture_output() as c:\n    print('x')\nok = c.stdout == 'x\\n'",
    "time": "%time x = 3\nok = x == 3",
    "timeit": "r = %timeit -o -n1 -r1 1 + 1\nok = r.loops == 1",
    "writefile": "get_ipython().run_cell_magic('writefile', 'm.py', 'y = 5')\nimport m\nok = m.y == 5",
    "threads": "import threading\nseen = []\nt = threading.Thread(target=seen.append, args=(1,))\nt.start(); t.join()\nok = seen == [1]",
    "an executor": "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as e:\n    ok = list(e.map(abs, [-1])) == [1]",
    "awaits": "import asyncio\nok = await asyncio.sleep(0.01, True)",
    "an alarm": "import signal\nsignal.alarm(60)\nsignal.alarm(0)\nok = True",
    "last value": "5\nok = True",
    "In and Out": "ok = 'ok' in In[-1]",
    "environment": "import os\nok = os.environ['NBGRADER_EXECUTION'] == 'autograde'",
    "main": "ok = __name__ == '__main__'",
    "input": "ok = True\ninput()",
    "exits": "ok = True\nraise SystemExit",
    "sleeps": "ok = True\nimport time\ntime.sleep(60)",
    "loops": "ok = True\nwhile True:\n    pass",
    "recurses": "ok = True\ndef f():\n    return f()\nf()",
    "warns": "import warnings\nwarnings.warn('careful')\nok = True",
    "deep output": "print('x' * 10**6)\nok = True",
    "a shell command": "lines = !echo hello\nok = lines == ['hello']",
    "subprocess": "import subprocess\nok = subprocess.run(['true']).returncode == 0",
    "ends the kernel": "import os\nok = True\nos._exit(0)",
    "half a character": "ok = '\\ud800' != ''\nprint('\\ud800')",
}
# Where ours is meant to differ: no other programs (the cell says so), and a kernel that is lost costs one cell.
MEANT = {"a shell command", "subprocess", "ends the kernel"}


def main() -> None:
    """Print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["pairs", "edges"])
    parser.add_argument("-o", "--output", type=Path, help="keep everything in this folder")
    options = parser.parse_args()
    unexpected = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, lay in (("pairs", lay_pairs), ("edges", lay_edges)):
            if options.only in (None, name):
                unexpected += compare(name, lay, (options.output or Path(scratch)).resolve() / name)
    sys.exit(bool(unexpected))


def compare(name: str, lay: Any, folder: Path) -> int:
    """Grade one set twice; how many differ without being meant to."""
    with ThreadPoolExecutor(2) as pool:
        stock, ours = pool.map(lambda kind: graded(folder / kind, lay, ours=kind == "ours"), ("stock", "ours"))
    scores = {"stock": stock, "ours": ours}
    students = sorted({key[:2] for found in scores.values() for key in found} | handed_in(folder / "ours"))
    differ = [one for one in students if of(scores["stock"], one) != of(scores["ours"], one)]
    print(f"{name}: {len(students) - len(differ)} of {len(students)} equal")
    for one in differ:
        meant = " (meant)" if one[1] in MEANT else ""
        print(f"  {one[0]} {one[1]}{meant}: nbgrader alone {of(scores['stock'], one)}, ours {of(scores['ours'], one)}")
    return sum(one[1] not in MEANT for one in differ)


def of(scores: Scores, one: tuple[str, str]) -> dict[str, float | None] | str:
    """One submission's scores by grade id, if it did not fail."""
    found = {cell: score for (assignment, student, cell), score in scores.items() if (assignment, student) == one}
    return {cell: score for cell, score in found.items() if cell} if found else "failed"


def graded(folder: Path, lay: Any, *, ours: bool) -> Scores:
    """Every score of a class that was autograded with nbgrader's command; "" stands for the whole of a submission."""
    environment = clean_environment(folder)
    folder.mkdir(parents=True)
    if ours:
        lay_out(find_course(Path(__file__).parents[1]), folder)
    with (folder / CONFIG).open("a", encoding="utf-8") as config:
        config.write(f"\nc = get_config()\nc.Execute.timeout = {SECONDS}\nc.ClearSolutions.enforce_metadata = False\n")
    for assignment, students in lay(folder).items():
        for words in (["generate_assignment"], *(["autograde", "--student", student] for student in students)):
            command = FORK.Process(target=run_nbgrader, args=(folder, environment, [*words, assignment]))
            command.start()
            command.join()
    query = """
        select assignment.name, submitted_assignment.student_id, base_cell.name, grade.auto_score from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join assignment on submitted_assignment.assignment_id = assignment.id
        join base_cell on grade.cell_id = base_cell.id"""
    with closing(sqlite3.connect(folder / "gradebook.db")) as database:
        rows = list(database.execute(query))
    there = {(path.parent.name, path.name) for path in folder.glob("autograded/*/*")}
    graded = {(name, student, ""): None for student, name in there}  # a notebook need not have a cell with a score
    return {
        **graded,
        **{(name, student, cell): score for name, student, cell, score in rows if (student, name) in there},
    }


def run_nbgrader(folder: Path, environment: dict[str, str], words: list[str]) -> None:
    """One command of nbgrader's, in a process of its own; what it says goes to the log."""
    os.chdir(folder)
    os.environ.update(environment)
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(log, f"$ nbgrader {' '.join(words)}\n".encode())
    for stream in (1, 2):
        os.dup2(log, stream)
    NbGraderApp.launch_instance(words)  # type: ignore[no-untyped-call]


def handed_in(folder: Path) -> set[tuple[str, str]]:
    """(assignment, student) of every submission."""
    return {(path.name, path.parent.name) for path in folder.glob("submitted/*/*")}


def lay_edges(folder: Path) -> dict[str, list[str]]:
    """One assignment, to be graded for all students at once."""
    source = folder / "source" / "edges"
    source.mkdir(parents=True)
    (source / "data.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (source / "helper.py").write_text("def twice(x):\n    return 2 * x\n", encoding="utf-8")
    write(source / "edges.ipynb", notebook("ok = None"))
    for name, answer in EDGES.items():
        path = folder / "submitted" / name / "edges" / "edges.ipynb"
        path.parent.mkdir(parents=True)
        write(path, notebook(answer))
    return {"edges": ["*"]}


def notebook(answer: str) -> dict[str, Any]:
    """The notebook with an answer."""
    marks = {"schema_version": 3, "task": False}
    solution = {**marks, "grade_id": "answer", "grade": False, "solution": True, "locked": False}
    tests = {**marks, "grade": True, "solution": False, "locked": True}
    cells = [
        (answer, solution),
        ("assert ok", {**tests, "grade_id": "whole", "points": 1}),
        ("2 if ok else 1", {**tests, "grade_id": "part", "points": 2}),
    ]
    code = {"cell_type": "code", "execution_count": None, "outputs": []}
    made = [{**code, "source": text, "metadata": {"nbgrader": mark}} for text, mark in cells]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}


def write(path: Path, book: dict[str, Any]) -> None:
    """Write a notebook."""
    path.write_text(json.dumps(book), encoding="utf-8")


# (folder, source, submissions, files beside the source), all among nbgrader's own.
PAIRS: list[tuple[Path, str, list[str], list[str]]] = [
    (
        FILES, "submitted-unchanged",
        [
            "submitted-unchanged", "submitted-changed", "submitted-cheat-attempt", "submitted-cheat-attempt-alternative",
            "submitted-grade-cell-changed", "submitted-locked-cell-changed",
        ],
        [],
    ),
    (FILES, "test", ["test", "test-with-output", "test-no-metadata", "test-v0", "test-v1", "test-v2", "too-new"], []),
    (FILES, "test-hidden-tests", ["test-hidden-tests"], []),
    (FILES, "validation-zero-points", ["validation-zero-points"], []),
    (FILES, "open_relative_file", ["open_relative_file"], ["data.txt"]),
    (FILES, "side-effects", ["side-effects"], []),
    (FILES, "timeout", ["timeout"], []),
    (FILES, "infinite-loop", ["infinite-loop", "infinite-loop-with-output"], []),
    (FILES, "validating-environment-variable", ["validating-environment-variable"], []),
    (FILES, "autotest-simple", ["autotest-simple-unchanged", "autotest-simple-changed", "autotest-simple"], []),
    (FILES, "autotest-hashed", ["autotest-hashed-unchanged", "autotest-hashed-changed", "autotest-hashed"], []),
    (FILES, "autotest-multi", ["autotest-multi-unchanged", "autotest-multi-changed", "autotest-multi"], []),
    (
        FILES, "autotest-hidden",
        ["autotest-hidden-unchanged", "autotest-hidden-changed-right", "autotest-hidden-changed-wrong", "autotest-hidden"],
        [],
    ),
    (
        CELLS, "submitted-unchanged",
        [
            "submitted-unchanged", "submitted-changed", "submitted-grade-cell-changed", "submitted-locked-cell-changed",
            "submitted-answer-cell-type-changed", "submitted-grade-cell-type-changed", "duplicate-grade-ids",
        ],
        [],
    ),
    (CELLS, "test", ["test", "test_taskcell"], ["jupyter.png"]),
    (CELLS, "test_taskcell", ["test_taskcell", "test"], ["jupyter.png"]),
    (CELLS, "manually-graded-code-cell", ["manually-graded-code-cell"], []),
    (CELLS, "infinite-recursion", ["infinite-recursion"], []),
    (CELLS, "long-output", ["long-output"], []),
    (CELLS, "warning-pattern", ["warning-pattern"], []),
]  # fmt: skip


def lay_pairs(folder: Path) -> dict[str, list[str]]:
    """An assignment for each source; its students, each to be graded alone."""
    shutil.copy(FILES / "autotests.yml", folder / "autotests.yml")
    for there, source, submissions, beside in PAIRS:
        assignment = _assignment(there, source)
        place(there / f"{source}.ipynb", folder / "source" / assignment / "p1.ipynb")
        for name in beside:
            place(there / name, folder / "source" / assignment / name)
        for name in submissions:
            place(there / f"{name}.ipynb", folder / "submitted" / name / assignment / "p1.ipynb")
    for number in ("problem1", "problem2"):
        place(GUIDE / "source" / "ps1" / f"{number}.ipynb", folder / "source" / number / "p1.ipynb")
        for student in ("bitdiddle", "hacker"):
            submitted = GUIDE / "submitted" / student / "ps1" / f"{number}.ipynb"
            place(submitted, folder / "submitted" / student / number / "p1.ipynb")
        place(GUIDE / "release" / "ps1" / f"{number}.ipynb", folder / "submitted" / "blank" / number / "p1.ipynb")
        place(GUIDE / "source" / "ps1" / f"{number}.ipynb", folder / "submitted" / "solution" / number / "p1.ipynb")
    students: dict[str, list[str]] = {}
    for path in sorted(folder.glob("submitted/*/*")):
        students.setdefault(path.name, []).append(path.parent.name)
    return students


def _assignment(there: Path, source: str) -> str:
    """Both folders have a notebook of that name."""
    return source if there == FILES else f"cells-{source}"


def place(source: Path, target: Path) -> None:
    """Copy a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
