"""Draw the figures of the chapters: `python solutions/figures/draw.py` writes each as an SVG beside this file.

A figure is a list of SVG elements. Its words are symbols that every language shares; what it shows in words is the
text that the chapter puts in its place where no picture can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
INK, GREY, BLUE, ORANGE = "#222222", "#888888", "#1f77b4", "#d95f02"
RADIUS = 20  # of a neuron


def figures() -> dict[str, str]:
    """The text of each figure, by its name."""
    makers: list[Callable[[], str]] = [
        broadcasting,
        perceptron,
        gates,
        xor,
        xor_network,
        layers,
        step_and_sigmoid,
        relu,
    ]
    return {maker.__name__: maker() for maker in [*makers, row_times_column, network]}


def main() -> None:
    """Write every figure."""
    for name, content in figures().items():
        (FOLDER / f"{name}.svg").write_text(content, encoding="utf-8", newline="\n")


# --- the figures ------------------------------------------------------------------------------------------------------


def broadcasting() -> str:
    """A table of shape (2, 3) and a vector of shape (3,), which is repeated for the second row."""
    table = grid(20, 50, [["1", "2", "3"], ["4", "5", "6"]])
    vector = [*grid(200, 50, [["10", "20", "30"]]), *grid(200, 86, [["10", "20", "30"]], ghost=True)]
    total = grid(380, 50, [["11", "22", "33"], ["14", "25", "36"]])
    signs = [text(169, 92, "+", 20), text(349, 92, "=", 20)]
    shapes = [text(74, 34, "(2, 3)"), text(254, 34, "(3,)"), text(434, 34, "(2, 3)")]
    return svg(508, 140, [*table, *vector, *total, *signs, *shapes])


def perceptron() -> str:
    """Two inputs and the bias, added up with their weights and compared with 0."""
    y = neuron(330, 90, "y")
    arrows = [
        *arrow(60, 40, 330, 90, "w1", label_at=0.45),
        *arrow(60, 140, 330, 90, "w2", label_at=0.45, below=True),
        *arrow(200, 180, 330, 90, "b", label_at=0.3, below=True),
    ]
    inputs = [*neuron(60, 40, "x1"), *neuron(60, 140, "x2"), *neuron(200, 180, "1", GREY)]
    words = [text(365, 95, "= 1  if  b + w1·x1 + w2·x2 > 0,  else 0", anchor="start", size=13)]
    return svg(640, 215, [*arrows, *inputs, *y, *words])


def gates() -> str:
    """The four inputs of AND, NAND and OR as corners of a square, cut by one straight line each."""
    tables = {"AND": (0, 0, 0, 1), "NAND": (1, 1, 1, 0), "OR": (0, 1, 1, 1)}
    cuts = {"AND": 1.5, "NAND": 1.5, "OR": 0.5}  # x1 + x2 on the border
    parts: list[str] = []
    for index, (name, answers) in enumerate(tables.items()):
        parts += plane(20 + 200 * index, name, answers, cuts[name])
    return svg(610, 215, parts)


def xor() -> str:
    """The four inputs of XOR, with two straight cuts: NAND's and OR's."""
    return svg(220, 215, [*plane(20, "XOR", (0, 1, 1, 0), 0.5, 1.5)])


def xor_network() -> str:
    """XOR out of two layers: NAND and OR look at the inputs, AND at their answers."""
    ends = {"x1": (50, 50), "x2": (50, 150), "s1": (220, 50), "s2": (220, 150), "y": (390, 100)}
    pairs = [("x1", "s1"), ("x1", "s2"), ("x2", "s1"), ("x2", "s2"), ("s1", "y"), ("s2", "y")]
    arrows = [part for start, end in pairs for part in arrow(*ends[start], *ends[end])]
    circles = [part for name, (x, y) in ends.items() for part in neuron(x, y, name)]
    words = [text(220, 20, "NAND"), text(220, 188, "OR"), text(390, 70, "?")]
    return svg(440, 205, [*arrows, *circles, *words])


def layers() -> str:
    """A small network: an input layer of 2 neurons, a hidden layer of 3, an output layer of 2."""
    return svg(460, 250, network_of((2, 3, 2), 80, 150))


def network() -> str:
    """The chapter's network: 2 inputs, 3 and 2 hidden neurons, 2 outputs, with the shapes of its weights."""
    names = [["x1", "x2"], ["", "", ""], ["", ""], ["y1", "y2"]]
    words = [
        text(145, 235, "W1 (2, 3)"), text(145, 255, "b1 (3,)"),
        text(295, 235, "W2 (3, 2)"), text(295, 255, "b2 (2,)"),
        text(445, 235, "W3 (2, 2)"), text(445, 255, "b3 (2,)"),
    ]  # fmt: skip
    return svg(590, 270, [*network_of((2, 3, 2, 2), 70, 150, names), *words])


def step_and_sigmoid() -> str:
    """The step function, dashed, and the sigmoid over the same x from -5 to 5."""
    x = np.linspace(-5, 5, 201)
    frame = Frame(-5, 5, -0.1, 1.1)
    step = frame.curve(np.array([-5.0, 0.0, 0.0, 5.0]), np.array([0.0, 0.0, 1.0, 1.0]), ORANGE, dashed=True)
    smooth = frame.curve(x, 1 / (1 + np.exp(-x)), BLUE)
    marks = [*frame.axes([-5, 0, 5], [0, 0.5, 1]), step, smooth]
    return svg(Frame.WIDTH, Frame.HEIGHT, marks)


def relu() -> str:
    """max(0, x) over x from -5 to 5."""
    frame = Frame(-5, 5, -1, 5)
    curve = frame.curve(np.array([-5.0, 0.0, 5.0]), np.array([0.0, 0.0, 5.0]), BLUE)
    return svg(Frame.WIDTH, Frame.HEIGHT, [*frame.axes([-5, 0, 5], [0, 5]), curve])


def row_times_column() -> str:
    """One element of a matrix product: row 0 of the left factor and column 1 of the right one."""
    left = grid(20, 60, [["1", "2", "3"], ["4", "5", "6"]], rows={0})
    right = grid(170, 42, [["1", "0"], ["2", "1"], ["0", "3"]], columns={1})
    product = grid(290, 60, [["5", "11"], ["14", "23"]], cells={(0, 1)})
    words = [
        text(149, 102, "·", 24), text(264, 102, "=", 20), text(74, 26, "(2, 3)"), text(206, 26, "(3, 2)"), text(326, 26, "(2, 2)"),
        text(382, 102, "1·0 + 2·1 + 3·3 = 11", anchor="start", size=13),
    ]  # fmt: skip
    return svg(540, 165, [*left, *right, *product, *words])


# --- their parts ------------------------------------------------------------------------------------------------------


def svg(width: int, height: int, parts: Iterable[str]) -> str:
    """A figure on a white sheet of its own, so that it can be read on a dark page, too."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    sheet = f'<rect width="{width}" height="{height}" rx="8" fill="#ffffff"/>'
    return "\n".join([f'{head} font-family="sans-serif" font-size="14">', sheet, *parts, "</svg>", ""])


def text(x: float, y: float, words: str, size: int = 14, anchor: str = "middle", colour: str = INK) -> str:
    """Words whose baseline stands at y."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str = INK, more: str = "") -> str:
    """A straight line."""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="1.5"{more}/>'


def neuron(x: float, y: float, name: str, colour: str = INK) -> Iterator[str]:
    """A circle with a name in it."""
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="#ffffff" stroke="{colour}" stroke-width="1.5"/>'
    yield text(x, y + 5, name, colour=colour)


def arrow(
    x1: float, y1: float, x2: float, y2: float, label: str = "", label_at: float = 0.5, below: bool = False
) -> Iterator[str]:
    """An arrow from the rim of one neuron to the rim of another, with a label beside it."""
    way = np.array([x2 - x1, y2 - y1])
    along = way / np.hypot(*way)
    across = np.array([-along[1], along[0]])
    start, tip = np.array([x1, y1]) + RADIUS * along, np.array([x2, y2]) - RADIUS * along
    left, right = tip - 9 * along + 4 * across, tip - 9 * along - 4 * across
    yield line(*start, *tip, GREY)
    yield f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, left, right))}" fill="{GREY}"/>'
    if label:
        x, y = start + label_at * (tip - start)
        yield text(x, y + (20 if below else -8), label)


def grid(
    left: float,
    top: float,
    rows_of_words: list[list[str]],
    *,
    rows: Container[int] = (),
    columns: Container[int] = (),
    cells: Container[tuple[int, int]] = (),
    ghost: bool = False,
) -> Iterator[str]:
    """A table of numbers; a row, column or cell can be marked, and a ghost is what NumPy only acts as if it were there."""
    dashes = ' stroke-dasharray="3 3"' if ghost else ""
    for i, row in enumerate(rows_of_words):
        for j, words in enumerate(row):
            marked = i in rows or j in columns or (i, j) in cells
            fill, colour = "#fde6d2" if marked else "#ffffff", GREY if ghost else INK
            box = f'x="{left + 36 * j:g}" y="{top + 36 * i:g}" width="36" height="36"'
            yield f'<rect {box} fill="{fill}" stroke="{colour}"{dashes}/>'
            yield text(left + 36 * j + 18, top + 36 * i + 23, words, colour=colour)


def plane(left: float, name: str, answers: tuple[int, int, int, int], *cuts: float) -> Iterator[str]:
    """The inputs (0, 0), (1, 0), (0, 1), (1, 1) as points, filled where the answer is 1, and each line x1 + x2 = cut."""
    side, bottom = 100, 160

    def place(x1: float, x2: float) -> tuple[float, float]:
        return left + 30 + side * x1, bottom - side * x2

    yield text(left + 80, 22, name, 15)
    yield line(*place(-0.15, 0), *place(1.45, 0), GREY)
    yield line(*place(0, -0.15), *place(0, 1.25), GREY)
    yield text(place(1.45, 0)[0], bottom + 17, "x1", 13) + text(place(0, 0)[0] - 14, place(0, 1.2)[1], "x2", 13)
    for cut in cuts:
        low, high = max(-0.2, cut - 1.25), min(1.25, cut + 0.2)
        yield line(*place(low, cut - low), *place(high, cut - high), BLUE, ' stroke-dasharray="6 4"')
    for (x1, x2), answer in zip([(0, 0), (1, 0), (0, 1), (1, 1)], answers, strict=True):
        x, y = place(x1, x2)
        fill, colour = (ORANGE, "#ffffff") if answer else ("#ffffff", INK)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'
        yield text(x, y + 5, str(answer), 13, colour=colour)


def network_of(sizes: tuple[int, ...], left: float, gap: float, names: list[list[str]] | None = None) -> Iterator[str]:
    """Columns of neurons, each joined to every neuron of the next column; a column's size stands above it."""
    columns = [
        [(left + gap * index, 125 + 62 * (row - (size - 1) / 2)) for row in range(size)]
        for index, size in enumerate(sizes)
    ]
    for here, there in pairwise(columns):
        for start in here:
            for end in there:
                yield from arrow(*start, *end)
    for index, column in enumerate(columns):
        for row, (x, y) in enumerate(column):
            yield from neuron(x, y, names[index][row] if names else "")
        yield text(column[0][0], 24, str(sizes[index]), 13, colour=GREY)


class Frame:
    """A pair of axes: from data to places on the sheet."""

    WIDTH, HEIGHT = 420, 220
    LEFT, RIGHT, TOP, BOTTOM = 45, 400, 15, 190

    def __init__(self, xmin: float, xmax: float, ymin: float, ymax: float) -> None:
        self.x_ends, self.y_ends = (xmin, xmax), (ymin, ymax)

    def x(self, value: float) -> float:
        """Where x = value stands."""
        return float(np.interp(value, self.x_ends, (self.LEFT, self.RIGHT)))

    def y(self, value: float) -> float:
        """Where y = value stands."""
        return float(np.interp(value, self.y_ends, (self.BOTTOM, self.TOP)))

    def axes(self, x_marks: list[float], y_marks: list[float]) -> Iterator[str]:
        """The frame, and the numbers along it."""
        box = f'x="{self.LEFT}" y="{self.TOP}" width="{self.RIGHT - self.LEFT}" height="{self.BOTTOM - self.TOP}"'
        yield f'<rect {box} fill="none" stroke="{GREY}"/>'
        for value in x_marks:
            yield line(self.x(value), self.BOTTOM, self.x(value), self.BOTTOM + 5, GREY)
            yield text(self.x(value), self.BOTTOM + 20, f"{value:g}", 13)
        for value in y_marks:
            yield line(self.LEFT - 5, self.y(value), self.LEFT, self.y(value), GREY)
            yield text(self.LEFT - 9, self.y(value) + 5, f"{value:g}", 13, anchor="end")

    def curve(self, x: np.ndarray, y: np.ndarray, colour: str, dashed: bool = False) -> str:
        """A line through the points (x, y)."""
        points = " ".join(f"{self.x(a):.1f},{self.y(b):.1f}" for a, b in zip(x, y, strict=True))
        dashes = ' stroke-dasharray="7 5"' if dashed else ""
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'


if __name__ == "__main__":
    main()
