"""What can come back from a worker: a report of loading the cells, answers to calls. None of it is a verdict."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from typing import Any

from .cells import Cell, Listing
from .inside.wire import pack, unpack

LISTED_LINES = 1000


@dataclass(frozen=True)
class LoadError:
    """A statement that failed while the submission was loading; the rest still loaded. `LoadReport.place` words its line.

    Attributes:
        defines: the names that the statement would have defined, "*" for a star import; at most 50. Of a part that Python
            cannot read, what stands after its `def` and `class`.
    """

    line: int
    type_name: str
    text: str
    defines: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellOutput:
    """What one cell of a notebook showed, as far as it was kept.

    Attributes:
        printed: what it printed, on either stream.
        value: its last expression as IPython shows it, "" for none.
        errors: its statements that failed.
        figures: what it drew, each as `inside.drawing.describe` has it: the worker's word, to be checked by whoever renders it.
    """

    printed: str = ""
    value: str = ""
    errors: tuple[LoadError, ...] = ()
    figures: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class LoadReport:
    """What a submission defines, as its worker says; names are at most 100 characters long.

    The lines of a notebook are numbered through all its cells. Made before any call: nothing here can hold an input of a check.

    Attributes:
        errors: the statements that failed, by line.
        warnings: what its author should know, from a closed list.
        names: what can be called, in order; at most 1000.
        functions: the (first, last) line of each function of its own.
        parameters: the names of the positional parameters of each function of its own; at most 20 each.
        earlier: the first lines of definitions of a function that a later one replaced, in order; at most 5 each, 50 in all.
            `Worker.earlier` calls them.
        values: what is bound to something that cannot be called and is no module (`describe = 5`); at most 200.
        methods: the methods of its own classes, each with the name of its class; at most 200, without dunder names.
        is_cut: whether loading ended early, because statements kept ending the process: what follows the last error did not run.
        cells: the first line and the name of each cell of a notebook (`places`); nothing for a script.
        outputs: what each cell showed, where that was asked for.
        submission: the cells themselves. The grader's own, not the worker's word; they stay in this process.
    """

    errors: tuple[LoadError, ...] = ()
    warnings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    functions: dict[str, tuple[int, int]] = field(default_factory=dict)
    cells: tuple[tuple[int, str], ...] = ()
    outputs: tuple[CellOutput, ...] = ()
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    earlier: dict[str, tuple[int, ...]] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    methods: dict[str, str] = field(default_factory=dict)
    is_cut: bool = False
    submission: tuple[Cell, ...] = field(default=(), repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was handed in: no text at all, nothing that was defined and nothing that failed."""
        has_text = any(cell.source.strip() for cell in self.submission)
        return not (has_text or self.names or self.values or self.errors)

    def place(self, line: int) -> str:
        """A line as its author knows it: "line 41" of a script, "code cell 5, line 2" of a notebook."""
        first, name = max((cell for cell in self.cells if cell[0] <= line), default=(1, ""))
        return f"{name}, line {line - first + 1}" if name else f"line {line}"

    def source(self, line: int) -> str:
        """What stands in a line, without the space around it, cut to 200 characters; "" where there is no such line."""
        return self._listing.line(line)

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a function of the submission's own, indented as they are; nothing for another name."""
        first, last = self.functions.get(name, (1, 0))
        return tuple(self._listing.indented(line) for line in range(first, min(last + 1, first + LISTED_LINES)))

    @functools.cached_property
    def _listing(self) -> Listing:
        return Listing(self.submission)

    def __getstate__(self) -> dict[str, Any]:
        """Pickled without the submission: a class's reports go back to the process that collects them."""
        return {name: value for name, value in vars(self).items() if name not in ("submission", "_listing")}


@dataclass(frozen=True)
class Value:
    """The function returned: plain data, which positional arguments it had changed in place by then, and which substitutes it had called."""

    value: Any
    changed: tuple[int, ...] = ()
    substituted: tuple[str, ...] = ()

    @classmethod
    def known(cls, digest: bytes, frame: bytes, changed: tuple[int, ...]) -> Value:
        """A value that is decoded when it is first looked at, from a frame that was decoded without fault before."""
        new = cls.__new__(cls)
        vars(new).update(digest=digest, _frame=frame, changed=changed, substituted=())
        return new

    def __getattr__(self, name: str) -> Any:
        if name != "value" or "_frame" not in vars(self):
            raise AttributeError(name)
        _, values = unpack(vars(self).pop("_frame"))
        vars(self)["value"] = values[0]
        return values[0]

    @functools.cached_property
    def digest(self) -> bytes:
        """What stands for all that a check can see of the answer: for two of one digest, no check can end differently."""
        return hashlib.sha256(b"value\0" + pack({"changed": self.changed} if self.changed else {}, self.value)).digest()


@dataclass(frozen=True)
class Raised:
    """The function raised. `line` is the last line of the submission that the exception passed, 0 for none; `substituted` is as in Value."""

    type_name: str
    text: str
    line: int
    substituted: tuple[str, ...] = ()

    @property
    def digest(self) -> bytes:
        """As in Value; the line is another in every file."""
        return _digest("raised", self.type_name, self.text)


@dataclass(frozen=True)
class Missing:
    """The submission defines no function of that name."""

    name: str

    @property
    def digest(self) -> bytes:
        """As in Value."""
        return _digest("missing", self.name)


@dataclass(frozen=True)
class Crashed:
    """The worker ended or broke the rules of the wire; `reason` is a sentence part from a closed list: "ended itself"."""

    reason: str

    @property
    def digest(self) -> bytes:
        """As in Value."""
        return _digest("crashed", self.reason)


USED_UP = "the time for the whole submission is used up"


def still_running(cpu_seconds: float) -> str:
    """What is said of a call that used more processor time than a call may."""
    return f"still running after {cpu_seconds:g} s of processor time"


def no_answer_within(wall_seconds: float) -> str:
    """What is said of a call that used little processor time and did not end."""
    return f"no answer within {wall_seconds:g} seconds"


@dataclass(frozen=True)
class TimedOut:
    """A deadline or budget ran out; `reason` says which. `starved` if little processor time was used: the machine may be at fault."""

    reason: str
    starved: bool = False

    @property
    def digest(self) -> bytes:
        """As in Value."""
        return _digest("timed out", self.reason)


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


Answer = Value | Raised | Missing | Crashed | TimedOut
