"""`exceptions.csv`: extensions and excuses."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.errors import AutograderError
from autograder.grade.exceptions import FILE, Exceptions, Exemption


@pytest.fixture
def read(tmp_path):
    """The exceptions of a course whose file has this text."""

    def read_text(text, encoding="utf-8"):
        (tmp_path / FILE).write_text(text, encoding=encoding)
        return Exceptions.read(tmp_path, ["ch01", "ch02"])

    return read_text


def test_a_line_holds_for_its_assignment_or_for_all(read):
    found = read(
        "student,assignment,extension,excused,why\nada,ch01,2 days,,ill\nada,,12 hours,,\nbob,ch02,,yes,at sea\n"
    )
    assert found.of("ada", "ch01") == Exemption(extension_seconds=2 * 86_400)
    assert found.of("ada", "ch02") == Exemption(extension_seconds=12 * 3600)
    assert found.of("bob", "ch02").excused == "at sea"
    assert found.of("bob", "ch01") == found.of("eve", "ch01") == Exemption()
    assert found.students == {"ada", "bob"}


def test_what_a_spreadsheet_makes_of_it_is_understood(read):
    found = read("Student;Excused\n李雷;x\n\n;\n", encoding="utf-8-sig")
    assert found.of("李雷", "ch01").excused == "yes"


def test_an_extension_may_be_a_date(read):
    found = read("student,extension\nada,2026-10-03T23:59:00+02:00\n").of("ada", "ch01")
    assert found.due == datetime(2026, 10, 3, 23, 59, tzinfo=timezone(timedelta(hours=2)))


def test_no_file_is_no_exceptions(tmp_path):
    assert Exceptions.read(tmp_path, ["ch01"]).students == set()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("student,assignment\nada,ch07\n", "line 2: no assignment 'ch07'; the course has ch01, ch02"),
        (
            "student,until\nada,x\n",
            "unknown column 'until'; the columns are student, assignment, extension, excused, why",
        ),
        ("assignment\nch01\n", "no column 'student'"),
        ("student,extension\nada,soon\n", "line 2: 'extension' must be a span such as '2 days'"),
        ("student,extension\nada,2026-10-03\n", "or a date with its time and offset"),
        ("student,excused\nada,maybe\n", "'excused' must be yes or empty, not 'maybe'"),
        ("student,assignment\nada,ch01\nada,ch01\n", "line 3: ada stands there for ch01 already"),
        ("student,why\n,ill\n", "line 2: there is no student"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(read, text, says):
    with pytest.raises(AutograderError) as caught:
        read(text)
    assert says in str(caught.value)


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    (tmp_path / FILE).write_bytes(b"student\n\xff\xfe\xe9\n")
    with pytest.raises(AutograderError, match="it is not UTF-8; save it as CSV UTF-8"):
        Exceptions.read(tmp_path, [])
