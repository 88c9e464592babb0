"""What people see: records, values and drawings as pages, notebook cells, cards and pictures.

Nothing here reads a check's `detail`, which is the instructor's alone. Drawings are made from plain values on figures of their own, so that
one made in a worker can be looked at without running anything.
"""
