"""Grading a class: find the submissions, run each in a worker against its suite, and keep one record for each."""

from .classroom import ClassReport, Options, grade, read_class

__all__ = ["ClassReport", "Options", "grade", "read_class"]
