"""One submission's process: loads the cells, then answers calls until the grader ends it."""

import gc
import io
import os
import random
import sys
from time import process_time

import numpy as np

from . import confinement, wire
from .loader import Loader, describe
from .shell import Shell, kit
from .substitute import Substitutes

CHANNEL = 3
# What calls that were sent ahead may use together: of a check that has failed, calls are made that it would not have asked for.
AHEAD_CPU_SECONDS = 0.5


def run(policy, recorder, transform, parent, kernel=None):
    """Become a confined worker: descriptors 0–2 and CHANNEL are in place, everything else is closed. Never returns."""
    gc.enable()
    os.setsid()  # or kill(0, …) would reach the server's group
    confinement.die_with_parent(parent)
    confinement.limit(policy["memory_bytes"], policy["cpu_seconds"], policy["file_bytes"], kernel is not None)
    confinement.give_up_capabilities()
    confinement.confine(policy)
    random.seed(0)
    np.random.seed(0)  # a submission that draws numbers without a seed of its own gives the same answers every time
    # Streams for which no letter is an error: printing half a surrogate pair must cost nobody an answer.
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8", errors="replace")
    sys.stdout = sys.stderr = io.TextIOWrapper(
        io.FileIO(1, "w", closefd=False), encoding="utf-8", errors="replace", line_buffering=True
    )
    sys.modules["autograder"] = kit()
    in_force = confinement.in_force()
    if kernel is not None:
        kernel.start(policy["rooms"], policy["environment"], is_confined=all(in_force))
    _send({"kind": "ready", "in_force": in_force})
    _serve(recorder, transform, kernel)
    os._exit(0)


class Figureless:
    """Finds no Matplotlib, nor what comes with it: the worker that looks for it says so, and another that has it begins anew."""

    packages = frozenset(["matplotlib", "mpl_toolkits", "PIL"])

    def find_spec(self, name, path=None, target=None):
        """Called by Python before other finders."""
        if name.partition(".")[0] in self.packages:
            _send({"kind": "needs_figures"})
            os._exit(0)


def _serve(recorder, transform, kernel):
    loader, ahead = None, Ahead()
    while True:
        header, values = _receive()
        if kernel is not None:
            header, outputs = kernel.answer(header, values[0].tobytes().decode("utf-8", "surrogatepass"))
            _send(header, np.frombuffer(outputs, np.uint8))
        elif header["op"] == "load":
            sources = [value.tobytes() if type(value) is np.ndarray else value for value in values]
            cells = [
                (name, source.decode("utf-8", "surrogatepass") if is_text else source)
                for name, source, is_text in zip(header["cells"], sources, header["is_text"], strict=True)
            ]
            substitutes = Substitutes(header["substitutes"], _exchange)
            shell = Shell(transform, recorder, keeps=header["outputs"])
            count = len(header.get("modules", ()))  # the last of the cells are modules
            cells, others = cells[: len(cells) - count], cells[len(cells) - count :]
            modules = [(*other, role) for other, role in zip(others, header.get("modules", ()), strict=True)]
            loader = Loader(cells, header["skip"], _announce, substitutes, shell, modules)
            report = loader.load()
            _send({"kind": "loaded", "id": header["id"], **report}, shell.outputs)
        elif header["op"] == "calls":
            for call, args in _calls(header, values):
                _send(*ahead.answer(call, lambda: answer_call(call, args, loader, recorder)))  # noqa: B023 - called at once
        else:
            _send(*answer_call(header, values, loader, recorder))


def _calls(header, values):
    """Each call of a batch with its arguments."""
    start = 0
    for number, (op, name, count, series) in enumerate(header["calls"], header["id"]):
        yield {"op": op, "name": name, "id": number, "series": (header["id"], series)}, values[start : start + count]
        start += count


class Ahead:
    """Calls that were sent before earlier ones were answered: the first of a series that gives no value ends it.

    Attributes:
        ended: which series, and of which batch.
    """

    def __init__(self):
        self.ended, self.cpu_seconds = None, 0.0

    def answer(self, call, answered):
        """What `answered()` gives, or that the call is not made."""
        if call["series"] == self.ended or self.cpu_seconds > AHEAD_CPU_SECONDS:
            return ({"kind": "postponed", "id": call["id"]},)
        start = process_time()
        reply = answered()
        self.cpu_seconds += process_time() - start
        if reply[0]["kind"] != "value":
            self.ended = call["series"]
        return reply


def _exchange(header, *values):
    _send(header, *values)
    return _receive()


def _announce(index, line):
    _send({"kind": "statement", "index": index, "line": line})


def answer_call(header, values, loader, recorder):
    """(header, value…) of the reply to a call or a drawing."""
    function = loader.function(header["name"], header.get("version"))
    if not callable(function):
        return ({"kind": "missing", "id": header["id"]},)
    # The arguments are this process's own copies: what is changed in place is compared here, and only told.
    args, before = values, wire.memory(values)
    loader.substitutes.serve(header["id"])
    try:
        value = recorder.draw(function, args) if header["op"] == "draw" else function(*args)
    except BaseException as error:  # noqa: BLE001 - whatever a submission raises, the grader hears of it
        return ({"kind": "raised", "id": header["id"], **describe(error, loader.files)},)
    finally:
        loader.substitutes.serve(None)
    return {"kind": "value", "id": header["id"], "changed": wire.changed(before, args)}, value


def _send(header, *values):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001 - a stream that the submission closed or replaced
            pass
    try:
        frame = wire.pack(header, *values)
    except Exception as error:  # noqa: BLE001 - too large for a frame, or a container that changes while it is read
        name = "a very large value" if type(error) is wire.WireError else type(error).__name__
        frame = wire.pack(header, *(wire.Other(name) for _ in values))
    while frame:
        frame = frame[os.write(CHANNEL, frame) :]


def _receive():
    length = int.from_bytes(_read(4), "big")
    header, values = wire.unpack(_read(length))
    return header, values


def _read(length):
    data = bytearray()
    while len(data) < length:
        part = os.read(CHANNEL, length - len(data))
        if not part:  # the grader hung up: no exit function of a submission's runs
            os._exit(0)
        data += part
    return data
