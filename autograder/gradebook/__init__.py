"""nbgrader's gradebook, written from the records of a graded class. It reads records only, never a student's file."""

from .book import Gradebook

__all__ = ["Gradebook"]
