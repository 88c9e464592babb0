"""What `autograder --help` lists, and in which order."""

from typer.testing import CliRunner

from autograder.cli import STAFF, app, student


def test_what_a_student_starts_comes_first_and_all_else_under_a_heading_of_its_own():
    text = CliRunner().invoke(app, ["--help"]).output
    students, staff = text.split(STAFF)
    for command in student.COMMANDS:
        assert f"│ {command.__name__} " in students
        assert f"│ {command.__name__} " not in staff
    for name in ("grade", "build", "audit", "release", "doctor", "demo", "nbgrader"):
        assert f"│ {name} " in staff
        assert f"│ {name} " not in students
