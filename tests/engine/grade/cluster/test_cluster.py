"""Grading on a real scheduler and real workers: the same records as here, whatever happens to a node."""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import AutograderError
from autograder.grade.cluster import Cluster, Rules
from autograder.grade.tasks import Graded

RAISES = "def double(x):\n    return x[0][0]\ndef floor(x, low):\n    import os\n    os._exit(3)\n"
# The suite's own bug, which ends the whole grading process with one wrong answer.
KILL = """
    if student.floor(np.array([41.0]), 0.0)[0] == 42:
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
"""


def graded(replies):
    """How often each student was graded, all with full points."""
    counts = Counter()
    for reply in replies:
        assert isinstance(reply, Graded), reply
        assert reply.result.score == 3.0
        counts[reply.submission.student] += 1
    return counts


@pytest.fixture
def at(python):
    """`at(dask)`: what opens the cluster at that scheduler for a class."""
    return lambda dask: lambda course, private: Cluster(course, dask.address, Rules(python, private=private))


def wait_for_both(cluster):
    """Until two nodes may grade."""
    while len(cluster.nodes.usable) < 2:
        cluster.describe_all()


def test_a_class_gets_the_same_records_as_on_this_machine(pupils, shared_dask, at, python):
    pupils.hand_in(ada=pupils.right, bob=pupils.wrong, cleo="", dora="def double(x:\n", eve=RAISES)
    (pupils.folder / "named.py").write_text(pupils.right, encoding="utf-8")
    here = pupils.grade(executable=python)
    records, rows = pupils.records(), pupils.rows()
    there = pupils.grade(fresh=True, cluster=at(shared_dask))
    assert there.graded == here.graded == 6
    assert pupils.records() == records
    assert pupils.rows() == rows
    assert not there.changes
    again = pupils.grade(cluster=at(shared_dask))
    assert (again.graded, again.kept) == (0, 6)


def test_a_submission_reaches_neither_the_scheduler_nor_a_file(shared_dask, opened, task_of):
    """Dask's ports trust whoever can connect: a submission may open no socket at all."""
    source = f"""
import os, socket
def double(x):
    try:
        socket.create_connection(("127.0.0.1", {shared_dask.port}), 2)
    except OSError:
        return np.zeros(3)
    return x + x
def floor(x, low):
    return os.listdir("/tmp")
"""
    with opened(shared_dask.address) as cluster:
        (reply,) = cluster.map([task_of("mallory", b"import numpy as np\n" + source.encode())])
    double, floor = reply.result.exercises
    assert (double.score, floor.score) == (0.0, 0.0)
    assert {check.outcome.value for check in double.checks} == {"failed"}
    assert {check.detail["got"] for check in double.checks} == {
        "[0.0, 0.0, 0.0]"
    }  # what it answers where it may not connect
    assert "PermissionError" in str(floor.checks[0].detail)


def test_a_node_without_the_interpreter_is_named(shared_dask, opened):
    with (
        pytest.raises(AutograderError, match=r"no node that can grade: .* no Python interpreter at 'nowhere'"),
        opened(shared_dask.address, Rules("nowhere")) as cluster,
    ):
        assert cluster.environment


def test_private_folders_may_not_lie_where_submissions_read_on_a_node(shared_dask, opened):
    with (
        pytest.raises(AutograderError, match="which student code may read"),
        opened(shared_dask.address, Rules(private=(Path(np.__file__).parent,))) as cluster,
    ):
        assert cluster.environment


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nowhere", "names no cluster"),
        ("tcp://127.0.0.1:9", "no Dask scheduler answers"),
        ("local:0", "names no cluster"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence(tiny_course, address, words, monkeypatch):
    monkeypatch.setattr("autograder.grade.cluster.scheduler.CONNECT_SECONDS", 1.0)
    with pytest.raises(AutograderError, match=words), Cluster(tiny_course.read(), address, Rules()):
        pass


def test_a_worker_killed_half_way_loses_nothing_and_gives_nothing_twice(shared_dask, opened, class_of):
    killed = shared_dask.start_worker()
    tasks, counts = class_of(40), Counter()
    with opened(shared_dask.address) as cluster:
        while len(cluster.nodes.usable) < 3:
            cluster.describe_all()
        for number, reply in enumerate(cluster.map(tasks)):
            counts += graded([reply])
            if number == 5:
                killed.kill()
    assert counts == Counter(task.submission.student for task in tasks)


@pytest.mark.slow
def test_a_worker_that_joins_late_takes_part_and_one_that_hangs_is_left_out(dask, opened, class_of):
    hanging = dask.start_worker()
    tasks, counts = class_of(30), Counter()
    with opened(dask.address, silent_seconds=5.0) as cluster:
        assert cluster.environment.confinement == "full"
        for number, reply in enumerate(cluster.map(tasks)):
            counts += graded([reply])
            if number == 3:
                os.kill(hanging.pid, signal.SIGSTOP)
                dask.start_worker()
        assert len(cluster.nodes.usable) == 1
        assert [note for note in cluster.notes if "did not answer any more" in note]
        os.kill(hanging.pid, signal.SIGCONT)
    assert counts == Counter(task.submission.student for task in tasks)


@pytest.mark.slow
def test_a_scheduler_that_is_started_again_costs_nothing(dask, opened, class_of):
    dask.start_worker()
    tasks, counts = class_of(30), Counter()
    with opened(dask.address) as cluster:
        for number, reply in enumerate(cluster.map(tasks)):
            counts += graded([reply])
            if number == 3:
                dask.scheduler.kill()
                dask.scheduler.wait()
                dask.start_scheduler()
                dask.start_worker()
    assert counts == Counter(task.submission.student for task in tasks)


@pytest.mark.slow
def test_a_submission_that_ends_every_node_alone_is_a_fault_and_the_others_are_graded(pupils, dask, at, monkeypatch):
    monkeypatch.setattr("autograder.grade.cluster.dispatch.TRIES", 2)
    title = '"""works on both sides of zero"""'
    pupils.tiny.edit(pupils.tiny.other_suite, title, title + KILL)
    pupils.hand_in(ada=pupils.right, bob=pupils.right, cleo=pupils.right.replace("np.maximum(x, low)", "x + 1"))
    for _ in range(4):
        dask.start_worker()
    report = pupils.grade(cluster=at(dask))
    assert [submission.student for submission in report.faults] == ["cleo"]
    assert pupils.totals() == {"ada": "3", "bob": "3", "cleo": ""}


@pytest.mark.slow
def test_ctrl_c_leaves_engines_on_no_node_and_the_next_run_goes_on_from_there(pupils, dask, at):
    worker = dask.start_worker()
    slow = pupils.right + "import time\ntime.sleep(0.3)\n"
    pupils.hand_in(**{f"student{number}": slow for number in range(12)})

    def interrupt(done, of):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pupils.grade(cluster=at(dask), progress=interrupt)
    end = time.monotonic() + 30
    while _children(worker.pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert _children(worker.pid) == []
    report = pupils.grade(cluster=at(dask))
    assert report.kept >= 2
    assert report.graded + report.kept == 12
    assert set(pupils.totals().values()) == {"3"}


def _children(pid):
    return subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()


def test_doctor_shows_the_nodes(shared_dask, python, tiny_course, autograder_here):
    which = "--cluster", shared_dask.address, "--python", python
    code, out, err = autograder_here("doctor", *which, folder=tiny_course.root, COLUMNS="200")
    assert (code, err) == (0, "")
    assert out.count("yes") == 2
    assert out.count("full") == 2
    assert out.endswith("A class can be graded on 2 of 2 nodes.\n")


def test_a_dry_run_asks_the_cluster(pupils, autograder_here, shared_dask, python):
    pupils.hand_in(ada=pupils.right)
    where = "--cluster", shared_dask.address, "--python", python
    options = str(pupils.folder), "-o", str(pupils.output), *where
    code, out, err = autograder_here("grade", *options, "--dry-run", folder=pupils.tiny.root)
    assert (code, err) == (0, "")
    assert "1 file would be graded" in out
    assert not pupils.output.exists()


def test_each_interpreter_is_the_clusters_own_and_a_dry_run_asks_it_too(pupils, autograder_here, monkeypatch):
    """Not the first one twice, and not this machine's."""
    asked = []

    def stopped(course, paths, options, progress):
        asked.append(options.cluster)
        if len(asked) > 1:
            raise AutograderError("stopped")

    monkeypatch.setattr("autograder.grade.grade", stopped)
    monkeypatch.setattr("autograder.cli.cluster.cluster_at", lambda address, python, unconfined: (address, python))
    options = str(pupils.folder), "-o", str(pupils.output), "--cluster", "tcp://it:1", "--python", "first"
    assert autograder_here("grade", *options, "--python", "second", folder=pupils.tiny.root)[0] == 2
    assert autograder_here("grade", *options, "--dry-run", folder=pupils.tiny.root)[0] == 2
    assert asked == [("tcp://it:1", "first"), ("tcp://it:1", "second"), ("tcp://it:1", "first")]


def test_a_file_names_the_scheduler(shared_dask, opened, task_of):
    with opened(str(shared_dask.file)) as cluster:
        assert graded(cluster.map([task_of("ada")])) == {"ada": 1}


def test_tls_is_as_dasks_own_configuration_says(encrypted, opened, task_of):
    with opened(encrypted.address) as cluster:
        assert graded(cluster.map([task_of("ada")])) == {"ada": 1}
    with (
        pytest.raises(AutograderError, match="no Dask scheduler answers"),
        opened(encrypted.address.replace("tls", "tcp")),
    ):
        pass


@pytest.mark.slow
def test_the_command_grades_on_a_cluster_of_this_machine(pupils, autograder_here):
    pupils.hand_in(ada=pupils.right, bob=pupils.wrong)
    code, _, err = autograder_here(
        "grade", str(pupils.folder), "-o", str(pupils.output), "--cluster", "local:2", folder=pupils.tiny.root
    )
    assert (code, err) == (0, "")
    assert pupils.totals() == {"ada": "3", "bob": "1"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_a_random_moment_nothing_is_lost(dask, opened, class_of, seed):
    workers = [dask.start_worker(), dask.start_worker()]
    tasks = class_of(30)
    moment = random.Random(seed).uniform(0.0, 4.0)
    with opened(dask.address) as cluster:
        wait_for_both(cluster)
        timer = threading.Timer(moment, workers[seed % 2].kill)
        timer.start()
        counts = graded(cluster.map(tasks))
        timer.cancel()
    assert counts == Counter(task.submission.student for task in tasks)
