"""Students' names in the gradebook."""

import pytest

pytest.importorskip("nbgrader")

from autograder.gradebook import Gradebook
from autograder.gradebook.people import Name

from .conftest import NAME, result


def write(path, course, *names):
    """A class of one, with names."""
    with Gradebook(path) as book:
        assert book.write(course, [result("ada")], [("", "bob")], names) == []


def names(opened, path):
    """(first, last, e-mail) by id, as nbgrader reads them."""
    with opened(path) as book:
        return {student.id: (student.first_name, student.last_name, student.email) for student in book.students}


def test_names_reach_students_who_have_none(course, path, opened):
    write(path, course)
    assert names(opened, path)["ada"] == (None, None, None)
    write(path, course, Name("ada", "Ada", "Lovelace", "ada@example.org"), Name("bob", "", "Bob"))
    assert names(opened, path) == {"ada": ("Ada", "Lovelace", "ada@example.org"), "bob": ("", "Bob", "")}


def test_a_name_that_is_there_stays(course, path, opened):
    write(path, course)
    with opened(path) as book:
        book.update_or_create_student("ada", first_name="Countess")
        book.find_submission(NAME, "ada")
        book.db.commit()
    write(path, course, Name("ada", "Ada", "Lovelace"))
    assert names(opened, path)["ada"] == ("Countess", None, None)


def test_who_is_not_in_the_class_is_not_added(course, path, opened):
    write(path, course, Name("zoe", "Zoe", "Z"))
    assert sorted(names(opened, path)) == ["ada", "bob"]
