"""Whatever is killed, and whenever: the same command goes on, and in the end the class's grades are those of a run that nobody disturbed.

`tox run -e crash` kills a hundred times; a run of all tests five times.
"""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

RUNS = int(os.environ.get("CRASH_RUNS", "5"))
STUDENTS = 12
MARK = "AUTOGRADER_CRASH_TEST"
KINDS = ["grader", "grader asked to end", "job", "server", "worker"]
SOURCES = [
    "def double(x): return x * 2\ndef floor(x, low): return x.clip(low)\n",
    "def double(x): return x\n",
    "import time\ndef double(x):\n    time.sleep(0.1)\n    return x * 2\n",
    "import os\ndef double(x): os._exit(0)\n",
]


class Class:
    """A class, and the command that grades it."""

    def __init__(self, root, course, zygote, python):
        self._zygote, self._python = zygote, str(python)
        self._log = root / "log"
        self._submissions = root / "submissions"
        self._course = str(course)
        self._submissions.mkdir()
        for number in range(STUDENTS):
            source = SOURCES[number % len(SOURCES)] + f"# {number}\n"
            (self._submissions / f"student{number:02}_ch09_tiny.py").write_text(source)
        start = time.monotonic()
        assert self.grade(root / "undisturbed", {}).wait() == 0, self._log.read_text()
        self.seconds = time.monotonic() - start
        self.grades = (root / "undisturbed" / "grades.csv").read_bytes()

    def grade(self, output, environment):
        """Start the command."""
        options = ["-o", output, "--jobs", 2, "--course", self._course, "--python", self._python]
        return self._zygote.start([*map(str, ["grade", self._submissions, *options])], environment, self._log)

    def said(self):
        """What all runs have said."""
        return self._log.read_text()

    def running(self, mark):
        """The processes of a run but for the command itself: job processes have its environment, servers and workers a Python of their own."""
        found = []
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                with suppress(OSError):
                    is_job = f"{MARK}={mark}".encode() in Path(entry.path, "environ").read_bytes()
                    if is_job or command_line(entry.name).startswith(self._python.encode()):
                        found.append(int(entry.name))
        return found

    def left_behind(self, mark):
        """Those that are still there when each has had the time to notice that it is alone."""
        end = time.monotonic() + 30
        while self.running(mark) and time.monotonic() < end:
            time.sleep(0.05)
        return self.running(mark)


@pytest.fixture(scope="module")
def pupils(tiny_course_type, tmp_path_factory, zygote, python):
    """The class, graded once."""
    root = tmp_path_factory.mktemp("class")
    return Class(root, tiny_course_type(root / "course").root, zygote, python)


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


def strike(pid, kind, seconds):
    """Kill one process of that kind, once there is one, and the time has come; whether there was one."""
    time.sleep(seconds)
    depth = {"job": 1, "server": 2, "worker": 3}.get(kind, 0)
    while generations := [generation for generation in tree(pid) if Path(f"/proc/{pid}").exists()]:
        if len(generations) > depth:
            with suppress(ProcessLookupError):
                os.kill(random.choice(generations[depth]), signal.SIGTERM if kind.endswith("end") else signal.SIGKILL)
                return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_grades_are_those_of_an_undisturbed_run(pupils, tmp_path, seed):
    chance = random.Random(seed)
    kind, mark, output = KINDS[seed % len(KINDS)], f"{os.getpid()}-{seed}", tmp_path / "graded"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {MARK: mark, "TMPDIR": str(temporary)}
    run = pupils.grade(output, environment)
    struck = strike(run.pid, kind, chance.uniform(0.1, 1.0) * pupils.seconds)
    code = run.wait()
    print(f"{kind}: {'struck' if struck else 'too late'}, ended with {code}")  # shown with -rP
    assert code in (0, -signal.SIGKILL, -signal.SIGTERM, 130), pupils.said()
    if code:
        assert pupils.left_behind(mark) == []  # its jobs and servers go with it
        assert pupils.grade(output, environment).wait() == 0, pupils.said()
    assert (output / "grades.csv").read_bytes() == pupils.grades
    assert pupils.left_behind(mark) == []
    assert [path.name for path in output.rglob(".*") if path.name != ".lock"] == []
    assert os.listdir(temporary) == []
