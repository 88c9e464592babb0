"""What one submission may use. The values of a course stand in its `course.toml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one submission may use before it is stopped.

    Attributes:
        call_cpu_seconds, call_wall_seconds: for one call, or for loading the file.
        submission_cpu_seconds: for everything together.
        memory_bytes: address space of the worker.
        output_bytes: how much of what it prints is kept.
        file_bytes: the largest script that is read, and the most code of a notebook.
        notebook_bytes: the largest notebook that is read: pictures in its outputs count here, and are let go unseen.
    """

    call_cpu_seconds: float = 1.0
    call_wall_seconds: float = 5.0
    submission_cpu_seconds: float = 10.0
    memory_bytes: int = 1024**3
    output_bytes: int = 65_536
    file_bytes: int = 1_000_000
    notebook_bytes: int = 25_000_000


@dataclass(frozen=True)
class NotebookLimits:
    """What an instructor's own notebook under nbgrader may use, whose cells hold their own tests.

    Attributes:
        cpu_seconds: processor time of all its cells; how long each may take on the clock says `c.Execute.timeout`, 30 s by default.
        memory_bytes: address space of its worker.
        scratch_bytes: what it may have written at one time.
    """

    cpu_seconds: float = 300.0
    memory_bytes: int = 4 * 1024**3
    scratch_bytes: int = 256 * 1024**2
