"""The figures of item analysis: spread, difficulty and discrimination."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .model import Distribution

BINS = 10
FEWEST = 5  # students: a correlation of fewer says nothing
Numbers = NDArray[np.float64]


def distribution(scores: Sequence[float], most: float) -> Distribution | None:
    """How scores between 0 and `most` are spread; None without any."""
    if not scores:
        return None
    values = np.asarray(scores, dtype=float)
    upper = max(most, float(values.max()), 1e-9)  # NumPy widens a range of no width, to below 0
    counts, edges = np.histogram(values, bins=BINS, range=(min(0.0, float(values.min())), upper))
    low, median, high = np.percentile(values, [25, 50, 75])
    return Distribution(
        count=len(values),
        mean=_rounded(values.mean()),
        median=_rounded(median),
        deviation=_rounded(values.std(ddof=1)) if len(values) > 1 else 0.0,  # of a sample, n - 1
        lower_quartile=_rounded(low),
        upper_quartile=_rounded(high),
        lowest=_rounded(values.min()),
        highest=_rounded(values.max()),
        bins=tuple((_rounded(a), _rounded(b), int(n)) for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True)),
    )


def correlation(item: Numbers, rest: Numbers) -> float | None:
    """Pearson's correlation of an item with the rest of the points; for passed and not passed it is the point-biserial one.

    None for fewer than five students, or where one of the two does not vary.
    """
    if len(item) < FEWEST or np.ptp(item) < 1e-9 or np.ptp(rest) < 1e-9:  # rounding apart, equal: nothing to divide by
        return None
    return round(float(np.corrcoef(item, rest)[0, 1]), 3)


def share(part: float, whole: float) -> float | None:
    """A part of a whole, None of nothing."""
    return round(part / whole, 4) if whole else None


def _rounded(value: float) -> float:
    return round(float(value), 4)
