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


def test_names_that_are_values_are_no_functions_or_modules():
    loaded = report("import math\nnp = 3\ndescribe = [1]\n_hidden = 1\ndef f(): pass\nclass A: pass\na = A()\n")
    assert loaded["value_names"] == ["np", "describe", "a"]


def test_what_a_notebooks_shell_brings_is_no_value_of_the_submissions():
    loaded = Loader([("code cell 1", "x = 1\n")], (), lambda index, line: None).load()
    assert loaded["value_names"] == ["x"]


def test_methods_are_those_of_the_submissions_own_classes():
    source = """
import decimal
from decimal import Decimal
class Net:
    def __init__(self): pass
    def forward(self): pass
    @staticmethod
    def softmax(a): pass
    @classmethod
    def load(cls): pass
    size = 3
    other = decimal.getcontext
class Other:
    def forward(self): pass
    def backward(self): pass
"""
    assert report(source)["methods"] == {"forward": "Net", "softmax": "Net", "load": "Net", "backward": "Other"}


def test_parameters_are_the_positional_ones_of_its_own_functions():
    source = "from math import sqrt\ndef f(x, /, y, z=1, *args, key=2, **more):\n    local = 1\ng = lambda: 0\nclass A: pass\n"
    assert report(source)["parameters"] == {"f": ["x", "y", "z"], "g": []}


def test_very_many_values_methods_and_parameters_are_cut():
    values = "globals().update({f'value{n}': n for n in range(2000)})\n"
    methods = "class A: pass\nfor n in range(2000): setattr(A, f'method{n}', lambda self: 1)\n"
    loaded = report(values + methods + f"def f({', '.join(f'x{n}' for n in range(200))}): pass\n")
    assert [len(loaded["value_names"]), len(loaded["methods"]), len(loaded["parameters"]["f"])] == [200, 200, 20]


def test_classes_and_values_that_lie_are_asked_nothing():
    source = """
class Meta(type):
    def __getattribute__(cls, name): raise SystemExit
class A(metaclass=Meta):
    def method(self): pass
class Value:
    def __getattribute__(self, name): raise SystemExit
value = Value()
"""
    loaded = report(source)
    assert loaded["errors"] == []
    assert (loaded["value_names"], loaded["methods"]) == (["value"], {"method": "A"})
