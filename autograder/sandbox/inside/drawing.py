"""A Matplotlib figure as plain data: what its lines, limits and labels are. Nothing is rendered."""

import numpy as np

AXES, LINES = 16, 100


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
    return bool(axes.has_data() or axes.get_title() or axes.get_xlabel() or axes.get_ylabel())


def describe(figure):
    """`{"axes": [...]}` of plain values for at most 16 axes of at most 100 lines each."""
    return {"axes": [_axes(axes, figure) for axes in filter(_is_used, figure.axes[:AXES])]}


def _axes(axes, figure):
    legend = axes.get_legend() or next(iter(figure.legends), None)
    return {
        "lines": [_line(line) for line in axes.get_lines()[:LINES]],
        "title": str(axes.get_title()),
        "xlabel": str(axes.get_xlabel()),
        "ylabel": str(axes.get_ylabel()),
        "xlim": tuple(float(limit) for limit in axes.get_xlim()),
        "ylim": tuple(float(limit) for limit in axes.get_ylim()),
        "legend": None if legend is None else [str(text.get_text()) for text in legend.get_texts()],
    }


def _line(line):
    label = str(line.get_label())
    return {
        "x": _numbers(line.get_xdata()),
        "y": _numbers(line.get_ydata()),
        "style": str(line.get_linestyle()),
        "label": "" if label.startswith("_") else label,  # Matplotlib's own name for a line without one
    }


def _numbers(data):
    return np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)  # Matplotlib leaves out masked points as it does NaN
