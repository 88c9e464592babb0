"""nbgrader's gradebook, written from the records of a graded class. It reads records only, never a student's file."""

from autograder import quick_jsonschema  # noqa: F401 - before what imports jsonschema

from .book import Gradebook

__all__ = ["Gradebook"]
