"""A course: the folder that holds the chapters, their suites and the limits, read and checked as a whole."""

from autograder.course.model import Assignment, Course, Exercise
from autograder.limits import Limits, NotebookLimits

__all__ = ["Assignment", "Course", "Exercise", "Limits", "NotebookLimits"]
