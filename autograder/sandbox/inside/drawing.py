"""A Matplotlib figure as plain data: what its lines, limits and labels are. Nothing is rendered."""

import numpy as np

AXES, LINES = 16, 100
NO_STYLE = ("None", "none", " ", "")
FAINT = 0.1  # of the way from white to black: nobody sees a line as faint as that


class FigureRecorder:
    """Calls functions that draw, on figures of their own, and describes what they drew.

    `figures`, where it is a list, gets a description of every figure that is shown or collected.
    """

    def __init__(self):
        """Import pyplot, make showing and saving harmless, and draw once to fill its caches."""
        import matplotlib.pyplot as plt
        from matplotlib.figure import Figure

        self.last_shown = self.figures = None
        figure = plt.figure()
        axes = figure.add_subplot()
        axes.plot([0.0, 1.0], [0.0, 1.0], linestyle="--", label="warm")
        axes.legend()
        describe(figure)
        plt.close("all")
        # Only now: the first figure made pyplot look at its own functions.
        plt.show = lambda *args, **kwargs: self._show()
        plt.pause = plt.savefig = Figure.savefig = Figure.show = _ignore
        self._blank = []

    def lay_out(self, count):
        """Make blank figures before the fork, because making one costs more than drawing on it."""
        import matplotlib.pyplot as plt

        plt.close("all")
        self._blank = [_blank_manager(plt) for _ in range(count)]

    def draw(self, function, args):
        """Call `function` on a clean slate and describe what it drew: the figure it returned, or the current one."""
        import matplotlib.pyplot as plt
        from matplotlib.figure import Figure

        plt.close("all")
        self.last_shown = None
        if self._blank:
            plt._pylab_helpers.Gcf.set_active(self._blank.pop())
        returned = function(*args)
        figure = returned if isinstance(returned, Figure) else plt.gcf()
        if not any(map(_is_used, figure.axes)) and self.last_shown is not None:
            figure = self.last_shown
        return describe(figure)

    def collect(self):
        """Describe every open figure, and close it: a cell of a notebook ends."""
        import matplotlib.pyplot as plt

        self.figures += [describe(plt.figure(number)) for number in plt.get_fignums()]
        plt.close("all")

    def _show(self):
        """Remember the figure: many close it right after showing it."""
        import matplotlib.pyplot as plt

        self.last_shown = plt.gcf()
        if self.figures is not None:
            self.collect()


def _ignore(*args, **kwargs):
    """Files cannot be written here, and a window cannot be waited for; neither is the student's mistake."""


def _blank_manager(plt):
    """A figure with axes that pyplot does not know yet."""
    figure = plt.figure()
    figure.add_subplot()
    return plt._pylab_helpers.Gcf.figs.pop(figure.number)


def _is_used(axes):
    """Whether anything was put on these axes; those of a blank figure may have been passed over for others."""
    return bool(
        axes.has_data()
        or any(map(axes.get_title, ("center", "left", "right")))
        or axes.get_xlabel()
        or axes.get_ylabel()
    )


def describe(figure):
    """`{"axes": [...]}` of plain values for at most 16 axes of at most 100 lines each."""
    return {"axes": [_axes(axes, figure) for axes in filter(_is_used, figure.axes[:AXES])]}


def _axes(axes, figure):
    lines = axes.get_lines()[:LINES]
    legend = axes.get_legend() or next(iter(figure.legends), None)
    entries = [] if legend is None or not legend.get_visible() else _entries(legend, lines)
    return {
        "lines": [_line(line, axes) for line in lines],
        "title": _title(axes, figure),
        "xlabel": str(axes.get_xlabel()) if axes.axison else "",  # `plt.axis("off")` hides both
        "ylabel": str(axes.get_ylabel()) if axes.axison else "",
        "xlim": tuple(float(limit) for limit in axes.get_xlim()),
        "ylim": tuple(float(limit) for limit in axes.get_ylim()),
        "legend": None if legend is None or not legend.get_visible() else [text for text, _ in entries],
        "legend_lines": [index for _, index in entries],
        "scales": (str(axes.get_xscale()), str(axes.get_yscale())),
    }


def _title(axes, figure):
    """The heading, wherever it stands: in the middle, at a side, or above the whole figure."""
    above = getattr(figure, "_suptitle", None)
    texts = [axes.get_title(place) for place in ("center", "left", "right")]
    texts += [] if above is None else [above.get_text()]
    return next((str(text) for text in texts if text), "")


def _entries(legend, lines):
    """(text, index of the line that it names, None for none) of each entry: a legend's own line looks like the one it stands for."""
    handles = getattr(legend, "legend_handles", None) or getattr(legend, "legendHandles", [])
    free = dict(enumerate(map(_look, lines)))
    entries = []
    for number, text in enumerate(legend.get_texts()):
        look = _look(handles[number]) if number < len(handles) else None
        index = next((index for index, other in free.items() if other == look), None)
        free.pop(index, None)
        entries.append((str(text.get_text()), index))
    return entries


def _look(line):
    """What a line and its entry in a legend have in common; None for what is no line."""
    from matplotlib.colors import to_rgba
    from matplotlib.lines import Line2D

    if not isinstance(line, Line2D):
        return None
    return (to_rgba(line.get_color(), line.get_alpha()), str(line.get_linestyle()), str(line.get_marker()))


def _line(line, axes):
    label = str(line.get_label())
    return {
        "x": _numbers(line.get_xdata()),
        "y": _numbers(line.get_ydata()),
        "style": str(line.get_linestyle()),
        "label": "" if label.startswith("_") else label,  # Matplotlib's own name for a line without one
        "seen": _is_seen(line, axes),
    }


def _is_seen(line, axes):
    """Whether the line leaves ink that differs from the background, wherever its points lie."""
    has_stroke = str(line.get_linestyle()) not in NO_STYLE and line.get_linewidth() > 0
    has_marks = str(line.get_marker()) not in NO_STYLE and line.get_markersize() > 0
    inks = [line.get_color()] * has_stroke + [line.get_markerfacecolor(), line.get_markeredgecolor()] * has_marks
    shown = line.get_visible() and axes.get_visible()
    return bool(shown and any(_differs(ink, line.get_alpha(), axes.get_facecolor()) for ink in inks))


def _differs(ink, alpha, paper):
    from matplotlib.colors import to_rgba

    if str(ink).lower() == "none":
        return False
    *ink, opacity = to_rgba(ink, alpha)
    return opacity * max(abs(one - other) for one, other in zip(ink, to_rgba(paper), strict=False)) > FAINT


def _numbers(data):
    return np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)  # Matplotlib leaves out masked points as it does NaN
