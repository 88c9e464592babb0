"""Drawing functions called in a process with figures of its user's own, which stay as they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from autograder.sandbox.inside.drawing import FigureRecorder


@contextmanager
def borrowed() -> Iterator[FigureRecorder]:
    """A recorder; afterwards pyplot has its functions and its figures back."""
    import matplotlib.pyplot as plt
    from matplotlib._pylab_helpers import Gcf
    from matplotlib.figure import Figure

    plt.get_backend()  # chosen now, if it is not: that may replace pyplot's functions
    # Put aside by hand: `plt.close("all")` would destroy its user's figures for good.
    figures, was_interactive = Gcf.figs.copy(), plt.isinteractive()
    functions = [(plt, "show"), (plt, "pause"), (plt, "savefig"), (Figure, "savefig"), (Figure, "show")]
    before = [(owner, name, getattr(owner, name)) for owner, name in functions]
    Gcf.figs.clear()
    plt.ioff()  # while it is on, Jupyter's backend shows each figure that is made
    try:
        yield FigureRecorder()
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)
        Gcf.figs.clear()
        Gcf.figs.update(figures)
        if was_interactive:
            plt.ion()
