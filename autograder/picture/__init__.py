"""Pictures for people: drawings rendered from their data, and a student's function beside what was expected of it.

Everything here draws on figures of its own, so that a student's pyplot is never touched, and only from plain values, so that a drawing
made in a worker can be looked at without running anything. `svg` does without Matplotlib.
"""
