"""A known wrong answer is claimed only of programs of which its sentence is true: each other known one, all truth tables, and mutants."""

import ast
import contextlib
import io
import os
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest

from autograder.author.audit.mutants.mutation import mutants
from autograder.course.folder import find_course
from autograder.suite import Runner

from .claims import claims

COURSE = Path(__file__).parents[3]
GOLDEN = Path(__file__).with_name("claims.golden.txt")
STEP = 10  # all mutants take half a minute: `tox run -e slow`
VISIBLY = "  # by its visible checks alone"
GATES = ("AND", "NAND", "OR", "XOR")
# What the visible checks of an exercise do not tell apart, and why they need not: a kit claims nothing there.
ALIKE_IN_A_KIT = {}
# How sentences about gates begin, and what must be so of the answers to (0, 0), (1, 0), (0, 1), (1, 1).
OF_GATES = {
    "It answers 0 whatever comes in": lambda t: t == (0, 0, 0, 0),
    "It answers 1 whatever comes in": lambda t: t == (1, 1, 1, 1),
    "It answers 0 to no input, to x1 alone and to both": lambda t: (t[0], t[1], t[3]) == (0, 0, 0),
    "It answers 1 to no input, to x1 alone and to both": lambda t: (t[0], t[1], t[3]) == (1, 1, 1),
    "This is OR": lambda t: t == (0, 1, 1, 1),
    "This is NAND": lambda t: t == (1, 1, 1, 0),
    'This is "not OR"': lambda t: t == (1, 0, 0, 0),
    "This is the exclusive or": lambda t: t == (0, 1, 1, 0),
    "This is x1 alone": lambda t: t == (0, 1, 0, 1),
    "This is x2 alone": lambda t: t == (0, 0, 1, 1),
    "This is x1 turned round": lambda t: t == (1, 0, 1, 0),
    "This is x2 turned round": lambda t: t == (1, 1, 0, 0),
    "This says 1 whenever the inputs are equal": lambda t: t == (1, 0, 0, 1),
    "This says 1 when the inputs are equal": lambda t: (t[0], t[3]) == (1, 1),
    "This says 1 for no input and for both, but 0 for x1 alone": lambda t: (t[0], t[1], t[3]) == (1, 0, 1),
    "This says 1 for no input and for x1 alone, and 0 for both": lambda t: (t[0], t[1], t[3]) == (1, 1, 0),
    "This says 1 for no input, and 0 for x1 alone and for both": lambda t: (t[0], t[1], t[3]) == (1, 0, 0),
    "This says 0 for no input and for x1 alone, and 1 for both": lambda t: (t[0], t[1], t[3]) == (0, 0, 1),
    "This says 1 for two inputs of 1 and 0 for x1 alone": lambda t: (t[1], t[3]) == (0, 1),
    "This says 1 for x1 alone and 0 for both": lambda t: (t[1], t[3]) == (1, 0),
    "This says 0 for x1 alone and 1 for both": lambda t: (t[1], t[3]) == (0, 1),
    "x1 alone is already enough": lambda t: t[1] == 1,
    "x1 alone is not enough": lambda t: t[1] == 0,
    "x1 alone silences it": lambda t: (t[0], t[1]) == (1, 0),
}


def of_the_course(use):
    """Call `use` with the claims of every exercise in turn, while the suites are collected."""

    def use_each(runner):
        with contextlib.redirect_stdout(io.StringIO()):
            for exercise in claims(runner):
                use(exercise)

    Runner.collect(find_course(COURSE).assignments, use_each)


@pytest.fixture(scope="module")
def agreeing():
    """For each exercise, which misconceptions agree with what each of them answers: to all calls, and to the visible ones."""
    found = {}

    def use(exercise):
        answered = {one.name: exercise.answered(one.function) for one in exercise.misconceptions}
        found[exercise.exercise] = {
            name: [exercise.agreeing(one, visible_only=visible_only) for visible_only in (False, True)]
            for name, one in answered.items()
        }

    of_the_course(use)
    return found


def test_every_misconception_differs_from_every_other_and_from_the_reference(agreeing):
    alike = {name: all_calls for known in agreeing.values() for name, (all_calls, _) in known.items()}
    assert {name: names for name, names in alike.items() if names != {name}} == {}


def test_visible_checks_tell_all_apart_but_a_few(agreeing):
    alike = {
        exercise: sorted({frozenset(visible) for _, visible in known.values() if len(visible) > 1}, key=sorted)
        for exercise, known in agreeing.items()
    }
    assert {exercise: groups for exercise, groups in alike.items() if groups} == ALIKE_IN_A_KIT


def test_what_is_said_of_a_gate_is_true_of_its_truth_table():
    false, tables, said = [], 0, 0

    def use(exercise):
        nonlocal tables, said
        for number in range(16) if exercise.exercise in GATES else ():
            table = tuple(number >> place & 1 for place in range(4))
            answered = exercise.answered(lambda x1, x2, table=table: table[int(x1) + 2 * int(x2)])
            tables += 1
            for claim in filter(None, (exercise.claim(answered), exercise.claim(answered, visible_only=True))):
                said += 1
                opening = max((one for one in OF_GATES if claim.sentence.startswith(one)), key=len, default=None)
                if opening is None or not OF_GATES[opening](table):
                    false.append((exercise.exercise, table, claim.sentence))

    of_the_course(use)
    assert not false
    assert tables == 64 and said > 80


@pytest.mark.parametrize("step", [STEP, pytest.param(1, marks=pytest.mark.slow)])
def test_what_is_claimed_of_mutants_has_been_read(step):
    """To accept a change, run this test with UPDATE_GOLDEN=1 and judge each sentence by the code that it is said of.

    The first line names the exercises that were read; one that was added since breaks nothing until it is read, too.
    """
    step = 1 if os.environ.get("UPDATE_GOLDEN") else step
    claimed, tried = defaultdict(list), {}

    def use(exercise):
        some = list(islice(mutants(source_of(exercise)), None, None, step))
        tried[exercise.exercise] = set(map(one_line, some))
        for mutant in some:
            answered = exercise.answered(compiled(exercise, mutant))
            graded, in_kit = exercise.claim(answered), exercise.claim(answered, visible_only=True)
            if graded is not None:
                claimed[exercise.exercise, graded].append(one_line(mutant))
            if in_kit is not None and in_kit is not graded:
                claimed[exercise.exercise, in_kit].append(one_line(mutant) + VISIBLY)

    of_the_course(use)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(recorded(tried, claimed), encoding="utf-8", newline="\n")
    golden = GOLDEN.read_text(encoding="utf-8")
    were_read = golden.partition("\n")[0].split()
    if step == 1:
        assert recorded(were_read, claimed) == golden
    found = {entry for entry in entries(recorded(tried, claimed)) if entry[0] in were_read}
    assert found == {entry for entry in entries(golden) if entry[-1].removesuffix(VISIBLY) in tried.get(entry[0], ())}
    assert len(found) > 20


def recorded(exercises, claimed):
    """What is claimed of these exercises' mutants, as the golden file has it."""
    return f"{' '.join(exercises)}\n\n" + "\n".join(
        f"{exercise}: {claim.name}\n“{claim.sentence}”\n" + "".join(f"    {code}\n" for code in said)
        for (exercise, claim), said in claimed.items()
        if exercise in exercises
    )


def entries(text):
    """(exercise, claim, sentence, mutant) of each line of a golden file that is a mutant."""
    for group in text.split("\n\n")[1:]:
        heading, sentence, *codes = group.strip("\n").split("\n")
        yield from ((*heading.split(": "), sentence, code.removeprefix("    ")) for code in codes)


def source_of(exercise):
    """The source of the reference's function."""
    functions = ast.parse(exercise.source.read_text(encoding="utf-8")).body
    return next(ast.unparse(node) for node in functions if getattr(node, "name", "") == exercise.exercise)


def compiled(exercise, source):
    """The function that `source` defines, among the reference's other functions."""
    namespace = dict(exercise.namespace)
    exec(compile(source, "a mutant", "exec"), namespace)
    return namespace[exercise.exercise]


def one_line(source):
    """A function on a line, to be read rather than run."""
    return "; ".join(line.strip() for line in source.splitlines()).replace(":; ", ": ")
