"""What suites import: judge a student's value against what was expected, and name known misconceptions.

Every judgement compares type, shape and value in this order and raises `Mistake` at the first that is wrong.
"""

from .curve import assert_nothing_else, assert_shows
from .figure import Axes, Figure, Line
from .judge import (
    assert_array,
    assert_bit,
    assert_close,
    assert_curve,
    assert_equal,
    assert_integers,
    assert_true,
    assert_unchanged,
)
from .misconception import Misconception, misconception
from .mistake import Mistake, Stage

__all__ = [
    "Axes",
    "Figure",
    "Line",
    "Misconception",
    "Mistake",
    "Stage",
    "assert_array",
    "assert_bit",
    "assert_close",
    "assert_curve",
    "assert_equal",
    "assert_integers",
    "assert_nothing_else",
    "assert_shows",
    "assert_true",
    "assert_unchanged",
    "misconception",
]
