"""What loaders leave behind in a process of their own, undone in ours."""

import builtins
import sys

import pytest


@pytest.fixture(autouse=True)
def own_main(monkeypatch):
    """A loader puts its module in the place of `__main__`, without which no process can be spawned, and a shell its names in builtins."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    yield
    for name in ("get_ipython", "display"):
        vars(builtins).pop(name, None)
