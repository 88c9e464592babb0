"""The boundary: student code runs in confined workers; plain values come out, nothing else.

A `Server` is one warm interpreter; `Server.worker(cells)` gives a `Worker` that answers calls with the values of `answers`.
"""

from .answers import Answer, Crashed, Missing, Raised, TimedOut, Value
from .inside.wire import Other
from .policy import Confinement
from .server import Interpreter, Server
from .worker import Cell, LoadError, LoadReport, Worker

__all__ = [
    "Answer",
    "Cell",
    "Confinement",
    "Crashed",
    "Interpreter",
    "LoadError",
    "LoadReport",
    "Missing",
    "Other",
    "Raised",
    "Server",
    "TimedOut",
    "Value",
    "Worker",
]
