"""Which other scripts of a student go with a file: read as text, in bounds."""

import pytest

from autograder.companions import MODULES, Role, answered, companions, definitions

STUB = 'def AND(x1, x2):\n    """Both."""\n    # YOUR CODE HERE\n    raise NotImplementedError()\n'
BESIDE = {
    "gates.py": b"from common.functions import *\ndef AND(x1, x2): return 1\n",
    "common/functions.py": b"import numpy as np\n",
    "common/plots.py": b"",
    "other.py": b"",
}


def names(content, joined=(), beside=BESIDE, name="mine.py"):
    """The names of what goes along, but for the file itself."""
    found = companions(name, content, joined, {one: lambda one=one: beside[one] for one in beside})
    return [one.name for one in found if one.role is not Role.ITSELF]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("from gates import AND", ["gates.py", "common/functions.py"]),
        ("import numpy as np, gates as g", ["gates.py", "common/functions.py"]),
        ("    import gates", ["gates.py", "common/functions.py"]),
        ("from common.functions import *", ["common/functions.py"]),
        ("from common import functions", ["common/functions.py", "common/plots.py"]),
        ("import numpy", []),
        ("# import of gates", []),
    ],
)
def test_what_is_imported_goes_along_with_what_that_imports(line, expected):
    assert names(f"import os\n{line}\n".encode()) == expected
    assert names(('{"source": ["import os\\n", "' + line + '\\n"]}').encode(), name="mine.ipynb") == expected


def test_the_file_itself_can_be_imported_by_the_others():
    found = companions("mine.py", b"import gates", [], {"gates.py": lambda: b"import mine"})
    assert [(one.name, one.role) for one in found] == [("gates.py", Role.MODULE), ("mine.py", Role.ITSELF)]
    assert companions("mine.py", b"x = 1", [], {"gates.py": lambda: b""}) == ()


def test_number_and_size_are_bounded():
    many = {f"m{n}.py": b"" for n in range(100)}
    assert len(names(b"\n".join(f"import m{n}".encode() for n in range(100)), beside=many)) == MODULES
    large = {"a.py": b"#" * 900_000, "b.py": b"#" * 900_000, "c.py": b""}
    assert names(b"import a, b, c", beside=large) == ["a.py", "c.py"]


def test_a_stub_is_no_answer():
    assert definitions(STUB.encode() + b"def OR(a, b):\n    return 1\n") == {"AND": False, "OR": True}
    assert answered(STUB.encode() + b"XOR = lambda a, b: 1\nNAND = 3\n", {"AND", "XOR", "NAND"}) == {"XOR"}
    assert answered(b'"source": [\n "def OR(a, b):\\n",\n "    return 1"\n]', {"OR"}) == {"OR"}
