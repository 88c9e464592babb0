"""What job processes are forked from in tests: it has imported what each of them would, and starts warm sandbox servers.

multiprocessing's fork server imports it by name, and passes over an import that fails: `test_jobs.py` sees that it does not.
"""

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
threads = os.environ.get("OPENBLAS_NUM_THREADS")
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # no threads: they survive no fork
del os.environ["PYTHONPATH"]  # it was there for this import alone, as was the folder

import matplotlib.pyplot  # noqa: E402, F401
from servers import Nursery  # noqa: E402

import autograder.grade.engine  # noqa: E402, F401
from autograder.sandbox import server  # noqa: E402

if threads is None:
    del os.environ["OPENBLAS_NUM_THREADS"]
sys.path[:] = [path for path in sys.path if path != FOLDER]
if hasattr(os, "pidfd_open"):
    server._start = Nursery().start
