"""What runs beside student code: the standard library, NumPy, Matplotlib where present, and nothing of ours above it.

The grader starts this folder under any supported interpreter (`__main__.py`); of it, the grader itself imports only `wire` and `drawing`.
"""
