"""Wrong answers worth recognising in the chapter on NumPy and Matplotlib."""

import matplotlib.pyplot as plt
import numpy as np

from autograder.testing import misconception


@misconception("describe", fails=["test_shape", "test_other_shapes"])
def number_of_elements(A):
    """`size` counts all the elements; `shape` tells how they are arranged, one number per axis."""
    return A.size, A.dtype.name


@misconception("describe", fails=["test_shape", "test_other_shapes"])
def number_of_rows(A):
    """This is the size of the first axis only, as `len` gives it; the shape has one number for each axis."""
    return len(A), A.dtype.name


@misconception("describe", fails=["test_dtype", "test_other_dtypes"])
def dtype_object(A):
    """A dtype prints like a text but is an object of its own; what is asked for is its name, a str."""
    return A.shape, A.dtype


@misconception("describe", fails=["test_dtype", "test_other_dtypes"])
def kind_of_container(A):
    """`type(A)` is the container, which is always an array; the dtype says what kind of numbers it holds."""
    return A.shape, type(A).__name__


@misconception("describe", fails=["test_shape", "test_dtype", "test_other_shapes", "test_other_dtypes"])
def name_before_shape(A):
    """Both facts are there but in the wrong order: the shape comes first, then the name of the dtype."""
    return A.dtype.name, A.shape


@misconception("describe", fails=["test_shape", "test_other_shapes"])
def number_of_axes(A):
    """This is the number of axes, which `ndim` gives too; the shape has the size of each of them."""
    return A.ndim, A.dtype.name


@misconception("elementwise", fails=["test_vectors", "test_any_shape", "test_other_vectors", "test_other_shapes"])
def matrix_product(A, B):
    """`@` and `np.dot` combine rows with columns; the product asked for here pairs elements in the same place."""
    return A + B, A @ B


@misconception("elementwise", fails=["test_vectors", "test_any_shape", "test_other_vectors", "test_other_shapes"])
def product_before_sum(A, B):
    """The two results are in the wrong order: a caller who unpacks them would take the product for the sum."""
    return A * B, A + B


@misconception("elementwise", fails=["test_vectors", "test_any_shape", "test_other_vectors", "test_other_shapes"])
def only_the_sum(A, B):
    """Only the sum comes back; a function can return two things when they are separated by a comma."""
    return A + B


@misconception(
    "scale_columns",
    fails=[
        "test_book_example",
        "test_any_table",
        "test_other_square_tables",
        "test_other_tables",
    ],
)
def scales_rows(A, factors):
    """Each factor went to a row. A vector of shape (m,) lines up with the columns by itself, no new axis is needed."""
    return A * factors[:, np.newaxis]


@misconception(
    "scale_columns",
    fails=[
        "test_book_example",
        "test_any_table",
        "test_other_square_tables",
        "test_other_tables",
    ],
)
def sums_up(A, factors):
    """This multiplies and then adds up each row, as the matrix product does; here the products stay apart, one for
    each place."""
    return A @ factors


@misconception(
    "scale_columns",
    fails=[
        "test_book_example",
        "test_any_table",
        "test_other_square_tables",
        "test_other_tables",
    ],
)
def adds_factors(A, factors):
    """The factors were added: broadcasting is right, but to scale a column is to multiply it."""
    return A + factors


@misconception("pick", fails=["test_book_example", "test_corners", "test_square_table", "test_other_corners"])
def column_before_row(X, i, j):
    """This is the element in row j and column i: the first index goes down the rows, the second along the columns."""
    return X[j, i]


@misconception("pick", fails=["test_book_example", "test_corners", "test_square_table", "test_other_corners"])
def counts_from_one(X, i, j):
    """This is one row and one column too early, as when 1 is taken away: places are counted from 0 already, and
    place -1 means the last."""
    return X[i - 1, j - 1]


@misconception("pick", fails=["test_book_example", "test_corners", "test_square_table", "test_other_corners"])
def whole_row(X, i, j):
    """One index gives a whole row; a second one is needed to choose the element within it."""
    return X[i]


@misconception(
    "rows",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def columns(X):
    """The transpose `.T` turns columns into rows, so these are the columns; a table already lists its rows."""
    return list(X.T)


@misconception(
    "rows",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def rows_as_lists(X):
    """`tolist` turns everything into lists, inside too; the rows should remain arrays, to be calculated with."""
    return X.tolist()


@misconception(
    "rows",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def only_the_first_row(X):
    """Only the first row comes back, as when `return` stands inside the loop: collect the rows, return after the
    loop."""
    for row in X:
        return row


@misconception(
    "rows",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def table_unchanged(X):
    """This is still one array with two axes. It can be looped over like a list of rows, but it is not a list."""
    return X


@misconception("flatten", fails=["test_book_example", "test_other_tables"])
def column_by_column(X):
    """The elements were read downwards, column by column; reading order finishes a row before it goes on."""
    return X.T.flatten()


@misconception(
    "flatten",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def one_row_table(X):
    """The shape (1, n) is still a table, with a single row: two axes. A plain sequence has the shape (n,)."""
    return X.reshape(1, -1)


@misconception(
    "flatten",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def flat_list(X):
    """The order is right, but this is a Python list; later calculations need an array."""
    return X.flatten().tolist()


@misconception(
    "flatten",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def list_of_elements(X):
    """The order is right, but this is a Python list of single elements; later calculations need an array."""
    return [element for row in X for element in row]


@misconception(
    "flatten",
    fails=[
        "test_book_example",
        "test_single_row_and_column",
        "test_other_tables",
        "test_other_single_row_and_column",
    ],
)
def method_not_called(X):
    """What comes back is a method or function itself, not what it gives: it runs only with brackets after its name."""
    return X.flatten


@misconception("above", fails=["test_limits", "test_other_limits"])
def at_least(X, threshold):
    """Elements equal to the threshold are let in, as by `>=`; greater than leaves them out."""
    return X[X >= threshold]


@misconception("above", fails=["test_book_example", "test_limits", "test_other_tables", "test_other_limits"])
def only_the_mask(X, threshold):
    """This is the mask, the answers to "greater or not?"; use it as an index to get the elements themselves."""
    return X > threshold


@misconception("above", fails=["test_book_example", "test_limits", "test_other_tables", "test_other_limits"])
def below(X, threshold):
    """The comparison points the other way: these are the elements less than the threshold."""
    return X[X < threshold]


@misconception("above", fails=["test_book_example", "test_limits", "test_other_tables", "test_other_limits"])
def zeros_for_the_rest(X, threshold):
    """The elements that fail the test became 0 and the table kept its shape; they should be left out altogether."""
    return np.where(X > threshold, X, 0)


@misconception("above", fails=["test_book_example", "test_other_tables"])
def sorted_without_repeats(X, threshold):
    """`np.unique` and sets drop repeated elements and sort the rest; keep all of them, in reading order."""
    return np.unique(X[X > threshold])


@misconception("above", fails=["test_book_example", "test_other_tables"])
def sorted_elements(X, threshold):
    """The right elements, but sorted: keep them in reading order, as an index with the mask does."""
    return np.sort(X[X > threshold])


@misconception("plot_sin", fails=["test_sine", "test_points"])
def degrees():
    """`np.sin` takes radians already; converted from degrees, 6 is a tiny angle, and the wave becomes a slope."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(np.deg2rad(x)))


@misconception("plot_sin", fails=["test_sine", "test_points"])
def without_x():
    """With one argument, `plt.plot` takes it for y and puts the points at x = 0, 1, 2 and so on: pass x as well."""
    plt.plot(np.sin(np.arange(0, 6, 0.1)))


@misconception("plot_sin", fails=["test_points"])
def stop_included():
    """`np.linspace` includes the stop: the last x is 6 and the steps are not quite 0.1. `np.arange` leaves it out."""
    x = np.linspace(0, 6, 60)
    plt.plot(x, np.sin(x))


@misconception("plot_sin", fails=["test_sine", "test_points"])
def cosine():
    """This curve begins at height 1: it is the cosine. The sine begins at 0."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.cos(x))


@misconception("plot_sin", fails=["test_sine", "test_points"])
def x_and_y_swapped():
    """The curve lies on its side: `plt.plot` takes x first, then y."""
    x = np.arange(0, 6, 0.1)
    plt.plot(np.sin(x), x)


@misconception("plot_sin_cos", fails=["test_dashes"])
def cosine_not_dashed():
    """Both lines are solid, so on a black-and-white print nobody can tell them apart: the cosine should be dashed."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x), label="sin")
    plt.plot(x, np.cos(x), label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.legend()


@misconception("plot_sin_cos", fails=["test_legend"])
def no_legend():
    """The curves have labels, but labels stay invisible until a legend is asked for."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x), label="sin")
    plt.plot(x, np.cos(x), linestyle="--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")


@misconception("plot_sin_cos", fails=["test_dashes"])
def sine_dashed():
    """The dashes are on the wrong curve: it is the cosine that should be dashed."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x), linestyle="--", label="sin")
    plt.plot(x, np.cos(x), label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.legend()


@misconception("plot_sin_cos", fails=["test_dashes", "test_legend", "test_names"])
def curves_only():
    """The curves are right, but a reader cannot know what they show: name the curves, the axes and the picture."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x))
    plt.plot(x, np.cos(x))


@misconception("plot_sin_cos", fails=["test_legend"])
def names_swapped():
    """The names are on the wrong curves: the sine is called cos here, and the cosine sin."""
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x), label="cos")
    plt.plot(x, np.cos(x), linestyle="--", label="sin")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.legend()


@misconception("plot_sin_cos", fails=["test_both_curves", "test_dashes", "test_legend", "test_names"])
def both_lie_on_their_sides():
    """Both curves lie on their sides: `plt.plot` takes x first, then y."""
    x = np.arange(0, 6, 0.1)
    plt.plot(np.sin(x), x, label="sin")
    plt.plot(np.cos(x), x, linestyle="--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.legend()
