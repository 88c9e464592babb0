"""Plain `pytest` in a kit."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(student_kit):
    """Runs pytest in the kit; returns (exit code, output)."""

    def run(*args, folder=""):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
        command = [sys.executable, "-m", "pytest", *args]
        done = subprocess.run(
            command, cwd=student_kit.root / folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_visible_checks_run_on_the_students_files(student_kit, run):
    for name in ("ch01_numpy", "ch02_perceptron", "ch03_neural_network"):
        student_kit.solve(name)
    code, output = run("-q")
    assert code == 0, output
    assert "ch02_perceptron: ch02_perceptron.py" in run("--co")[1]


def test_a_failure_reads_as_the_student_should_read_it(student_kit, run):
    student_kit.answer("ch03_neural_network.py", sigmoid="return 1 / (1 + np.exp(x))", relu="return x[")
    code, output = run("tests/ch03_neural_network/test_sigmoid.py")
    assert code == 1
    assert "`sigmoid(np.array([-1.0, 1.0, 2.0]))` returned [0.731059" in output
    assert "minus sign in the exponent is missing" in output
    assert "Traceback" not in output
    assert "autograder/" not in output.replace(str(student_kit.root), "")


def test_a_failure_is_explained_by_its_own_calls_whatever_ran_before_it(student_kit, run):
    student_kit.answer("ch03_neural_network.py", sigmoid="return 1 / (1 + np.exp(x))", relu="return np.maximum(0, x)")
    suites = "tests/ch03_neural_network"
    code, output = run(f"{suites}/test_relu.py", f"{suites}/test_sigmoid.py::test_book_example")
    assert code == 1
    assert "1 failed, 3 passed" in output
    assert "minus sign in the exponent is missing" in output


def test_it_works_from_a_folder_inside_the_kit(student_kit, run):
    student_kit.answer("ch02_perceptron.py", OR="return int(x1 or x2)")
    assert run("-q", "test_OR.py", folder="tests/ch02_perceptron")[0] == 0


def test_no_cache_is_left_beside_the_students_files(student_kit, run):
    run("-q", "tests/ch02_perceptron/test_OR.py")
    assert not (student_kit.root / ".pytest_cache").exists()


def test_outside_a_kit_the_plugin_says_what_is_missing(run, student_kit):
    (student_kit.root / "kit.toml").unlink()
    code, output = run()
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "no exercises here" in output
