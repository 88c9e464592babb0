"""Small mistakes made on purpose in the solutions, to learn which of them no check notices."""

from .survivors import Survey, survey

__all__ = ["Survey", "survey"]
