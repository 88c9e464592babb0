"""From how a check ended to what is told of it. Runs where the values are; `told` is all that others need."""

from __future__ import annotations

import re

from autograder.explain.differences import compare
from autograder.explain.feedback import Explanation
from autograder.result import CheckResult, ExerciseResult, Outcome
from autograder.testing.figure import Line

from .told import Told

WIDTH = 80
PRINTED = "`print` only shows a value; `return` hands it over."
SIDES = "; expected "  # stands in the fact about a value that is compared with another


def tell(
    result: ExerciseResult, explanations: list[Explanation], printed: dict[str, str], width: int = WIDTH
) -> dict[str, Told]:
    """What to tell of each check of an exercise that does not pass, by its name.

    Args:
        printed: what the student's code printed in each check.
        width: the most characters of a line.
    """
    return {
        check.name: _told(check, words, printed.get(check.name, ""), width)
        for check, words in zip(result.checks, explanations, strict=True)
        if check.outcome is not Outcome.PASSED
    }


def _told(check: CheckResult, words: Explanation, printed: str, width: int) -> Told:
    reason = check.message.removeprefix(words.fact).strip()
    if printed.strip() and words.part is not None and words.part.got is None:
        reason += f" {PRINTED}"
    comparison = _comparison(words, width)
    fact = "" if comparison and SIDES in words.fact else _without_call(words)
    return Told(words.call, fact, comparison, reason, "" if reason else check.hint, printed)


def _comparison(words: Explanation, width: int) -> tuple[tuple[str, tuple[int, int] | None], ...]:
    part = words.part
    is_line = part is not None and isinstance(part.got, Line)
    if part is None or not (is_line or SIDES in words.fact):
        return ()
    place = [(f"{part.place}:", None)] if part.place and not is_line else []
    return (*place, *((line.text, line.mark) for line in compare(part.got, part.expected, width)))


def _without_call(words: Explanation) -> str:
    """The fact without the call it begins with, which stands by itself above it, and in full."""
    quoted = re.match(r"`(\w+)\(.*?`", words.fact)
    if not quoted or not words.call.startswith(f"{quoted[1]}("):
        return words.fact
    rest = words.fact[quoted.end() :].lstrip(": ")
    return rest[:1].upper() + rest[1:]
