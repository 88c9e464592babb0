"""Whatever a file or a student is called, nothing in it reaches a terminal that moves its cursor, sets its title or hides a letter."""

import pytest

from autograder.grade import classroom

CODES = {
    "clear": "\x1b[2J",
    "title": "\x1b]0;owned\x07",
    "c1": "\x9b31m",
    "backspace": "\b\b\b",
    "override": "\u202e",
    "return": "\r",
}
RIGHT = "def double(x): return x * 2\ndef floor(x, low): return x.clip(low)\n"


def assert_plain(*texts):
    for text in texts:
        assert [c for c in text if not c.isprintable() and c != "\n"] == []


@pytest.fixture
def hostile_names(tmp_path):
    """A folder with a student's file for each code, a file that is nobody's, one that cannot be read and one that is empty."""
    folder = tmp_path / "submissions"
    for name in ("clear", "c1", "override"):
        code = CODES[name]
        (folder / f"{name}{code}").mkdir(parents=True)
        (folder / f"{name}{code}" / "ch09_tiny.py").write_text(RIGHT)
        (folder / f"{code}{name}_ch09_tiny.py").write_text("def double(x): return x\n")
        (folder / f"{code}{name}.py").write_text("x = 1\n")
        (folder / f"{code}{name}_broken_ch09_tiny.ipynb").write_text("{")
    return folder


def test_grading_them(tiny_course, hostile_names, autograder_here, monkeypatch, tmp_path):
    broken = f"clear{CODES['clear']}"
    real = classroom._Run._show
    monkeypatch.setattr(
        classroom._Run, "_show", lambda self, result: 1 / 0 if result.student == broken else real(self, result)
    )
    command = [
        "grade",
        str(hostile_names),
        "-o",
        str(tmp_path / "graded"),
        "--course",
        str(tiny_course.root),
        "--jobs",
        "1",
    ]
    code, out, errors = autograder_here(*command, folder=tiny_course.root)
    assert code == 3  # the one that failed
    assert "Not graded" in out
    assert "Not graded through a fault of ours" in out
    assert_plain(out, errors)
    for path in hostile_names.glob("*/ch09_tiny.py"):
        path.write_text("def double(x): return x\n")
    monkeypatch.setattr(classroom._Run, "_show", real)
    _, out, errors = autograder_here(*command, folder=tiny_course.root)
    assert "Changed grades" in out
    assert_plain(out, errors)


def test_checking_one(student_kit, autograder_here):
    code = "".join(CODES.values())
    source = f"def AND(x1, x2): return y  # {code}\nraise KeyError({code!r})\nprint({code!r})\n"
    student_kit.write(f"{code}ch02_perceptron.py", source)
    for command in (["check"], ["show", "AND"]):
        _, out, errors = autograder_here(*command, f"{code}ch02_perceptron.py", folder=student_kit.root)
        assert_plain(out, errors)
    assert "AND" in out + errors
