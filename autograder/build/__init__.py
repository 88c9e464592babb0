"""From chapters and suites to the kit that students get: `build` says what it holds, `write` makes it so, `stale` compares."""

from autograder.build.tree import build, stale, write

__all__ = ["build", "stale", "write"]
