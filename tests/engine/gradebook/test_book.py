"""Writing a class into a gradebook, and reading it back through nbgrader's own API."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from autograder.author import build
from autograder.final import Decision, Entered, FinalGrade, Lateness, Origin
from autograder.gradebook import Gradebook

from .conftest import NAME, result


def write(path, course, *results, **more):
    """Write results; the notes."""
    with Gradebook(path) as book:
        book.write(course, results, **more)
        return book.notes


def dump(path):
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def grades(book, student):
    """(automatic score, score, whether a person has to look) of each check cell."""
    found = book.find_submission_notebook(NAME, NAME, student).grades
    return {one.name: (one.auto_score, one.score, one.needs_manual_grade) for one in found}


def test_nbgrader_reads_the_scores_the_maxima_and_the_students(course, path, opened):
    write(path, course, result("ada"), result("bob", double=0.67))
    with opened(path) as book:
        assert {one.id: (one.score, one.max_score) for one in book.students} == {"ada": (3.0, 3.0), "bob": (1.67, 3.0)}
        assert grades(book, "bob") == {"double-check": (0.67, 0.67, False), "floor-check": (1.0, 1.0, False)}
        assert book.find_assignment(NAME).max_code_score == 3.0


def test_comments_say_what_was_lost_and_never_the_detail(course, path, opened):
    write(path, course, result("bob", double=0.0))
    with opened(path) as book:
        comments = {one.name: one.comment for one in book.find_submission_notebook(NAME, NAME, "bob").comments}
    assert comments == {"double": "is right: `double` returned a wrong value.", "floor": None}
    assert b"SECRET" not in path.read_bytes()


def test_a_second_write_of_the_same_class_changes_nothing(course, path):
    write(path, course, result("ada"), result("bob", 1.0), blanks=[(NAME, "eve")])
    before = dump(path)
    write(path, course, result("ada"), result("bob", 1.0), blanks=[(NAME, "eve")])
    assert dump(path) == before


def test_what_a_person_entered_survives_a_regrade(course, path, opened):
    write(path, course, result("ada", double=0.0))
    with opened(path) as book:
        grade = book.find_grade("double-check", NAME, NAME, "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
        book.find_comment("double", NAME, NAME, "ada").manual_comment = "nearly"
        book.find_submission_notebook(NAME, NAME, "ada").late_submission_penalty = 0.25
        book.update_or_create_student("ada", first_name="Ada", last_name="L", email="a@b")
        book.db.commit()
    write(path, course, result("ada", double=2.0))
    with opened(path) as book:
        grade = book.find_grade("double-check", NAME, NAME, "ada")
        assert (grade.auto_score, grade.score, grade.extra_credit) == (2.0, 2.0, 0.5)
        assert book.find_comment("double", NAME, NAME, "ada").comment == "nearly"
        assert book.find_submission(NAME, "ada").late_submission_penalty == 0.25
        assert book.find_student("ada").first_name == "Ada"


def test_a_score_that_moves_under_a_persons_own_asks_for_that_person(course, path, opened):
    write(path, course, result("ada", double=0.0), result("bob", double=0.0))
    with opened(path) as book:
        for student in ("ada", "bob"):
            grade = book.find_grade("double-check", NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()
    write(path, course, result("ada", double=2.0), result("bob", double=0.0))
    with opened(path) as book:
        assert grades(book, "ada")["double-check"] == (2.0, 1.5, True)
        assert grades(book, "bob")["double-check"] == (0.0, 1.5, False)


def test_changed_points_reach_the_gradebook_and_nbgraders_checksums(course, tiny_course, path, opened):
    write(path, course, result("ada"))
    tiny_course.edit(tiny_course.chapter, "points=2", "points=5")
    build.write(tiny_course.read())
    write(path, tiny_course.read(), result("ada", 5.0, points=(5.0, 1.0)))
    with opened(path) as book:
        assert (book.find_student("ada").score, book.find_assignment(NAME).max_score) == (6.0, 6.0)
        checksum = book.find_source_cell("double-check", NAME, NAME).checksum
    fresh = path.with_name("fresh.db")
    write(fresh, tiny_course.read(), result("ada", 5.0, points=(5.0, 1.0)))
    with opened(fresh) as book:
        assert book.find_source_cell("double-check", NAME, NAME).checksum == checksum


def test_an_exercise_that_is_added_later_gets_an_empty_grade_in_every_submission(course, tiny_course, path, opened):
    write(path, course, result("ada"), result("bob"))
    chapter = tiny_course.root / tiny_course.chapter
    third = chapter.read_text("utf-8").split("# %% exercise")[2].replace("floor", "third")
    chapter.write_text(f"{chapter.read_text('utf-8').rstrip()}\n\n\n# %% exercise{third}", encoding="utf-8")
    (tiny_course.root / tiny_course.other_suite).with_name("test_third.py").write_text("", encoding="utf-8")
    write(path, tiny_course.read(), result("ada"))
    with opened(path) as book:
        assert grades(book, "bob")["third-check"] == (None, 0.0, True)


def test_an_exercise_that_is_gone_is_named_in_a_note(course, tiny_course, path):
    write(path, course, result("ada"))
    chapter = tiny_course.root / tiny_course.chapter
    chapter.write_text(chapter.read_text("utf-8").rpartition("# %% exercise")[0], encoding="utf-8")
    (tiny_course.root / tiny_course.other_suite).unlink()
    notes = write(path, tiny_course.read(), result("ada"))
    assert notes == ["the gradebook still has the cell 'floor-check' in ch09_tiny, which the course no longer has"]


def test_a_file_that_could_not_be_graded_has_no_score_and_no_silent_zero(course, path, opened):
    write(path, course, result("ada"), blanks=[(NAME, "eve"), ("", "mallory")])
    with opened(path) as book:
        assert {student.id for student in book.students} == {"ada", "eve", "mallory"}
        assert {one.student.id for one in book.assignment_submissions(NAME)} == {"ada"}


def test_a_score_is_taken_back_when_the_newest_file_could_not_be_graded(course, path, opened):
    write(path, course, result("ada"), result("bob"))
    write(path, course, result("bob"), blanks=[(NAME, "ada")])
    with opened(path) as book:
        assert grades(book, "ada") == {"double-check": (None, 0.0, True), "floor-check": (None, 0.0, True)}
        assert grades(book, "bob")["double-check"] == (2.0, 2.0, False)


@pytest.mark.parametrize("student", ["a/b", "a\nb", "x" * 129, "..", "<img src=x>", 'a"b', "a\\b", " "])
def test_a_student_that_nbgrader_cannot_take_is_named_and_the_others_are_written(course, path, opened, student):
    notes = write(path, course, result(student), result("ada"))
    assert len(notes) == 1 and notes[0].startswith(f"not in the gradebook: {student!r} ")
    with opened(path) as book:
        assert [one.id for one in book.students] == ["ada"]


@pytest.mark.parametrize("student", ["Ada Lovelace", "O'Brien, Pat", "李雷", "a=b&c", "x" * 128, "A", "a"])
def test_any_other_name_is_taken(course, path, opened, student):
    assert write(path, course, result(student)) == []
    with opened(path) as book:
        assert book.find_student(student).score == 3.0


def test_a_crash_in_the_middle_leaves_the_gradebook_as_it_was(course, path):
    write(path, course, result("ada", 1.0))
    before = dump(path)

    def failing() -> Iterator[object]:
        yield from (result(f"s{number}") for number in range(600))
        raise RuntimeError

    with Gradebook(path) as book, pytest.raises(RuntimeError):
        book.write(course, failing())
    assert dump(path) == before


def test_cells_that_an_instructor_added_wait_for_a_person(course, path, opened):
    write(path, course)
    with opened(path) as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        book.add_grade_cell("essay", NAME, NAME, max_score=4.0, cell_type="markdown")
        book.add_solution_cell("essay", NAME, NAME)
    write(path, course, result("ada"))
    with opened(path) as book:
        assert grades(book, "ada")["essay"] == (None, 0.0, True)
        assert book.find_comment("essay", NAME, NAME, "ada").comment is None
        assert book.find_submission(NAME, "ada").max_score == 7.0


def test_a_course_without_a_kit_can_be_written_too(tiny_course, path, opened):
    write(path, tiny_course.read(), result("ada"))
    with opened(path) as book:
        assert book.find_student("ada").score == 3.0


# --- what counts, and what a person entered -----------------------------------------------------------------------------


def settled(late=None, **decisions):
    """Ada's result with overrides of these points."""
    made = tuple(Decision(name, score, 0.0, "looked at", Origin.OVERRIDE) for name, score in decisions.items())
    return replace(result("ada", double=0.0), final=FinalGrade(1.0, made, late=late))


def test_an_override_stands_in_the_gradebook_with_its_reason_and_takes_the_place_of_older_points(course, path, opened):
    write(path, course, result("ada", double=0.0))
    with opened(path) as book:
        grade = book.find_grade("double-check", NAME, NAME, "ada")
        grade.manual_score, grade.extra_credit = 0.5, 0.25
        book.db.commit()
    write(path, course, settled(double=1.5))
    with opened(path) as book:
        grade = book.find_grade("double-check", NAME, NAME, "ada")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit, grade.score) == (1.5, None, None, 1.5)
        words = book.find_comment("double", NAME, NAME, "ada").auto_comment
        assert words.startswith("1.5 points instead of 0: looked at\n\nis right:")


def test_late_points_are_the_gradebooks_penalty_and_are_taken_back(course, path, opened):
    def penalty():
        with opened(path) as book:
            return book.find_submission(NAME, "ada").late_submission_penalty

    write(path, course, settled(Lateness(0.5, "1 day late", 60)))
    assert penalty() == 0.5
    write(path, course, settled(Lateness(0.0, "no longer counted as late")))
    assert penalty() == 0.0


def test_what_a_person_entered_is_read_back(course, path, opened):
    write(path, course, result("ada", double=0.0), result("bob"), result("cyd"))
    with opened(path) as book:
        book.find_grade("double-check", NAME, NAME, "ada").manual_score = 1.5
        book.find_grade("floor-check", NAME, NAME, "ada").extra_credit = 0.5
        book.find_comment("double", NAME, NAME, "ada").manual_comment = "nearly"
        book.find_submission_notebook(NAME, NAME, "bob").late_submission_penalty = 0.25
        book.db.commit()
    with Gradebook(path) as book:
        assert book.entered(course) == {
            (NAME, "ada"): Entered({"double": (1.5, 0.0), "floor": (None, 0.5)}, {"double": "nearly"}, 0.0),
            (NAME, "bob"): Entered({}, {}, 0.25),
        }
