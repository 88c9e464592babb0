"""The small course that the mistakes answer has suites of its own, which are no tests of the engine."""

import pytest

collect_ignore = ["course", "mistakes"]


@pytest.fixture
def pyplot_stays(monkeypatch):
    """A recorder puts functions of its own into pyplot."""
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    for owner, name in ((plt, "show"), (plt, "pause"), (plt, "savefig"), (Figure, "savefig"), (Figure, "show")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
