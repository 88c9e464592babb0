"""Attacks that a submission may try, each harmless and bounded, and what shows whether one came through.

`scripts` and `forgeries` hold them, by family; `canary` watches from outside; `live` lets them loose on confined workers of this machine. The
same attacks run unprotected in the engine's tests, where each must come through: one that cannot would prove nothing.
"""

from .canary import Canaries, Target
from .corpus import ATTACKS
from .model import Attack, Family

__all__ = ["ATTACKS", "Attack", "Canaries", "Family", "Target"]
