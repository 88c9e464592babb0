"""What stands in for IPython while a notebook's cells run: the harmless part of its magics, `display`, `_`, `In` and `Out`."""

import ast
import builtins
import inspect
import io
import re
import sys
import types

from .escapes import CELL_MAGIC, to_python, transformer

# Magics of which nothing is left to do here.
QUIET = frozenset(
    """aimport autoreload automagic capture colors config gui load_ext matplotlib pdb precision reload_ext unload_ext xmode""".split()
)
# Magics that measure a piece of code: it runs once, and what it defines stays.
TIMED = frozenset("time timeit prun lprun memit mprun".split())
TIMED_CELLS = TIMED | {"capture"}
OPTIONS = re.compile(r"(?:(?:-[nrpslfDT][ \t]*[^\s-]\S*|--?[a-zA-Z][\w-]*)(?:[ \t]+|$))*")
PYLAB = "import numpy\nimport numpy as np\nfrom matplotlib import pyplot as plt\nfrom pylab import *\n"

PRINTED_LENGTH, VALUE_LENGTH = 10_000, 10_000  # of one cell
SHOWN_LENGTH = 40_000  # of a notebook: text crosses with up to twelve bytes a character
SCORE_LENGTH = 40  # a value so short is never left out: it may be a grade cell's score
FIGURE_BYTES = 3 * 1024 * 1024


class Shell:
    """Prepares a notebook's cells, runs what a script has no word for, and keeps what the cells show.

    Args:
        transform: what `escapes.transformer` returns.
        recorder: whose figures to keep, or None.
        keeps: whether to keep what cells show.
    """

    def __init__(self, transform=None, recorder=None, keeps=False):
        self._transform = transform or (lambda text: transformer()(text))  # IPython only where a cell needs it
        self._recorder, self._keeps = recorder, keeps
        self._cell = self._kind = ""
        self._last = None
        self._left, self._figure_bytes = SHOWN_LENGTH, FIGURE_BYTES
        self.warnings, self.outputs = [], []
        self.user_ns = {}

    def start(self, namespace):
        """Make IPython's names known to every cell; what a cell defines under the same name goes before them."""
        self.user_ns = namespace
        namespace.update(In=[""], Out={})
        builtins.get_ipython, builtins.display = self._itself, display
        for name in ("IPython", "IPython.core.getipython"):
            if name in sys.modules:
                sys.modules[name].get_ipython = self._itself
        if "IPython.display" in sys.modules:
            sys.modules["IPython.display"].display = display

    def python(self, name, text):
        """A cell's text as Python, line for line."""
        self._cell = name
        self.user_ns["In"].append(text)
        return to_python(self._without_cell_magics(text), self._transform)

    def run(self, code):
        """Run compiled code of a cell, to the end of whatever it awaits; its value."""
        value = eval(code, self.user_ns)
        return _awaited(value) if code.co_flags & inspect.CO_COROUTINE else value

    def show(self, value):
        """What IPython does with the value of a cell's last expression."""
        if value is None:
            return
        if self.user_ns.get("_") is self._last:  # a `_` of the notebook's own stays, as in IPython
            self.user_ns["_"] = value
            self._last = value
        self.user_ns["Out"][len(self.user_ns["In"]) - 1] = value
        if self._keeps:
            text = text_of(value)
            self._output["value"] = text if len(text) <= SCORE_LENGTH else self._cut(text, VALUE_LENGTH)

    # --- what a cell shows ------------------------------------------------------------------------------------------

    def __enter__(self):
        """Keep what the next cell shows."""
        if self._keeps:
            self._output = {"value": ""}
            self._real_streams, self._printed = (sys.stdout, sys.stderr), CappedStream(PRINTED_LENGTH)
            sys.stdout = sys.stderr = io.TextIOWrapper(self._printed, "utf-8", "replace", write_through=True)
            if self._recorder is not None:
                self._recorder.figures = []

    def __exit__(self, *_):
        if self._keeps:
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except Exception:  # noqa: BLE001 - a stream that the cell closed or replaced
                    pass
            sys.stdout, sys.stderr = self._real_streams
            printed = self._cut(bytes(self._printed.data).decode("utf-8", "replace"), PRINTED_LENGTH)
            self.outputs.append({"printed": printed, **self._output, "figures": self._drawn()})

    def _drawn(self):
        if self._recorder is None:
            return []
        try:
            self._recorder.collect()
        except Exception:  # noqa: BLE001 - a figure that the submission made unreadable
            pass
        figures, self._recorder.figures = self._recorder.figures, None  # calls draw later, and are recorded otherwise
        described = []
        for figure in figures:
            lines = [line for axes in figure["axes"] for line in axes["lines"]]
            size = sum(line["x"].nbytes + line["y"].nbytes for line in lines)
            if size <= self._figure_bytes:
                self._figure_bytes -= size
                described.append(figure)
        return described

    def _cut(self, text, length):
        text = text if len(text) <= length else text[:length] + "…"
        text = text[: self._left]
        self._left -= len(text)
        return text

    # --- magics -----------------------------------------------------------------------------------------------------

    def run_line_magic(self, name, line="", *_, **__):
        """The harmless part of `%name line`."""
        name = name.lstrip("%")
        if name in TIMED:
            frame = sys._getframe(1)  # `%time` may stand in a function, whose names it sees
            value = self._timed(line[OPTIONS.match(line).end() :], frame.f_globals, frame.f_locals)
            return value if name == "time" else None
        if name == "pylab":
            exec(PYLAB, self.user_ns)
        elif name.startswith("pinfo"):
            self._pass_over(f"{line}?")
        elif name not in QUIET:
            self._pass_over(f"%{name} {line}".rstrip())
        return None

    def run_cell_magic(self, name, line, cell):
        """The harmless part of a `%%name` cell, as an exported script calls it."""
        if name in TIMED_CELLS:
            return self._timed(cell, self.user_ns, self.user_ns)
        return self._pass_over(f"%%{name}")

    def magic(self, line):
        """The old name of `run_line_magic`."""
        name, _, rest = line.partition(" ")
        return self.run_line_magic(name, rest)

    def system(self, command):
        """No shell here."""
        self._pass_over(f"!{command}")

    def getoutput(self, command, *_, **__):
        """No shell here: no lines of output either."""
        self._pass_over(f"!{command}")
        return []

    def __getattr__(self, name):
        """Whatever else a notebook asks of IPython does nothing."""
        if name.startswith("__"):
            raise AttributeError(name)
        return NoOp()

    def _itself(self):
        return self

    def _without_cell_magics(self, text):
        """The text without the `%%` line it may begin with; with nothing at all below one that cannot run here."""
        lines = text.split("\n")
        for index, line in enumerate(lines):
            found = CELL_MAGIC.fullmatch(line)
            if found is None and line.strip():
                break
            if found:
                name, rest = found.groups()
                if name not in TIMED_CELLS:
                    self._pass_over(f"%%{name}")
                    return "\n" * text.count("\n")
                # What follows `%%timeit` on its line is code that runs first.
                lines[index] = rest[OPTIONS.match(rest).end() :] if name == "timeit" else ""
        return "\n".join(lines)

    def _timed(self, text, namespace, local):
        tree = ast.parse(to_python(text, self._transform))
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        for part, mode in ((tree, "exec"), (last and ast.Expression(last.value), "eval")):
            value = None
            if part is not None:
                code = compile(part, "<timed>", mode, flags, dont_inherit=True)
                value = eval(code, namespace, local)
                value = _awaited(value) if code.co_flags & inspect.CO_COROUTINE else value
        return value

    def _pass_over(self, what):
        what = what if len(what) <= 60 else what[:60] + "…"
        warning = f"{self._cell}: `{what}` was passed over; it does not run while a notebook is graded"
        if warning not in self.warnings:
            self.warnings.append(warning)


class NoOp:
    """Does nothing, whatever is asked of it."""

    def __call__(self, *args, **kwargs):
        return None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class CappedStream(io.RawIOBase):
    """A stream's bytes, the first of them only."""

    def __init__(self, length):
        self.data, self._length = bytearray(), length

    def writable(self):
        """Always."""
        return True

    def write(self, part):
        """Take a part; everything counts as written."""
        part = bytes(part)  # a view of whatever was written
        self.data += part[: max(0, self._length * 4 - len(self.data))]
        return len(part)


def kit():
    """A module in place of the student's kit: the `check("softmax")` of a notebook's own check cells does nothing here."""
    module = types.ModuleType("autograder")
    module.check = module.hint = module.show = builtins.check = NoOp()
    return module


def display(*values, **_):
    """Print each value as IPython shows it in text."""
    for value in values:
        print(text_of(value))


def text_of(value):
    """A value's text: IPython's own where IPython is loaded, else its repr."""
    pretty = sys.modules.get("IPython.lib.pretty")
    return pretty.pretty(value) if pretty is not None else repr(value)


def _awaited(coroutine):
    """The value of a coroutine that needs no event loop: whenever it only steps aside, it goes on at once."""
    try:
        while coroutine.send(None) is None:
            pass
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise RuntimeError("this `await` needs an event loop, and there is none while a notebook is graded")
