"""Notebooks as students hand them in: from a file's bytes to the code of its cells."""

from .reading import Notebook, Unreadable, read

__all__ = ["Notebook", "Unreadable", "read"]
