"""A Matplotlib figure as plain data: what its lines, limits and labels are. Nothing is rendered."""

import numpy as np

AXES, LINES = 16, 100


def preload():
    """Import pyplot, make showing and saving harmless, and draw once so that a forked worker's first figure is quick."""
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    shown = []

    def show(*args, **kwargs):
        """Do nothing, but remember the figure: many close it right after showing it."""
        shown[:] = [plt.gcf()]

    def ignore(*args, **kwargs):
        """Files cannot be written here, and a window cannot be waited for; neither is the student's mistake."""

    plt.show, plt.pause, plt.savefig, Figure.savefig, Figure.show = show, ignore, ignore, ignore, ignore
    figure = plt.figure()
    axes = figure.add_subplot()
    axes.plot([0.0, 1.0], [0.0, 1.0], linestyle="--", label="warm")
    axes.legend()
    plt.close(figure)
    return shown


def draw(function, args, shown):
    """Call `function` on a clean slate and describe what it drew: the figure it returned, or the current one."""
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    plt.close("all")
    shown.clear()
    returned = function(*args)
    figure = returned if isinstance(returned, Figure) else plt.gcf()
    if not figure.axes and shown:
        figure = shown[0]
    return describe(figure)


def describe(figure):
    """`{"axes": [...]}` of plain values for at most 16 axes of at most 100 lines each."""
    return {"axes": [_axes(axes, figure) for axes in figure.axes[:AXES]]}


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
    return np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)
