"""What suites import: judge a student's value against what was expected, and name known misconceptions.

Every judgement climbs the same ladder (defined, runs, type, shape, value) and raises `Mistake` at the first rung that breaks.
"""

from .figure import Axes, Figure, Line
from .judge import assert_array, assert_bit, assert_close, assert_curve, assert_equal, assert_integers, assert_true
from .misconception import Misconception, misconception
from .mistake import Mistake, Rung

__all__ = [
    "Axes",
    "Figure",
    "Line",
    "Misconception",
    "Mistake",
    "Rung",
    "assert_array",
    "assert_bit",
    "assert_close",
    "assert_curve",
    "assert_equal",
    "assert_integers",
    "assert_true",
    "misconception",
]
