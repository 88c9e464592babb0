"""Job processes that cost a fork, not an import of NumPy, pytest and the engine."""

from __future__ import annotations

import functools
import multiprocessing
import sys
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from types import SimpleNamespace

import pytest

HERE = str(Path(__file__).parent)


@functools.cache
def warm_context() -> BaseContext:
    """The context whose processes are forked from `forked_jobs.py`. The server that forks them runs from now on, until this process ends."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["forked_jobs"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", HERE)
        patch.setattr(sys, "path", [HERE, *sys.path])  # some Pythons hand over this list, others nothing
        forkserver.ensure_running()
    return context


# What `autograder.grade.pool` uses of the module.
WARM = SimpleNamespace(active_children=multiprocessing.active_children, get_context=lambda method: warm_context())
