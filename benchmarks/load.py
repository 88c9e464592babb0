"""A large class with attackers in it: honest scores must be those of the same class without them. `tox run -e load`.

Prints for the class without and with its attackers: seconds, files a second, the largest process's memory. Ends with 1 where an honest
record differs or an attack came through.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.attack import ATTACKS, Canaries

COURSE = Path(__file__).parents[1]
ASSIGNMENT = "ch02_perceptron"
GATES = ("AND", "NAND", "OR", "XOR", "perceptron")


def main() -> int:
    """Make the class up, grade it without and with its attackers, and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=5000)
    options.add_argument("--one-in", type=int, default=10, help="attackers among them")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, Canaries(_made(Path(folder, "canaries"))) as canaries:
        root = Path(folder)
        attackers = range(chosen.one_in - 1, chosen.students, chosen.one_in)
        for number in range(chosen.students):
            _write(root / "honest", number, _honest(number))
        shutil.copytree(root / "honest", root / "mixed")
        for place, number in enumerate(attackers):
            attack = ATTACKS[place % len(ATTACKS)]
            _write(root / "mixed", number, attack.submission(GATES, canaries.target.fields))
        alone, mixed = _graded(root / "honest"), _graded(root / "mixed")
        names = {f"student{number:05}" for number in attackers}
        differing = [name for name in alone if name not in names and alone[name] != mixed.get(name)]
        paid = {name for name in names if mixed.get(name, (0.0, ""))[0] > _guess()}
        breaches = canaries.breaches("")
    print(
        f"honest records that differ: {len(differing)}; attackers with points: {len(paid)}; canaries: {breaches or 'quiet'}"
    )
    return int(bool(differing or paid or breaches))


def _guess() -> float:
    """What a constant may earn: a tenth of the points."""
    return 2.0


def _honest(number: int) -> str:
    """The solutions, with a comment that makes each file another one; every third has a wrong gate."""
    text = (COURSE / "solutions" / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    text = re.sub(r"    ### (BEGIN|END) SOLUTION\n", "", text) + f"\n# {number}\n"
    return text + ("def OR(x1, x2):\n    return x1\n" if number % 3 == 0 else "")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _write(folder: Path, number: int, source: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"student{number:05}_{ASSIGNMENT}.py").write_text(source, encoding="utf-8")


def _graded(submissions: Path) -> dict[str, tuple[float, str]]:
    """Each student's score and record, but for the seconds; prints what it took."""
    output, start = submissions.with_name(f"{submissions.name}-graded"), time.monotonic()
    command = [sys.executable, "-m", "autograder", "grade", submissions, "-o", output, "--course", COURSE]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    seconds, count = time.monotonic() - start, len(list(submissions.iterdir()))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{submissions.name}: {count} files, {seconds:.0f} s, {count / seconds:.1f} a second, largest process {memory:.0f} MB"
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    records = {}
    for path in (output / "results" / ASSIGNMENT).glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        records[record["student"]] = record["score"], json.dumps(record["exercises"])
    return records


if __name__ == "__main__":
    sys.exit(main())
