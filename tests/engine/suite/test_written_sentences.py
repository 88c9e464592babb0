"""What is said of misconceptions is read where it is written, and is what running the file gives."""

from pathlib import Path

import pytest

from autograder.course.folder import find_course
from autograder.suite.misconceptions import load_misconceptions, written_sentences

COURSE = find_course(Path(__file__).parents[3])


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda assignment: assignment.name)
def test_all_of_the_course_are_read(assignment):
    ran = {(known.exercise, known.name): known.sentence for known in load_misconceptions(assignment.suite)}
    assert written_sentences(assignment.suite) == ran
    assert ran


def test_what_is_no_misconception_or_is_made_otherwise_is_passed_over(tmp_path):
    (tmp_path / "misconceptions.py").write_text(
        'import nothing_that_is_there\n@misconception("f", fails=[])\ndef one(x):\n    """It is   not.\n    So."""\n'
        'def helper(): "x"\n@other("f")\ndef two(): "x"\nmade = misconception("f")(helper)\n',
        encoding="utf-8",
    )
    assert written_sentences(tmp_path) == {("f", "one"): "It is not. So."}
    assert written_sentences(tmp_path / "none") == {}
