"""The process that workers are forked from: warm, small, and without a secret in its memory."""

import base64
import contextlib
import ctypes
import gc
import importlib.util
import json
import os
import platform
import signal
import socket
import sys
import sysconfig
import time

import numpy as np

from . import worker
from .drawing import FigureRecorder
from .escapes import transformer
from .rehearsal import rehearse

CONTROL = 3
GRACE_SECONDS = 0.05  # for a process whose socket is closed to be at its end, if it ends
BLANK_FIGURES = 4  # a chapter has at most so many plots; further ones only take longer
# What submissions import beside NumPy and pyplot. Each found here costs a fork nothing; the book's own `matplotlib.pylab` would take
# it longer than everything else that it does.
IMPORTED = "collections copy datetime itertools math pickle pprint random time warnings".split()


def main(make_kernel=None, *, has_figures=True):
    """Say hello, take the policy, then fork a worker for each request until the grader hangs up.

    With `make_kernel`, workers run whole notebooks in the kernel that it makes (`kernel.Kernel`). Without `has_figures` there is no
    Matplotlib, and a worker that needs it says so and ends: a process without it is forked and taken down in a third of the time.
    """
    control = socket.socket(fileno=os.dup(CONTROL))
    os.close(CONTROL)
    kernel = recorder = transform = None
    if make_kernel:
        kernel = make_kernel()
    else:
        recorder = _warm_up(has_figures)
        transform = transformer() if has_figures else None
        rehearse(worker.answer_call, recorder)
        if recorder:
            recorder.lay_out(BLANK_FIGURES)
    _reply(control, **_about())
    request, descriptors = _request(control)
    policy = {**request, "seccomp": base64.b64decode(request["seccomp"]), "landlock_fd": next(iter(descriptors), None)}
    _reply(control)
    if not has_figures:
        sys.meta_path.insert(0, worker.Figureless())
    # A collector that runs after a fork writes to every object that it visits, and so copies all the pages they share.
    gc.collect()
    _trim()
    gc.freeze()
    gc.disable()
    while True:
        request, descriptors = _request(control)
        if request["op"] == "fork":
            _fork(control, descriptors, {**policy, **request.get("policy", {})}, recorder, transform, kernel)
        elif request["op"] == "interrupt":
            _interrupt(control, request["pid"])
        else:
            _reap(control, request["pid"], request["has_hung_up"])


def _trim():
    """Give back what imports have left behind: each page is one more to copy the entry of at every fork."""
    with contextlib.suppress(AttributeError):  # not with every C library
        ctypes.CDLL(None).malloc_trim(0)


def _warm_up(has_figures):
    """Run once what every worker will run, so that a fork finds it imported and its caches filled."""
    np.dot(np.ones((2, 2)), np.ones(2))
    np.random.seed(0)
    ctypes.CDLL(None)
    try:
        return FigureRecorder() if has_figures else None
    except ImportError:
        return None
    finally:  # only now: pylab copies the names of pyplot, and is to have those that show and save nothing
        for name in [*IMPORTED, *["matplotlib.pylab"] * has_figures]:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def _about():
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numpy_file": np.__file__,
        "matplotlib": getattr(sys.modules.get("matplotlib"), "__version__", None) or _unloaded("matplotlib"),
        "libraries": sorted({sysconfig.get_paths()[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")}),
        "multiarch": sysconfig.get_config_var("MULTIARCH") or "",
    }


def _unloaded(package):
    """That a package is there but was not imported; None where it is missing."""
    is_there = package not in sys.modules and importlib.util.find_spec(package) is not None
    return "not loaded" if is_there else None


def _fork(control, descriptors, policy, recorder, transform, kernel):
    channel, output, *ruleset = descriptors  # a ruleset of its own goes before that of all workers
    if ruleset:
        policy["landlock_fd"] = ruleset[0]
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            _arrange(channel, output, policy)
            worker.run(policy, recorder, transform, parent, kernel)
        except BaseException as error:  # noqa: BLE001 - whatever a submission raises, the grader hears of it
            os.write(2, f"{type(error).__name__}: {error}".encode())
        os._exit(70)  # EX_SOFTWARE; never back into the loop above, where it would speak to the grader as the server
    for descriptor in descriptors:
        os.close(descriptor)
    _reply(control, pid=pid)


def _arrange(channel, output, policy):
    """Input that ends at once on 0, the output pipe on 1 and 2, the channel on 3, perhaps Landlock's ruleset on 4; no more."""
    keep = [channel, output] + [policy["landlock_fd"]] * (policy["landlock_fd"] is not None)
    high = [os.dup2(descriptor, 100 + n) for n, descriptor in enumerate(keep)]  # out of the way of 0–4
    read, write = os.pipe()
    os.close(write)  # so that `input()` is at its end at once
    os.dup2(read, 0)
    os.dup2(high[1], 1)
    os.dup2(high[1], 2)
    os.dup2(high[0], worker.CHANNEL)
    first = worker.CHANNEL + 1
    if policy["landlock_fd"] is not None:
        policy["landlock_fd"] = os.dup2(high[2], first)
        first += 1
    os.closerange(first, 1 << 20)


def _interrupt(control, pid):
    """Ctrl-C for what a worker is at."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    _reply(control)


def _reap(control, pid, has_hung_up):
    """Kill a worker if it still runs, and say how it ended; one that has hung up may be about to."""
    try:
        is_over = _is_over(pid, GRACE_SECONDS if has_hung_up else 0.0)
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        return _reply(control, signal=0, code=0, cpu_seconds=0.0, peak_bytes=0, reaped_alive=False)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
    _reply(
        control,
        signal=killed,
        code=code,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * 1024,
        reaped_alive=not is_over,
    )


def _is_over(pid, seconds):
    """Whether it has ended by itself, or does within so many seconds."""
    end = time.monotonic() + seconds
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= end:
            return False
        time.sleep(0.001)
    return True


def _reply(control, **reply):
    control.sendall(json.dumps(reply).encode("ascii") + b"\n")


def _request(control):
    """One line of JSON with the descriptors that came along; the grader's end is trusted and sends one at a time."""
    data, descriptors = b"", []
    while not data.endswith(b"\n"):
        part, received, _, _ = socket.recv_fds(control, 1 << 16, 4)
        if not part:
            sys.exit(0)
        data += part
        descriptors += received
    return json.loads(data), descriptors
