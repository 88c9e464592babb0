"""What an exercise's function does, as plain data that a picture is made of."""

from __future__ import annotations

import functools
from typing import Any

from autograder.result import Outcome
from autograder.sandbox import Value
from autograder.suite import Runner, Suite, sampling
from autograder.suite.local import Lossy
from autograder.suite.values import encode
from autograder.testing import Figure, Mistake

FIGURE = "figure"


def sample(runner: Runner, suite: Suite, exercise: str, answers: Lossy, namespace: dict[str, Any]) -> dict[str, Any]:
    """The kind of picture and the values for it, as JSON has them; None where the function gave nothing to draw.

    Of what draws by itself also how many of its checks it passes: a drawing may differ from ours and be right.
    """
    assert suite.recorded is not None  # a kit has no reference
    wanted = suite.recorded.sample(exercise)
    if wanted is None:
        drawn = answers.draw(exercise)
        (result,) = runner.each(suite.part([exercise]), answers)
        passed = sum(check.outcome is Outcome.PASSED for check in result.checks)
        value = figure(drawn.value) if isinstance(drawn, Value) else None
        return {"kind": FIGURE, "value": value, "passed": passed, "checks": len(result.checks)}
    uses = next(each.uses for each in suite.assignment.exercises if each.name == exercise)
    call = functools.partial(answers.call, exercise)
    shown = sampling.sample(wanted.kind, call, wanted.args, namespace, uses)
    return {"kind": wanted.kind.value, "value": encode(sampling.plain(shown))}


def figure(described: Any) -> Any:
    """A drawing as JSON has it; None for what is none."""
    try:
        return encode(Figure.of(described).described())
    except Mistake:
        return None
