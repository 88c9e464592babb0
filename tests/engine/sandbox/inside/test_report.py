"""What a loader reports of what it has loaded."""

from autograder.sandbox.inside.loader import Loader


def report(source):
    """What a loader says of a script that it has run here."""
    return Loader([("submission.py", source.encode())], (), lambda index, line: None).load()


def test_hundreds_of_imported_names_hide_none_of_the_submission_s_own():
    flood = "globals().update({f'name{n}': print for n in range(2000)})\n"
    loaded = report("g = print\n" + flood + "def f():\n    return 1")
    assert (loaded["names"][0], loaded["names"][-1], len(loaded["names"])) == ("g", "f", 1000)
    assert loaded["functions"] == {"f": [3, 4]}


def test_a_star_import_of_pylab_leaves_room_for_what_is_made_of_it():
    assert "f" in report("from pylab import *\nf = vectorize(abs)")["names"]
