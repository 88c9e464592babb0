"""The boundary: student code runs in confined workers; plain values come out, nothing else.

A `server.Server` is one warm interpreter; `worker.Worker(server, cells)` answers calls with the values that this module names. The two need
Linux; what stands here and in `inside` runs everywhere, because students check themselves with it.
"""

from autograder.companions import Role

from .answers import Answer, CellOutput, Crashed, LoadError, LoadReport, Missing, Raised, TimedOut, Value
from .cells import Cell, places
from .earlier import EarlierDefinition
from .inside.wire import Other
from .substitute import Substitutes

__all__ = [
    "Answer",
    "Cell",
    "CellOutput",
    "Crashed",
    "EarlierDefinition",
    "LoadError",
    "LoadReport",
    "Missing",
    "Other",
    "Raised",
    "Role",
    "Substitutes",
    "TimedOut",
    "Value",
    "places",
]
