"""A drawing's data as a small SVG, for pages that show many of them: a hundred times quicker than a PNG, and sharp at any size."""

from __future__ import annotations

import html
from collections.abc import Iterator

import numpy as np

from autograder.explain.words import number
from autograder.testing import Axes, Figure, Line

WIDTH, HEIGHT = 300, 220
CAPTION = 18
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 26, 40
COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd")
DASHES = {"--": "6 4", ":": "1.5 3.5", "-.": "6 3 1.5 3"}
POINTS, LINES, TEXT = 2000, 20, 60  # more would not be seen at this size, and a class has thousands of these pictures


def side_by_side(**figures: Figure) -> str:
    """The first axes of each drawing from left to right, each above its name: `side_by_side(yours=…, expected=…)`."""
    width, height = WIDTH * len(figures), HEIGHT + CAPTION
    parts = [
        f'<g transform="translate({WIDTH * index} 0)">{"".join(_drawing(figure))}'
        f"{_text(WIDTH / 2, height - 5, name, opacity=0.7)}</g>"
        for index, (name, figure) in enumerate(figures.items())
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
    # The page's own colour, on light and dark ones.
    style = 'font-family="sans-serif" font-size="10" fill="currentColor"'
    return f'{head} aria-label="{html.escape(", ".join(figures))}" {style}>{"".join(parts)}</svg>'


def _drawing(figure: Figure) -> Iterator[str]:
    if figure.axes:
        return _axes(figure.axes[0])
    return iter([_text(WIDTH / 2, HEIGHT / 2, "nothing was drawn")])


def _axes(axes: Axes) -> Iterator[str]:
    lines = axes.lines[:LINES]
    xlim, ylim = _limits(axes.xlim), _limits(axes.ylim)
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    yield (
        f'<rect x="{LEFT}" y="{TOP}" width="{right - LEFT}" height="{bottom - TOP}" fill="none" stroke="currentColor" '
        'stroke-opacity="0.5"/>'
    )
    for index, line in enumerate(lines):
        yield from _line(line, COLOURS[index % len(COLOURS)], xlim, ylim)
    yield _text(LEFT, bottom + 14, number(xlim[0]), "start") + _text(right, bottom + 14, number(xlim[1]), "end")
    yield _text(LEFT - 4, bottom, number(ylim[0]), "end") + _text(LEFT - 4, TOP + 8, number(ylim[1]), "end")
    yield _text((LEFT + right) / 2, TOP - 10, axes.title) + _text((LEFT + right) / 2, HEIGHT - 8, axes.xlabel)
    middle = (TOP + bottom) / 2
    yield f'<g transform="rotate(-90 12 {middle})">{_text(12, middle, axes.ylabel)}</g>'
    if axes.legend is not None:
        yield from _legend(lines)


def _line(line: Line, colour: str, xlim: tuple[float, float], ylim: tuple[float, float]) -> Iterator[str]:
    """The line, cut at the frame: whatever is not finite breaks it."""
    count = min(len(line.x), len(line.y), POINTS)
    x = LEFT + (line.x[:count] - xlim[0]) / (xlim[1] - xlim[0]) * (WIDTH - RIGHT - LEFT)
    y = HEIGHT - BOTTOM - (line.y[:count] - ylim[0]) / (ylim[1] - ylim[0]) * (HEIGHT - BOTTOM - TOP)
    inside = np.isfinite(x) & np.isfinite(y) & (abs(x) < 10 * WIDTH) & (y > TOP - 1) & (y < HEIGHT - BOTTOM + 1)
    # Where stretches of points begin and end, by turns: a False on either side closes the first and the last.
    starts = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(int)))
    for start, end in zip(starts[::2], starts[1::2], strict=True):
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[start:end], y[start:end], strict=True))
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{_dashes(line)}/>'


def _legend(lines: tuple[Line, ...]) -> Iterator[str]:
    named = [(index, line) for index, line in enumerate(lines) if line.label]
    for row, (index, line) in enumerate(named):
        y = TOP + 12 + 13 * row
        colour = COLOURS[index % len(COLOURS)]
        yield f'<line x1="{LEFT + 8}" x2="{LEFT + 30}" y1="{y - 3}" y2="{y - 3}" stroke="{colour}" stroke-width="1.6"{_dashes(line)}/>'
        yield _text(LEFT + 35, y, line.label, "start")


def _dashes(line: Line) -> str:
    return f' stroke-dasharray="{DASHES[line.style]}"' if line.style in DASHES else ""


def _limits(limits: tuple[float, float]) -> tuple[float, float]:
    # Beyond that, what is between two points may be infinite.
    usable = bool(np.all(np.isfinite(limits))) and limits[0] != limits[1] and abs(limits[1] - limits[0]) < 1e300
    return limits if usable else (0.0, 1.0)


def _text(x: float, y: float, words: str, anchor: str = "middle", opacity: float = 1.0) -> str:
    if not words:
        return ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" opacity="{opacity:g}">{html.escape(words[:TEXT])}</text>'
