"""Several files of one student for one assignment: the newest definition of each exercise."""

import json
import os

from autograder.grade.intake import newest

from .conftest import CH2, answers


def handed_in(tree, **ages):
    """The submissions of a student's files, by seconds."""
    for name, seconds in ages.items():
        os.utime(tree.root / "ada" / f"{name}.py", (seconds, seconds))
    return newest(tree.read().found)


def test_files_that_answer_different_exercises_are_taken_together(tree):
    tree.write(
        {
            f"ada/{name}.py": answers("ch02_perceptron", *found)
            for name, found in {"and_": ["AND"], "or_": ["OR", "AND"], "xor_": ["XOR"]}.items()
        }
    )
    (one,) = handed_in(tree, and_=100, or_=200, xor_=300)
    assert (one.file, [other.name for other in one.joined]) == ("ada/xor_.py", ["or_.py"])
    assert one.note == "more than one file was handed in; ada/xor_.py is the newest and counts, not ada/and_.py"


def test_a_stub_in_the_newest_file_gives_way_to_an_older_answer(tree):
    stub = answers("ch02_perceptron", "AND").replace("return 0", "raise NotImplementedError()")
    tree.write({"ada/old.py": CH2, "ada/new.py": stub + answers("ch02_perceptron", "OR")})
    (one,) = handed_in(tree, old=100, new=200)
    assert [other.name for other in one.joined] == ["old.py"]


def test_a_newer_script_that_another_file_imports_is_a_part_of_that_one(tree):
    tree.write(
        {
            "ada/ch02.py": "from mine import AND\n" + answers("ch02_perceptron", "OR"),
            "ada/mine.py": answers("ch02_perceptron", "AND"),
        }
    )
    (one,) = handed_in(tree, ch02=100, mine=200)
    assert (one.file, [other.name for other in one.joined], one.note) == ("ada/ch02.py", ["mine.py"], "")


def test_an_older_script_does_not_take_the_place_of_what_it_imports_and_answers_as_well(tree):
    tree.write(
        {
            "ada/ch02.py": answers("ch02_perceptron", "AND", "NAND"),
            "ada/try.py": "from ch02 import *\n" + answers("ch02_perceptron", "AND", "OR"),
        }
    )
    (one,) = handed_in(tree, ch02=200, **{"try": 100})
    assert (one.file, [other.name for other in one.joined]) == ("ada/ch02.py", ["try.py"])
    (one,) = handed_in(tree, ch02=200, **{"try": 200})
    assert one.file == "ada/try.py"


def test_an_older_script_that_answers_nothing_gives_way_to_what_it_imports(tree):
    tree.write({"ada/ch02.py": CH2, "ada/ch02_try.py": "from ch02 import *\nprint(AND(0, 1))\n"})
    (one,) = handed_in(tree, ch02=200, ch02_try=100)
    assert (one.file, one.joined) == ("ada/ch02.py", ())


def test_a_newer_helper_without_answers_is_a_part_also_of_a_file_that_takes_anothers_place(tree):
    tree.write(
        {
            "ada/ch02_helper.py": "def step(x):\n    return x > 0\n",
            "ada/ch02.py": "import ch02_helper\n" + CH2,
            "ada/ch02_try.py": "from ch02 import *\n" + answers("ch02_perceptron", "AND"),
        }
    )
    (one,) = handed_in(tree, ch02_helper=300, ch02=200, ch02_try=100)
    assert one.file == "ada/ch02.py"


def test_a_notebook_keeps_its_place_before_a_newer_script_that_answers_a_part_of_it(tree):
    source = "from mine import *\n" + answers("ch02_perceptron", "AND", "OR")
    book = json.dumps({"cells": [{"cell_type": "code", "source": source.splitlines(keepends=True)}]})
    for names, counts in ((["AND"], "ch02.ipynb"), (["AND", "OR"], "mine.py")):
        tree.write({"ada/ch02.ipynb": book, "ada/mine.py": answers("ch02_perceptron", *names)})
        os.utime(tree.root / "ada" / "ch02.ipynb", (100, 100))
        (one,) = handed_in(tree, mine=200)
        assert one.file == f"ada/{counts}"


def test_of_two_scripts_that_import_each_other_the_newest_counts(tree):
    tree.write({"ada/new.py": "import old\n" + CH2, "ada/old.py": "import new\n" + CH2})
    (one,) = handed_in(tree, new=200, old=100)
    assert one.file == "ada/new.py"


def test_what_a_file_may_import_is_its_students_alone(tree):
    tree.write(
        {"ada/src/ch02.py": CH2, "ada/src/near.py": "", "ada/common/f.py": "", "bob/ch02.py": CH2, "bob/g.py": ""}
    )
    ada, bob = (one for one in tree.read().found if one.assignment)
    assert {one.name for one in ada.beside} == {"ch02.py", "near.py", "common/f.py"}
    assert {one.name for one in bob.beside} == {"ch02.py", "g.py"}


def test_flat_files_of_one_student_see_each_other_by_their_own_names(tree):
    tree.write(
        {
            "lovelace_123_456_ch02.py": CH2,
            "lovelace_123_457_near.py": "",
            "boole_124_458_ch02.py": CH2,
            "boole_124_459_other.py": "",
        }
    )
    one = next(one for one in tree.read().found if one.student == "lovelace_123" and one.assignment)
    assert {other.name for other in one.beside} == {"ch02.py", "near.py"}


def test_of_thousands_of_files_that_answer_nothing_a_few_are_run_and_the_rest_is_named(tree):
    tree.write({**{f"ada/f{n}.py": "x = 1\n" for n in range(300)}, "ada/ch02.py": CH2, "bob/ch02.py": CH2})
    files = tree.read()
    assert len(files.found) == 22
    assert [(one.student, one.file) for one in files.refused] == [("ada", "280 more")]
    assert len({id(one.beside) for one in files.found if one.student == "ada"}) == 1, (
        "what they may import is listed once"
    )
