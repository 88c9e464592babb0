"""Whatever is killed, and whenever: the same command goes on, and in the end the class's grades are those of a run that nobody disturbed.

`tox run -e crash` kills a hundred times, with the gradebook and the pages; a run of all tests five times, without them.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

RUNS = int(os.environ.get("CRASH_RUNS", "2"))
IS_WHOLE = RUNS > 2
STUDENTS = 12
MARK = "AUTOGRADER_CRASH_TEST"
KINDS = ["grader", "grader asked to end", "job", "server", "worker"]

# What `autograder grade` does, without what takes longest to import.
LEAN = """
import sys
from pathlib import Path
from autograder.course.folder import find_course
from autograder.grade import Options, grade
if __name__ == "__main__":
    course, submissions, output = map(Path, sys.argv[1:])
    report = grade(find_course(course), [submissions], Options(output, 1))
    sys.exit(3 if report.faults else 0)
"""
SOURCES = [
    "def double(x): return x * 2\ndef floor(x, low): return x.clip(low)\n",
    "def double(x): return x\n",
    "import time\ndef double(x):\n    time.sleep(0.1)\n    return x * 2\n",
    "import os\ndef double(x): os._exit(0)\n",
]


@pytest.fixture(scope="module")
def klass(tiny_course_type, tmp_path_factory):
    """(command that grades a class into a folder, bytes of its undisturbed grades, seconds that it took)."""
    root = tmp_path_factory.mktemp("class")
    course = tiny_course_type(root / "course")
    (root / "submissions").mkdir()
    for number in range(STUDENTS):
        source = SOURCES[number % len(SOURCES)] + f"# {number}\n"
        (root / "submissions" / f"student{number:02}_ch09_tiny.py").write_text(source)
    (root / "lean.py").write_text(LEAN)

    def command(output):
        if IS_WHOLE:
            whole = [sys.executable, "-m", "autograder", "grade", root / "submissions", "-o", output, "--jobs", "2"]
            return [*map(str, whole), "--course", str(course.root)]
        return [sys.executable, str(root / "lean.py"), str(course.root), str(root / "submissions"), str(output)]

    start = time.monotonic()
    subprocess.run(command(root / "undisturbed"), check=True, capture_output=True)
    return command, (root / "undisturbed" / "grades.csv").read_bytes(), time.monotonic() - start


def tree(pid):
    """Generations of processes: [[grader], jobs, servers, workers]; those that end meanwhile are left out."""
    generations = [[pid]]
    while generations[-1]:
        children = []
        for parent in generations[-1]:
            for path in Path(f"/proc/{parent}/task").glob("*/children"):
                with suppress(OSError):
                    children += [int(child) for child in path.read_text().split()]
        generations.append([child for child in children if b"resource_tracker" not in command_line(child)])
    return generations[:-1]


def command_line(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def marked(mark):
    """The processes of this run."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError):
                if f"{MARK}={mark}".encode() in Path(entry.path, "environ").read_bytes():
                    found.append(int(entry.name))
    return found


def left_behind(mark):
    """Those that are still there when each has had the time to notice that it is alone."""
    end = time.monotonic() + 30
    while marked(mark) and time.monotonic() < end:
        time.sleep(0.05)
    return marked(mark)


def strike(run, kind, seconds):
    """Kill one process of that kind, once there is one, and the time has come."""
    time.sleep(seconds)
    depth = {"job": 1, "server": 2, "worker": 3}.get(kind, 0)
    while run.poll() is None:
        generations = tree(run.pid)
        if len(generations) > depth:
            with suppress(ProcessLookupError):
                os.kill(random.choice(generations[depth]), signal.SIGTERM if kind.endswith("end") else signal.SIGKILL)
            return
        time.sleep(0.01)


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_grades_are_those_of_an_undisturbed_run(klass, tmp_path, seed):
    command, undisturbed, seconds = klass
    chance = random.Random(seed)
    kind, mark, output = KINDS[seed % len(KINDS)], f"{os.getpid()}-{seed}", tmp_path / "graded"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, MARK: mark, "TMPDIR": str(temporary)}
    with subprocess.Popen(command(output), env=environment, stdout=-3, stderr=-3) as run:
        strike(run, kind, chance.uniform(0.1, 1.0) * seconds)
    assert run.returncode in (0, -signal.SIGKILL, -signal.SIGTERM, 130), run.returncode
    if run.returncode:
        assert left_behind(mark) == []  # its jobs and servers go with it
        subprocess.run(command(output), env=environment, check=True, capture_output=True, timeout=300)
    assert (output / "grades.csv").read_bytes() == undisturbed
    assert left_behind(mark) == []
    assert [path.name for path in output.rglob(".*") if path.name != ".lock"] == []
    assert os.listdir(temporary) == []
