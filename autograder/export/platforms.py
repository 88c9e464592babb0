"""The grade files of each platform: which columns it joins by, and how it writes who is excused.

Made from the platforms' own guides to importing grades: Canvas's "How do I import grades in the Gradebook?", Moodle's "Grade import" and
"Offline grading worksheet", Blackboard's "Upload grades". Cells that a platform leaves alone when empty stay empty where nobody has a grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograder.errors import AutograderError
from autograder.grade.store import table
from autograder.result import points_text, total

from .grades import ClassGrades, StudentGrades
from .handles import moodle_participant

Files = dict[str, str]
EXCUSED = "EX"  # Canvas's own word
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")  # how each file from Canvas begins
# Any will do: Moodle asks which column to join by.
MOODLE_IDS = ("Username", "ID number", "Email address", "email", "id")


def canvas(grades: ClassGrades) -> Files:
    """`canvas.csv`, for Gradebook › Import; the class list is Canvas's own export, whose ids it joins by."""
    columns = [grades.column(name) for name in CANVAS]
    if not columns[1] and not columns[2] and not columns[3]:
        raise AutograderError(
            "Canvas joins grades by its own ids: export the gradebook from Canvas and give that file with --roster"
        )
    names = list(grades.maxima)
    header = [*CANVAS, *map(grades.heading, names)]
    # Canvas's own second line.
    possible = ["Points Possible", "", "", "", "", *(points_text(grades.maxima[name]) for name in names)]
    rows = [
        [
            *(student.person.columns.get(column, "") for column in columns),
            *(_canvas_cell(student, name) for name in names),
        ]
        for student in grades.listed()
    ]
    return {"canvas.csv": table([header, possible, *rows])}


def _canvas_cell(student: StudentGrades, assignment: str) -> str:
    grade = student.grades.get(assignment)
    return "" if grade is None else EXCUSED if grade.score is None else grade.text


def moodle(grades: ClassGrades) -> Files:
    """`moodle.csv` for Grades › Import where a class list is there, and a grading worksheet for each assignment that came from Moodle."""
    files = dict(_worksheets(grades))
    id = next((column for name in MOODLE_IDS if (column := grades.column(name))), "")
    if id:
        names = list(grades.maxima)
        header = [id, *map(grades.heading, names), *(f"{name} feedback" for name in names)]
        rows = [
            [
                student.person.columns.get(id, ""),
                *(student.grades[name].text if name in student.grades else "" for name in names),
                *("; ".join(student.grades[name].reasons) if name in student.grades else "" for name in names),
            ]
            for student in grades.listed()
        ]
        files["moodle.csv"] = table([header, *rows])
    if not files:
        raise AutograderError(
            "Moodle joins grades by its own ids: give the class list with --roster (Moodle's participants or grade export), "
            "or grade the download as Moodle makes it, whose folders have them"
        )
    return files


def _worksheets(grades: ClassGrades) -> Iterator[tuple[str, str]]:
    """The offline grading worksheet of each assignment: `Identifier` is the number in the download's names."""
    header = ["Identifier", "Full name", "Grade", "Maximum grade", "Feedback comments"]
    for name, most in grades.maxima.items():
        rows = [
            [
                f"Participant {number}",  # as Moodle writes it in a worksheet of its own
                student.person.name or student.id,
                grade.text,
                points_text(most),
                "; ".join(grade.reasons),
            ]
            for student in grades.students
            if (grade := student.grades.get(name)) and (number := moodle_participant(grade.file))
        ]
        if rows:
            yield f"moodle-{name}.csv", table([header, *rows])


def blackboard(grades: ClassGrades) -> Files:
    """`blackboard.csv` for Grade Center › Upload: every cell in quotes, joined by the user name."""
    user = grades.column("Username", "User name")
    names = list(grades.maxima)
    others = [column for column in (grades.column("Last Name"), grades.column("First Name")) if column]
    # Without the platform's list, ids are taken for user names.
    listed = list(grades.listed()) if user else list(grades.students)
    rows = [
        [
            *(student.person.columns.get(column, "") for column in others),
            student.person.columns.get(user, "") if user else student.id,
            *(student.grades[name].text if name in student.grades else "" for name in names),
        ]
        for student in listed
    ]
    return {
        "blackboard.csv": table([[*others, user or "Username", *map(grades.heading, names)], *rows], quote_all=True)
    }


def plain(grades: ClassGrades) -> Files:
    """`grades-export.csv` for whatever else: ids and names, each assignment's score, what the checks gave, per cent, when, and why."""
    names = list(grades.maxima)
    header = ["id", "name", "email", "group", "section"]
    header += [
        f"{name}{part}" for name in names for part in ("", " raw", " percent", " handed in", " attempt", " reasons")
    ]
    rows = [_plain_row(student, grades, names) for student in grades.students]
    return {"grades-export.csv": table([[*header, "total", "max_total"], *rows])}


def _plain_row(student: StudentGrades, grades: ClassGrades, names: list[str]) -> list[str]:
    person = student.person
    row = [student.id, person.name, person.email, person.group, person.section]
    for name in names:
        grade, most = student.grades.get(name), grades.maxima[name]
        if grade is None:
            row += [""] * 6  # a cell for each part of the header
            continue
        percent = "" if grade.score is None or not most else f"{100 * grade.score / most:.1f}"
        row += [grade.text, points_text(grade.raw), percent, grade.time, grade.attempt, "; ".join(grade.reasons)]
    counted = [grade.score for grade in student.grades.values() if grade.score is not None]
    most = total(
        [
            most
            for name, most in grades.maxima.items()
            if name not in student.grades or student.grades[name].score is not None
        ]
    )
    return [*row, points_text(total(counted)) if counted else "", points_text(most)]


FORMATS: dict[str, Callable[[ClassGrades], Files]] = {
    "blackboard": blackboard,
    "canvas": canvas,
    "csv": plain,
    "moodle": moodle,
}
