"""Which nodes are used, and what is said of the others."""

import time
from dataclasses import replace

import pytest

from autograder import __version__
from autograder.grade.cluster.node import Description
from autograder.grade.cluster.nodes import Nodes
from autograder.result import Environment

WHERE = Environment("3.12.1", "2.5.5", "full", {"python": "3.13.0", "numpy": "2.5.5"})
ABOUT = Description("lab1", __version__, WHERE)


@pytest.fixture
def nodes():
    """Two nodes, of which the first has answered."""
    made = Nodes(silent_seconds=0.05)
    made.look({"tcp://a": 1.0, "tcp://b": 1.0})
    made.describe(made["tcp://a"], ABOUT)
    return made


def test_the_first_node_sets_the_environment(nodes):
    assert nodes.environment == WHERE
    assert [node.name for node in nodes.usable] == ["lab1 (tcp://a)"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"engine": "0.0.9"}, f"has autograder 0.0.9, and this machine {__version__}"),
        ({"environment": None, "lacks": "this machine cannot confine"}, "this machine cannot confine"),
        ({"environment": replace(WHERE, python="3.11.7")}, "has Python 3.11.7 with NumPy 2.5.5 for students"),
        ({"environment": replace(WHERE, numpy="1.26.4")}, "NumPy 1.26.4"),
        ({"environment": replace(WHERE, confinement="partial")}, "confinement partial"),
    ],
)
def test_one_that_differs_is_not_used_and_says_why(nodes, change, words):
    nodes.describe(nodes["tcp://b"], replace(ABOUT, **change))
    assert words in nodes["tcp://b"].refusal
    assert [node.address for node in nodes.usable] == ["tcp://a"]
    nodes.describe(nodes["tcp://b"], ABOUT)
    assert len(nodes.usable) == 2


def test_who_joined_who_is_gone_and_who_is_silent_until_it_is_heard_again(nodes):
    joined, gone, silent = nodes.look({"tcp://a": 2.0, "tcp://c": 1.0})
    assert ([node.address for node in joined], [node.address for node in gone], silent) == (
        ["tcp://c"],
        ["tcp://b"],
        [],
    )
    nodes.look({"tcp://a": 2.0, "tcp://c": 1.0})
    time.sleep(0.1)
    _, _, silent = nodes.look({"tcp://a": 2.0, "tcp://c": 2.0})
    assert [node.address for node in silent] == ["tcp://a"]
    assert nodes.usable == []
    nodes.look({"tcp://a": 3.0, "tcp://c": 2.0})
    assert [node.address for node in nodes.usable] == ["tcp://a"]
