"""A submission that draws nothing begins without Matplotlib, and one that needs it gets it, however it asks."""

import numpy as np
import pytest

from autograder.grade.servers import Servers
from autograder.limits import Limits
from autograder.sandbox import Cell, Value
from autograder.sandbox.series import Request, Series
from autograder.sandbox.worker import Worker

PATIENT = Limits(call_cpu_seconds=5.0, call_wall_seconds=20.0, submission_cpu_seconds=30.0)


@pytest.fixture(scope="module")
def servers():
    both = Servers(None, PATIENT, unconfined=True)
    yield both
    both.close()


@pytest.fixture
def worker(servers, request):
    def start(source):
        one = Worker(servers.lean, (Cell("submission.py", source.encode()),))
        request.addfinalizer(one.close)
        return one

    return start


@pytest.mark.parametrize(
    ("source", "is_lean"),
    [
        (b"import numpy as np\ndef f(x): return np.sum(x)\n", True),
        (b"", True),
        (b"import matplotlib.pyplot as plt\n", False),
        (b"from pylab import *\n", False),
        (b"def plot_sin(): pass\n", False),
        (b"from PIL import Image\n", False),
        ("import numpy as np\n", False),
    ],
)
def test_where_a_submission_begins(servers, source, is_lean):
    begins = servers.of([Cell("submission.py", source)])
    assert begins is (servers.lean if is_lean else servers.rich())


def test_without_a_cell_there_is_nothing_to_draw(servers):
    assert servers.of(()) is servers.lean


def test_it_is_known_of_both_what_their_interpreter_has(servers):
    assert servers.lean.interpreter.matplotlib
    assert servers.rich().interpreter.matplotlib
    assert (servers.lean.interpreter.python, servers.lean.interpreter.numpy) == (
        servers.rich().interpreter.python,
        servers.rich().interpreter.numpy,
    )


def test_a_process_that_draws_nothing_has_no_matplotlib(worker):
    found = worker("import sys\ndef f(): return 'matplotlib' in sys.modules\n").call("f")
    assert found == Value(False)


HIDDEN_IMPORT = "plt = __import__('mat' + 'plotlib.py' + 'p' + 'lot', fromlist=['x'])"


def test_a_file_that_imports_it_in_disguise_gets_it(worker):
    one = worker(f"n = 0\n{HIDDEN_IMPORT}\nn += 1\ndef f():\n    plt.plot([1.0, 2.0])\n    plt.show()\n    return n\n")
    assert not one.report.errors
    assert one.call("f") == Value(1)
    (axes,) = one.draw("f").value["axes"]
    assert axes["lines"][0]["y"].tolist() == [1.0, 2.0]


def test_a_function_that_imports_it_in_disguise_is_called_again_where_it_is(worker):
    one = worker(
        f"n = 0\ndef f():\n    global n\n    n += 1\n    {HIDDEN_IMPORT}\n    return plt.get_backend().lower(), n\n"
    )
    assert one.call("f") == Value(("agg", 1))
    assert one.call("f") == Value(("agg", 2))


def test_what_is_asked_ahead_goes_on_where_it_is(worker):
    one = worker(f"def f():\n    {HIDDEN_IMPORT}\n    return 1\ndef g(): return 2\n")
    found = one.ask_all([Series("g", (Request("g"),)), Series("f", (Request("f"),)), Series("g", (Request("g"),))])
    assert found == [[Value(2)], [], [Value(2)]]
    assert one.call("f") == Value(1)


def test_a_function_that_draws_without_a_word_of_it_is_asked_where_it_can(worker):
    one = worker("def f(): return 1\n")
    assert one.draw("f").value == {"axes": []}
    assert worker("def f(): return 1\n").ask_all([Series("f", (Request("f", draws=True),))]) == [[Value({"axes": []})]]


def test_an_import_that_fails_is_caught_as_it_would_be_elsewhere(worker):
    one = worker("try:\n    import seaborn_is_not_here\nexcept ImportError:\n    x = 1\ndef f(): return x\n")
    assert one.call("f") == Value(1)


def test_both_give_the_same_answers(servers, worker):
    source = "import numpy as np\ndef f(x): return np.random.rand(3) + x, np.exp(x)\n"
    with Worker(servers.rich(), (Cell("submission.py", source.encode()),)) as rich:
        expected = [rich.call("f", np.arange(3.0)).digest for _ in range(2)]
    lean = worker(source)
    assert [lean.call("f", np.arange(3.0)).digest for _ in range(2)] == expected
