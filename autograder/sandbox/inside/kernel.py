"""Runs an instructor's own notebook cell by cell, with IPython itself: what its cells show goes to the grader as a kernel would send it.

Only servers for such notebooks import this; they were started in an interpreter that has IPython.
"""

import base64
import io
import json
import os
import signal
import sys
import tempfile

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .refusals import REFUSED_COMMAND, Refusals

PRINTED_LENGTH, TEXT_LENGTH = 100_000, 100_000  # of one cell's prints, and of any one text
CELL_BYTES = 3 * 1024 * 1024  # of all that one cell shows: it crosses in one frame
ITEMS, MOST_ITEMS = 900, 1000  # of one cell; errors and values may come on top of what is only shown
CELL_JSON = 3_900_000  # bytes, of what crosses
TRACE_LINES, TRACE_LENGTH = 200, 2_000
VALUE_LENGTH = 1_000  # a value so short is never left out: it may be a grade cell's score
IMAGES = ("image/png", "image/jpeg")
WARM_CELLS = ("1 + 1", "%matplotlib inline", "print('warm')", "1 / 0", "def f(:")


class Kernel:
    """An IPython shell, made before the fork, and the outputs of the cell that it runs."""

    def __init__(self):
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        # IPython wants a folder of its own, and no worker may write the user's.
        with tempfile.TemporaryDirectory() as folder:
            self.shell = NotebookShell.instance(config=config, ipython_dir=folder)
        self.outputs = self.shell.outputs
        self.refusals = Refusals(self.shell)
        for cell in WARM_CELLS:
            self._run(cell)
        self.shell.reset(new_session=True)
        self.shell.execution_count = 1

    def start(self, rooms, environment, is_confined):
        """Make a worker of this process: the folders that it may write (the first is where it works), its variables, its streams."""
        os.environ.update(environment)
        tempfile.tempdir = None
        if rooms:
            os.chdir(rooms[0])
        sys.path.insert(0, "")
        sys.stdout, sys.stderr = Stream(self.outputs, "stdout"), Stream(self.outputs, "stderr")
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if is_confined:
            self.refusals.watch(rooms)

    def answer(self, header, source):
        """(header, outputs as JSON bytes) of a request to run a cell."""
        count = self.shell.execution_count
        failed = self._run(source)
        refused = self.refusals.of_cell(failed)
        outputs = self.outputs.taken()
        reply = {"id": header["id"], "count": count, "refused": refused, "failed": failed is not None}
        return {"kind": "ran", **reply}, _as_json(outputs)

    def _run(self, source):
        """Run a cell; the exception that it ended with, or None."""
        self.outputs.clear()
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            result = self.shell.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as raised:  # noqa: BLE001 - the grader's own interrupt, where IPython was not ready for one
            error = raised
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if error is not None:  # whatever the notebook has done to IPython's own way of showing it
            self.outputs.add_missing(error)
        return error


class Outputs:
    """What a cell has shown so far, in nbformat's words, within bounds."""

    def __init__(self):
        self.clear()

    def clear(self):
        """Start anew."""
        self._items, self._by_id = [], {}
        self._left, self._printed = CELL_BYTES, PRINTED_LENGTH
        self._clears_next = False

    def taken(self):
        """The items, which are gone from here."""
        items = self._items
        self.clear()
        return items

    def clear_output(self, wait):
        """What a notebook asks of its front end."""
        if wait:
            self._clears_next = True
        else:
            self._items.clear()

    def print(self, name, text):
        """More text on a stream."""
        self._begin()
        text = text[: self._printed]
        self._printed -= len(text)
        if self._items and self._items[-1].get("name") == name:
            self._items[-1]["text"] += text
        elif text and len(self._items) < ITEMS:
            self._items.append({"output_type": "stream", "name": name, "text": text})

    def show(self, kind, data, display_id=None, **fields):
        """A value or a picture, as far as it crosses."""
        self._begin()
        item = {"output_type": kind, "data": self._kept(data), **fields}
        if item["data"] and len(self._items) < (MOST_ITEMS if kind == "execute_result" else ITEMS):
            self._items.append(item)
            self._by_id.setdefault(display_id, []).append(item)

    def update(self, display_id, data):
        """Other data for what was shown under an id in this cell."""
        for item in self._by_id.get(display_id, ()):
            item["data"] = self._kept(data)

    def fail(self, name, text, trace):
        """An error."""
        self._begin()
        lines = [str(line)[:TRACE_LENGTH] for line in trace][:TRACE_LINES]
        if len(self._items) < MOST_ITEMS:
            self._items.append(
                {"output_type": "error", "ename": str(name)[:100], "evalue": str(text)[:1000], "traceback": lines}
            )

    def add_missing(self, error):
        """The error that a cell ended with, if it is not there already."""
        name = type(error).__name__
        if not any(item.get("ename") == name for item in self._items):
            self.fail(name, _text(error), [f"{name}: {_text(error)}"])

    def _begin(self):
        if self._clears_next:
            self._items.clear()
            self._clears_next = False

    def _kept(self, data):
        kept = {}
        for kind in ("text/plain", *IMAGES):
            value = data.get(kind)
            if kind in IMAGES and type(value) is bytes:
                value = base64.b64encode(value).decode("ascii")
            if isinstance(value, str):
                value = value if kind in IMAGES or len(value) <= TEXT_LENGTH else value[:TEXT_LENGTH] + "…"
                size = len(value.encode("utf-8", "replace"))
                if size <= self._left or size <= VALUE_LENGTH:
                    self._left -= size
                    kept[kind] = value
        return kept


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a notebook."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, outputs, name):
        self._outputs, self.name = outputs, f"<{name}>"
        self._stream = name

    def writable(self):
        """Always."""
        return True

    def write(self, text):
        """Show it below the cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.print(self._stream, text)
        return len(text)

    def fileno(self):
        """That of the real stream, for what writes there directly."""
        return 1 if self._stream == "stdout" else 2


class Results(DisplayHook):
    """The value of a cell's last expression, shown as a kernel shows it."""

    def start_displayhook(self):
        """Nothing is printed here."""

    write_output_prompt = finish_displayhook = start_displayhook

    def write_format_data(self, format_dict, md_dict=None):
        """Keep it."""
        self.shell.outputs.show("execute_result", format_dict, execution_count=self.prompt_count, metadata={})


class Publisher(DisplayPublisher):
    """What `display` shows."""

    def publish(self, data, metadata=None, *_, transient=None, update=False, **__):
        """Keep it."""
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.outputs.update(display_id, data)
        else:
            self.shell.outputs.show("display_data", data, display_id, metadata={})

    def clear_output(self, wait=False):
        """What a notebook asks of its front end."""
        self.shell.outputs.clear_output(wait)


class NotebookShell(InteractiveShell):
    """IPython without a terminal and without other programs."""

    displayhook_class = Type(Results)
    display_pub_class = Type(Publisher)

    def __init__(self, **options):
        self.outputs = Outputs()
        super().__init__(**options)

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.fail(etype.__name__, _text(evalue), stb)

    def enable_gui(self, gui=None):
        """There is none."""

    def system(self, command):
        """Say that a `!command` is passed over; it counts as no failure, as in any notebook."""
        print(REFUSED_COMMAND.format(command=command[:60]))
        self.user_ns["_exit_code"] = 1

    def getoutput(self, command, *_, **__):
        """No lines could be returned that would be true."""
        raise PermissionError(REFUSED_COMMAND.format(command=command[:60]))


def _as_json(outputs):
    """Outputs as bytes of JSON; of more than a frame holds, what a score may depend on."""
    data = json.dumps(outputs, ensure_ascii=False).encode("utf-8", "replace")
    if len(data) > CELL_JSON:
        kept = [item for item in outputs if item["output_type"] == "execute_result"][-1:]
        short = [{**item, "data": {"text/plain": item["data"].get("text/plain", "")[:VALUE_LENGTH]}} for item in kept]
        errors = [{**item, "traceback": []} for item in outputs if item["output_type"] == "error"][:1]
        data = json.dumps(errors + short, ensure_ascii=False).encode("utf-8", "replace")
    return data


def _text(error):
    try:
        return str(error)
    except BaseException:  # noqa: BLE001 - whatever a submission raises
        return ""
