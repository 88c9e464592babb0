"""Exercises for the first chapters of *Deep Learning from Scratch* that grade themselves."""

__version__ = "0.1.0"
