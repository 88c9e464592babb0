"""The report's pictures as SVG: they take the colours of the page, light or dark, and stay sharp in print."""

from __future__ import annotations

import html
from collections.abc import Iterator

from autograder.result import points_text

from .model import Distribution

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 30, 8, 16, 22


def histogram(scores: Distribution) -> str:
    """The scores' histogram, with a dashed line at the median."""
    words = "; ".join(f"{_span(low, high)}: {count}" for low, high, count in scores.bins if count)
    label = html.escape(f"Histogram of {scores.count} scores, median {points_text(scores.median)}. {words}")
    return (
        f'<svg class="histogram" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{''.join(_bars(scores))}{_median(scores)}</svg>"
    )


def bar(share: float | None) -> str:
    """A share between 0 and 1 as a short bar."""
    if share is None:
        return ""
    filled = f'<rect width="{60 * share:.1f}" height="8" rx="2" class="filled"/>'
    return f'<svg class="bar" viewBox="0 0 60 8" aria-hidden="true"><rect width="60" height="8" rx="2" class="empty"/>{filled}</svg>'


def _bars(scores: Distribution) -> Iterator[str]:
    # No bin has anything: nothing is to be divided by it.
    most = max(count for _, _, count in scores.bins) or 1
    width = (WIDTH - LEFT - RIGHT) / len(scores.bins)
    bottom = HEIGHT - BOTTOM
    for index, (low, high, count) in enumerate(scores.bins):
        height = (bottom - TOP) * count / most
        x = LEFT + index * width
        yield (
            f'<rect class="filled" x="{x + 1:.1f}" y="{bottom - height:.1f}" width="{width - 2:.1f}" height="{height:.1f}">'
            f"<title>{_span(low, high)}: {count}</title></rect>"
        )
        if count:
            yield f'<text x="{x + width / 2:.1f}" y="{bottom - height - 4:.1f}" text-anchor="middle">{count}</text>'
    yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{bottom}" y2="{bottom}" class="axis"/>'
    for number, value in ((0, scores.bins[0][0]), (1, scores.bins[-1][1])):
        anchor = ("start", "end")[number]
        x = (LEFT, WIDTH - RIGHT)[number]
        yield f'<text x="{x}" y="{bottom + 14}" text-anchor="{anchor}">{points_text(value)}</text>'


def _median(scores: Distribution) -> str:
    low, high = scores.bins[0][0], scores.bins[-1][1]
    x = LEFT + (scores.median - low) / ((high - low) or 1) * (WIDTH - LEFT - RIGHT)  # a chapter may be worth no points
    # At an edge the words would be cut off.
    anchor = "end" if x > WIDTH * 0.8 else "start" if x < WIDTH * 0.2 else "middle"
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{HEIGHT - BOTTOM + 3}" class="median"/>'
        f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 14}" text-anchor="{anchor}">median {points_text(scores.median)}</text>'
    )


def _span(low: float, high: float) -> str:
    return f"{points_text(low)} to {points_text(high)}"
