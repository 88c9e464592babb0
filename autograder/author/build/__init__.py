"""From chapters and suites to the kit that students get.

`build` says what the kit should hold, `stale` where it differs, `write` makes it so.
"""

from autograder import quick_jsonschema  # noqa: F401 - before what imports jsonschema
from autograder.author.build.tree import build, stale, write

__all__ = ["build", "stale", "write"]
