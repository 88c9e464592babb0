"""nbgrader's gradebook, written from the records of a graded class. It reads records only, never a student's file."""

from autograder import quick_jsonschema  # noqa: F401 - before what imports jsonschema

from . import lean_nbgrader  # noqa: F401 - before what imports nbgrader

# isort: split
from .book import Gradebook

__all__ = ["Gradebook"]
