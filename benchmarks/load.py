"""A large class with attackers in it, and a smaller one with many files that never end: honest records must be those of the class alone.

    python benchmarks/load.py [--students 5000] [--one-in 10] [--smaller 200] [--looping-one-in 5]

`tox run -e load` does it. Prints for each class, without and with its attackers: seconds, files a second, processor time of all processes
and the main process's memory; and what a file that never ends cost beside an honest one. Ends with 1 where an honest record differs, an
attacker got points, a canary heard something, or a file cost more than its budget.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from processor import Meter

from autograder.attack import ATTACKS, Canaries
from autograder.course.folder import find_course

COURSE = Path(__file__).parents[1]
ASSIGNMENT = "ch02_perceptron"
GATES = ("AND", "NAND", "OR", "XOR", "perceptron")
LOOPING = "def {name}(*args):\n    while True: pass\n"
GUESSED = 2.0  # points that a constant may earn: a tenth
TRUSTED_CPU_SECONDS = 2.0  # what a submission may cost in our own processes


@dataclass(frozen=True)
class Run:
    """A class graded: each student's score and record (but for the seconds), and the processor time of all processes."""

    records: dict[str, tuple[float, str]]
    cpu_seconds: float


def main() -> int:
    """Make both classes up, grade each without and with its attackers, and compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--students", type=int, default=5000)
    options.add_argument("--one-in", type=int, default=10, help="attackers in the large class")
    options.add_argument("--smaller", type=int, default=200)
    options.add_argument("--looping-one-in", type=int, default=5, help="files that never end in the smaller class")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        is_bad = _attacked(root / "large", chosen.students, chosen.one_in)
        is_bad |= _looping(root / "small", chosen.smaller, chosen.looping_one_in)
    return int(is_bad)


def _attacked(root: Path, students: int, one_in: int) -> bool:
    root.mkdir()
    with Canaries(root) as canaries:

        def attack(place: int) -> str:
            return ATTACKS[place % len(ATTACKS)].submission(GATES, canaries.target.fields)

        _, _, is_bad = _compared(root, students, one_in, attack)
        breaches = canaries.breaches("")
    print(f"canaries: {'; '.join(breaches) or 'quiet'}", flush=True)
    return is_bad or bool(breaches)


def _looping(root: Path, students: int, one_in: int) -> bool:
    root.mkdir()
    alone, mixed, is_bad = _compared(root, students, one_in, lambda _: "".join(map(_endless, GATES)))
    count = len(range(one_in - 1, students, one_in))
    each = (mixed.cpu_seconds - alone.cpu_seconds) / count
    budget = find_course(COURSE).limits.submission_cpu_seconds + TRUSTED_CPU_SECONDS
    print(
        f"a file that never ends cost {each:.1f} s of processor time more than an honest one; its budget is {budget:g} s"
    )
    return is_bad or each > budget


def _compared(root: Path, students: int, one_in: int, attack: Callable[[int], str]) -> tuple[Run, Run, bool]:
    """A class of honest students alone, the same with every so many an attacker, and whether any of these was let through."""
    attackers = range(one_in - 1, students, one_in)
    for number in range(students):
        _write(root / "honest", number, _honest(number))
    shutil.copytree(root / "honest", root / "mixed")
    for place, number in enumerate(attackers):
        _write(root / "mixed", number, attack(place))
    alone, mixed = _graded(root / "honest"), _graded(root / "mixed")
    names = {f"student{number:05}" for number in attackers}
    differing = [name for name in alone.records if name not in names and alone.records[name] != mixed.records.get(name)]
    paid = [name for name in names if mixed.records.get(name, (0.0, ""))[0] > GUESSED]
    print(
        f"honest records: {len(alone.records) - len(names)}, of which differ: {len(differing)}; attackers with points: {len(paid)}",
        flush=True,
    )
    return alone, mixed, bool(differing or paid)


def _endless(name: str) -> str:
    return LOOPING.replace("{name}", name)


def _honest(number: int) -> str:
    """The solutions, with a comment that makes each file another one; every third has a wrong gate."""
    text = (COURSE / "solutions" / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    text = re.sub(r"    ### (BEGIN|END) SOLUTION\n", "", text) + f"\n# {number}\n"
    return text + ("def OR(x1, x2):\n    return x1\n" if number % 3 == 0 else "")


def _write(folder: Path, number: int, source: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"student{number:05}_{ASSIGNMENT}.py").write_text(source, encoding="utf-8")


def _graded(submissions: Path) -> Run:
    """Grade a class with the command; prints what it took."""
    output, start = submissions.with_name(f"{submissions.name}-graded"), time.monotonic()
    command = [sys.executable, "-m", "autograder", "grade", submissions, "-o", output, "--course", COURSE]
    meter = Meter()
    with submissions.with_suffix(".log").open("wb") as log:
        running = subprocess.Popen([*map(str, command)], stdout=log, stderr=log)
        memory_kib = 0
        while running.poll() is None:
            memory_kib = max(memory_kib, _peak_kib(running.pid))
            time.sleep(0.2)
    seconds, count = time.monotonic() - start, len(list(submissions.iterdir()))
    cpu_seconds = meter.seconds()
    print(
        f"{submissions.parent.name}, {submissions.name}: {count} files, {seconds:.0f} s, {count / seconds:.1f} a second, "
        f"{cpu_seconds / count * 1000:.0f} ms of processor time each, main process {memory_kib / 1024:.0f} MiB",
        flush=True,
    )
    if running.returncode not in (0, 3):
        raise SystemExit(submissions.with_suffix(".log").read_text(encoding="utf-8"))
    records = {}
    for path in (output / "results" / ASSIGNMENT).glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        records[record["student"]] = record["score"], json.dumps(record["exercises"])
    return Run(records, cpu_seconds)


def _peak_kib(pid: int) -> int:
    """The most memory that a process has held so far."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s*(\d+)", text)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    sys.exit(main())
