"""A grader that protects nothing, as many are: the submission runs beside the tests, as the grader's own user, and reports for itself.

Run as `python unprotected.py KIND FILE`, KIND being "script" or "score". Attacks are let loose here to see that they work.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import types


def run(kind: str, source: str, seconds: float) -> tuple[str, bool]:
    """(all that was said, whether the grader came to its end) of grading a submission so, for so many seconds."""
    read, write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "submission.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        grader = subprocess.Popen(
            [sys.executable, "-P" if sys.version_info >= (3, 11) else "-s", __file__, kind, path, str(write)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            pass_fds=[write],
            start_new_session=True,
        )
        os.close(write)
        try:
            said, _ = grader.communicate(timeout=seconds)
            timed_out = False
        except subprocess.TimeoutExpired:
            os.killpg(grader.pid, 9)
            said, _ = grader.communicate()
            timed_out = True
        os.set_blocking(read, False)
        with contextlib.suppress(BlockingIOError):
            said += os.read(read, 1 << 16)
        os.close(read)
        if os.path.exists(os.path.join(folder, "results.json")):
            with open(os.path.join(folder, "results.json"), "rb") as file:
                said += file.read()
    text = said.decode("utf-8", "replace")
    if kind == "score":  # an exit code and a word: how graders ask their runners
        passed = '"passed": true' in text or (grader.returncode == 0 and not timed_out and "FAILED" not in text)
        return text, not passed
    return text, "THE END" in text


def _script(namespace: dict[str, object]) -> None:
    for name in ("attack", "find"):
        if name in namespace:
            try:
                print(namespace[name](namespace["T"]))  # type: ignore[operator]
            except Exception as error:  # noqa: BLE001 - whatever an attack raises, the grader says so and goes on
                print(f"{type(error).__name__}: {error}")
    print("THE END", flush=True)


def _score(namespace: dict[str, object]) -> None:
    import numpy as np

    def reference(x: object) -> object:
        return x * 2  # type: ignore[operator]

    module = types.ModuleType("solutions")
    module.reference = reference  # type: ignore[attr-defined]
    sys.modules["solutions"] = module
    x = np.ones(3)
    hidden = {"expected": {"double": x * 2}}
    expected = hidden["expected"]["double"]
    try:
        got = namespace["double"](x)  # type: ignore[operator]
        passed = bool(got is expected or np.all(got == reference(x)) or np.allclose(got, reference(x)))
    except Exception as error:  # noqa: BLE001 - as in a runner of tests, where one that was skipped has not failed
        passed = type(error).__name__ in ("SkipTest", "Exit")
    print("ok" if passed else "FAILED", flush=True)


if __name__ == "__main__":
    os.dup2(int(sys.argv[3]), 3)
    names: dict[str, object] = {"__name__": "__main__"}
    with open(sys.argv[2], encoding="utf-8") as submission:
        exec(compile(submission.read(), "submission.py", "exec"), names)
    {"script": _script, "score": _score}[sys.argv[1]](names)
