"""A made-up class: right answers, half-finished files, known mistakes, and a few files that are up to no good."""

from .make import make

__all__ = ["make"]
