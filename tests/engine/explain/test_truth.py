"""Whatever is said about a wrong program is true of it: known wrong answers, mutants of the solutions, truth tables of the gates.

What a misconception's sentence says is checked in `suite/test_claims.py`; this is about everything else.
"""

import ast
import contextlib
import io
import re
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from autograder.author.audit.mutants.mutation import mutants
from autograder.course.folder import find_course
from autograder.explain.words import shape_words
from autograder.feedback import Cause, Statement
from autograder.result import OUTCOMES, Outcome
from autograder.sandbox.inside.drawing import FigureRecorder
from autograder.sandbox.inside.loader import Loader
from autograder.suite import Runner
from autograder.suite.local import Local, report_of
from autograder.suite.variants import with_misconceptions

COURSE = find_course(Path(__file__).parents[3])
STEP = 10  # all mutants take a minute: `tox run -e slow`
pytestmark = pytest.mark.usefixtures("pyplot_stays")
GATES = ("AND", "NAND", "OR", "XOR")
FILE = "submission.py"


def programs(suite, step):
    """(exercise, source of a whole submission) of each wrong program, but only one in `step` mutants."""
    text = suite.assignment.source.read_text(encoding="utf-8")
    for wrong in suite.misconceptions:
        yield wrong.exercise, with_misconceptions(suite.assignment, [wrong])
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    for exercise in suite.assignment.exercises:
        for mutant in islice(mutants(ast.unparse(functions[exercise.name])), None, None, step):
            yield exercise.name, f"{text}\n\n{mutant}\n"
        for number in range(16) if exercise.name in GATES else ():
            table = tuple(number >> place & 1 for place in range(4))
            gate = f"def {exercise.name}(x1, x2):\n    return {table}[int(x1) + 2 * int(x2)]\n"
            yield exercise.name, f"{text}\n\n{gate}"


def feedback(runner, suite, exercise, source, recorder):
    """(feedback, the program's function) of each check of the exercise that the program fails."""
    cells = [(FILE, source.encode())]
    loader = Loader(cells, (), lambda index, line: None)
    report = report_of(loader.load(), cells)
    namespace = loader.module.__dict__
    local = Local(namespace, loader.files, report, draw=recorder.draw, replaced=loader.redefinitions.functions)
    part = suite.part([exercise])
    for result in runner.each(part, local, trace=local.steps, width=80):
        for check in result.checks:
            if check.outcome is not Outcome.PASSED:
                yield check, namespace


def _nodes(source, name):
    """The last definition of a function."""
    found = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[-1]


def untrue(check, exercise, source, namespace):
    """What the feedback says that is not so; "" where all of it is."""
    said = check.feedback
    if OUTCOMES[said.cause] is not check.outcome:
        return "its cause is not its outcome"
    if not check.visible and (said.call or said.differences or said.printed):
        return "a hidden check shows values"
    if said.line is not None and said.line.text != source.splitlines()[said.line.number - 1].strip()[:200]:
        return "the quoted line is no line of the file"
    if said.hint and said.explanation:
        return "a hint beside an explanation"
    returns = [node for node in ast.walk(_nodes(source, exercise)) if isinstance(node, ast.Return)]
    for statement in said.explanation:
        reason = UNTRUE.get(statement.key, lambda *_: "")(statement, source, exercise, returns)
        if reason:
            return f"{statement}: {reason}"
    return _untrue_shape(said, namespace) if said.cause is Cause.SHAPE and said.call else ""


def _untrue_shape(said, namespace):
    with np.errstate(all="ignore"):
        value = eval(said.call, {**namespace, "np": np})
    # Of a part, the shape is not the answer's.
    whole = re.fullmatch(r"an array of shape (.*)", str(said.fact.fields["got"]))
    return "another shape came back" if whole and whole[1] != shape_words(np.shape(value)) else ""


def _parameters(source, name):
    return [argument.arg for argument in _nodes(source, name).args.args]


UNTRUE = {
    "no_return": lambda statement, source, name, returns: "it returns" * bool(returns),
    "print_for_return": lambda statement, source, name, returns: "it returns" * bool(returns),
    "no_return_reached": lambda statement, source, name, returns: (
        "a return stands in no block" * (not returns or any(one in _nodes(source, name).body for one in returns))
    ),
    "returns_print": lambda statement, source, name, returns: "it does not" * ("return print" not in source),
    "parameter_order": lambda statement, source, name, returns: (
        "they are in another order" * (", ".join(_parameters(source, name)) != statement.fields["got"])
    ),
    "first_layer": lambda statement, source, name, returns: "no such layer" * (statement.fields["layer"] not in "123"),
}


@pytest.mark.parametrize("step", [STEP, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", [assignment.name for assignment in COURSE.assignments])
def test_what_is_said_of_a_wrong_program_is_true_of_it(name, step):
    false, count, keys = [], 0, set()
    recorder = FigureRecorder()

    def use(runner):
        nonlocal count
        suite = runner.suites[name]
        for exercise, source in programs(suite, step):
            count += 1
            with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
                for check, namespace in feedback(runner, suite, exercise, source, recorder):
                    keys.update(statement.key for statement in check.feedback.explanation)
                    reason = untrue(check, exercise, source, namespace)
                    if reason:
                        false.append((exercise, check.name, reason, source[-300:]))

    Runner.collect([one for one in COURSE.assignments if one.name == name], use)
    assert not false[:3]
    assert count > 60
    assert "misconception" in keys


def test_a_false_statement_would_be_found():
    source = "def f(x):\n    return print(x)\n"
    returns = [node for node in ast.walk(_nodes(source, "f")) if isinstance(node, ast.Return)]
    assert UNTRUE["no_return"](Statement("no_return"), source, "f", returns) == "it returns"
    order = Statement("parameter_order", {"name": "f", "expected": "y, x", "got": "y, x"})
    assert UNTRUE["parameter_order"](order, source, "f", returns)
