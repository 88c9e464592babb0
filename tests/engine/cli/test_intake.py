"""`autograder grade` before anything is graded: who was found, what is asked, and what a roster adds."""

import csv

import pytest

RIGHT = "import numpy as np\ndef double(x):\n    return x + x\ndef floor(x, low):\n    return np.maximum(x, low)\n"


@pytest.fixture
def grade(tiny_course, autograder_here):
    """Lay out a class and run `autograder grade class …`: (exit code, output, errors)."""

    def run(files, *arguments):
        for name, text in files.items():
            path = tiny_course.root / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return autograder_here("grade", "class", *arguments, folder=tiny_course.root)

    return run


def test_a_list_says_who_was_found_and_grades_nothing(grade, tiny_course):
    files = {f"{s}/src/ch09_tiny.py": RIGHT for s in ("ada", "b\x1b[31mob")} | {"ada/essay.docx": "", "timestamp": ""}
    code, out, err = grade(files, "--list")
    assert (code, err) == (0, "")
    assert "ada " in out and "ada/src/ch09_tiny.py" in out
    assert "  ada/essay.docx is neither a .py nor an .ipynb file (ada)\n" in out
    assert "  timestamp is in no student's folder, and its name names nobody\n" in out
    assert "Found 2 students by the names at student/…, 2 files passed over." in " ".join(out.split())
    assert "\x1b" not in out
    assert not (tiny_course.root / "graded").exists()


def test_two_readings_end_with_2_before_anything_is_graded_and_the_option_settles_it(grade, tiny_course):
    files = {f"{s}/{s}_{n}.py": RIGHT for s in ("ada", "bob") for n in ("early", "late")}
    files = {name.replace("late", "x").replace("early", "y"): text for name, text in files.items()}
    code, out, err = grade(files)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "(--layout 'student/…'), or 4 students" in err
    assert not (tiny_course.root / "graded").exists()
    code, out, _ = grade({}, "--layout", "student/…", "--list")
    assert code == 0
    assert "2 students by --layout student/…" in " ".join(out.split())
    assert grade({}, "--layout", "nonsense")[0] == 2


def test_a_roster_gives_everybody_a_row(grade, tiny_course):
    people = tiny_course.root / "people.csv"
    people.write_text("login,name\na1,Ada Lovelace\nb2,Bob Boole\n", encoding="utf-8")
    code, out, err = grade({"Ada Lovelace/ch09_tiny.py": RIGHT, "zoe/ch09_tiny.py": RIGHT}, "--roster", str(people))
    assert (code, err) == (0, "")
    with (tiny_course.root / "graded" / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: (row["ch09_tiny"], row["note"]) for row in csv.DictReader(file)}
    assert rows == {"a1": ("3", ""), "b2": ("", "handed in nothing"), "zoe": ("3", "is not on the roster")}
    assert "1 on the roster handed in nothing, 1 not on the roster" in " ".join(out.split())
