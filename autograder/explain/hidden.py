"""What is said of a hidden check: one of a few sentences.

A submission that has met a hidden input chooses how it fails, and so which sentence its author reads: each sentence more is a part of a bit
that it can carry out. `SECURITY.md` says how many there are, and a test counts them. What a visible check has said before, when no hidden
input was known yet, may be said again in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from autograder.feedback import Cause, Feedback, Statement
from autograder.sandbox import LoadReport, Missing, Raised
from autograder.testing import Mistake

from .call import Call
from .error_matching import public_name
from .words import type_words

SIZES = frozenset({"ValueError", "IndexError", "AxisError"})  # what shapes, axes and indices that do not fit raise
PROVED = frozenset({"parameter_order"})  # known once the file is loaded; all else is found out by running it


def may_be_proved(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What may be said below a hidden check of all that was found out about the function."""
    return tuple(statement for statement in statements if statement.key in PROVED)


def short(full: Feedback, error: BaseException, call: Call, report: LoadReport) -> Feedback:
    """The few words in place of all that could be said."""
    if isinstance(call.answer, Missing) and call.name in report.names:
        return Feedback(Cause.CRASHED, _crashed(call))  # it was there when the file was loaded
    if full.cause is Cause.TIMED_OUT:
        fact = Statement("timed_out", {"name": call.name, "reason": "it ran out of time"})
        # Not how long it ran: a number of seconds holds many bits.
        return replace(full, fact=fact, line=None)
    if full.cause is Cause.CRASHED:
        return Feedback(Cause.CRASHED, _crashed(call))
    if full.cause is Cause.RAISED:
        return Feedback(Cause.RAISED, Statement("stopped", {"call": call.name, "type": _family(call)}))
    if full.cause in (Cause.TYPE, Cause.SHAPE) and isinstance(error, Mistake) and not error.sentence:
        return Feedback(full.cause, _kind(error, full, call))
    # The check's own words, a wrong value, or what stands fast since the file was loaded.
    return replace(full, explanation=()) if full.cause is Cause.VALUE else full


def _crashed(call: Call) -> Statement:
    return Statement("crashed", {"name": call.name, "reason": "ended first"})


def _family(call: Call) -> str:
    name = public_name(call.answer.type_name) if isinstance(call.answer, Raised) else ""
    # Two families for all types there are: a type is chosen by the code that raises it.
    return "ValueError or IndexError" if name in SIZES else "an exception"


def _kind(error: Mistake, full: Feedback, call: Call) -> Statement:
    assert (
        error.whole is not None and error.part is not None
    )  # a mistake without a sentence of its own compares two values
    if error.part.place:
        return Statement("returned_wrong_part", {"call": call.name, "kind": type_words(error.whole.expected)})
    if full.cause is Cause.SHAPE:
        return Statement("returned_wrong_shape", {"call": call.name})
    return Statement("returned", {"call": call.name, "got": "another type", "expected": _expected(error.part.expected)})


def _expected(value: object) -> str:
    """What was expected, without a look at what came back instead."""
    if isinstance(value, np.ndarray):
        return "an array of numbers" if value.ndim else "a number"
    return "a number" if isinstance(value, (bool, int, float, np.number)) else type_words(value)
