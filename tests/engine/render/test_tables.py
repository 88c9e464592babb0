"""Tables, read back from the picture's own data."""

import numpy as np
import pytest

from autograder.render.functions import draw
from autograder.render.plot import as_png
from autograder.suite.sampling import Broadcast, Product

A, B, FACTORS = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]]), np.array([10.0, 20.0])


def product(values):
    return draw("matrix_product", Product(A, B, values), Product(A, B, A @ B)).axes[0]


def broadcast(values, right=FACTORS):
    return draw("scale_columns", Broadcast(A, right, values), Broadcast(A, right, A * right)).axes[0]


def words(axes):
    return [text.get_text() for text in axes.texts]


def test_a_right_product_shows_which_row_met_which_column():
    axes = product(A @ B)
    assert axes.get_title() == "matrix_product: as expected"
    assert axes.get_xlabel() == "row 0 meets column 0: 1·5 + 2·7 = 19"
    assert {"19", "22", "43", "50"} <= set(words(axes))


def test_of_a_wrong_product_the_first_wrong_element_is_looked_at():
    axes = product(A @ B + [[0, 0], [1, 0]])
    assert axes.get_title() == "matrix_product: 1 of 4 elements differ"
    assert axes.get_xlabel() == "row 1 meets column 0: 3·5 + 4·7 = 43"
    assert {"44", "not 43"} <= set(words(axes))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (np.empty(0), "no table to draw yet"),
        (np.ones(2), "shape (2,) where (2, 2) is expected"),
        (A * B, "4 of 4 elements differ"),
    ],
)
def test_what_is_no_such_table_is_said(values, state):
    axes = product(values)
    assert axes.get_title() == f"matrix_product: {state}"
    assert as_png(axes.figure).startswith(b"\x89PNG")


def test_what_is_broadcast_is_repeated_beside_the_larger_table():
    axes = broadcast(A * FACTORS)
    assert axes.get_title() == "scale_columns: as expected"
    assert axes.get_xlabel() == "1 meets 10 and gives 10; what is grey is repeated"
    assert words(axes).count("20") == 2  # the factor, and once more
    repeated = [text.get_text() for text in axes.texts if text.get_color() == "0.45"]
    assert repeated == ["10", "20"]


def test_a_column_is_repeated_to_the_right():
    axes = broadcast(A * FACTORS[:, None], FACTORS[:, None])
    assert [text.get_text() for text in axes.texts if text.get_color() == "0.45"] == ["10", "20"]


def test_of_a_wrong_broadcast_the_first_wrong_element_is_looked_at():
    axes = broadcast(A * FACTORS[::-1])
    assert axes.get_title() == "scale_columns: 4 of 4 elements differ"
    assert {"20", "not 10"} <= set(words(axes))
