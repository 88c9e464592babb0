# %% [markdown]
# # Chapter 1: NumPy and Matplotlib
#
# A neural network is mostly arithmetic on tables of numbers: thousands of inputs times thousands of weights, again and
# again. This chapter practises the two tools that everything later is built from: **NumPy**, which calculates with
# whole tables at once, and **Matplotlib**, which draws what came out.
#
# How to work: read a section, replace the `raise` line of its function with your answer, run the checks, go on. Nearly
# every answer here is a single line. To see what a piece of code does, try it: the examples are small on purpose.
#
# Throughout, `np` stands for NumPy and `plt` for Matplotlib's drawing commands. Only these two are there when your work
# is checked, and what comes with Python itself: no SciPy, no pandas.

# %%
import matplotlib.pyplot as plt
import numpy as np


# %% [markdown]
# ## 1. Arithmetic goes element by element
#
# A Python list can hold anything. A NumPy **array** holds a grid of numbers that are all of one kind. That restriction
# is what makes it fast. `np.array` makes one out of a list.
#
# With lists, `[1, 2] + [3, 4]` glues them together. With arrays of the same shape, an operator works on each *pair of
# elements in the same place*, without a loop:
#
# ```python
# p = np.array([8.0, 6.0])
# q = np.array([2.0, 3.0])
# p - q      # array([6., 3.])   8-2 and 6-3
# p / q      # array([4., 2.])   8/2 and 6/3
# ```
#
# Compare the two kinds yourself, with `-`, `*` and `/` as well. Lists do not know all of them; arrays do:

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# [1, 2] + [3, 4], np.array([1, 2]) + np.array([3, 4])
# ```

# %% [markdown]
# The same holds for arrays of *any shape*: a table, a table with one row, three axes, or no axis at all (a single
# number in an array). The result has the shape of the two inputs. In particular, multiplying two tables with the
# ordinary operator has nothing to do with the matrix product of linear algebra. That one has an operator of its own,
# and it waits for you in chapter 3.
#
# **Your turn.** Return two arrays as a tuple: the element-by-element sum, then the element-by-element product. `A` and
# `B` have the same shape, which can be any.

# %% elementwise (2 points)
def elementwise(A, B):
    """Sum and product of two arrays, element by element.

    Args:
        A, B: arrays of the same shape (any shape).
    Returns:
        A tuple of two arrays of that shape: the sum, then the product.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 2. What is this array? Shape and dtype
#
# ```python
# v = np.array([1.5, 2.0, 4.0])           # one axis: a vector of 3 numbers
# M = np.array([[1.5, 2.0, 4.0],
#               [0.0, 3.0, 9.0]])         # two axes: 2 rows, 3 columns
# ```
#
# Two facts describe every array:
#
# - its **shape**, a tuple with one size per axis. `v.shape` is `(3,)` and `M.shape` is `(2, 3)`: rows first, then
#   columns. The comma in `(3,)` is how Python writes a tuple of one.
# - its **dtype**, the kind of number inside. `v.dtype` is `float64`: a number with a fractional part, kept in 64 bits.
#   Whole numbers become `int64` on most computers, truth values `bool`.
#
# One axis makes a **vector**, two a **matrix** (a table). Arrays with more axes have a name, too: an array with any number
# of axes is a **tensor**. A colour picture is one with three: its height, its width, and red, green and blue.
#
# Three arrays made of almost the same numbers. What does one decimal point change? Put more numbers in, and look:

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# [(t.shape, t.dtype) for t in (np.array([1, 2]), np.array([1, 2.0]), np.array([[1, 2], [3, 4]]))]
# ```

# %% [markdown]
# When a calculation goes wrong later on, look at these two first. Most errors in this course are a shape that is not
# what you believed.
#
# A dtype is an object of its own. It prints like a text but is none. Its name as a text is in its attribute `name`:
# `v.dtype.name` is `'float64'`. (`str` makes a text of it, too.)
#
# **Your turn.** Return both facts as a tuple: the shape, then the *name* of the dtype as a text. An array like `v`
# gives `((3,), 'float64')`. The array may have any shape and any dtype.

# %% describe (2 points)
def describe(A):
    """The shape of an array and the name of its dtype.

    Args:
        A: an array of any shape and any dtype.
    Returns:
        A tuple of two: the shape (a tuple of ints) and the dtype's name (a str), such as ((2, 2), 'int64').
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 3. Broadcasting: when the shapes differ
#
# Often one side is smaller. NumPy then acts as if the smaller array were repeated until the shapes agree. This is
# called **broadcasting**. A single number is repeated everywhere:
#
# ```python
# np.array([[1.0, 2.0], [3.0, 4.0]]) - 1      # [[0., 1.], [2., 3.]]
# ```
#
# and a vector of shape (m,) beside a table of shape (n, m) is repeated once per *row*:
#
# ```python
# M = np.array([[1.0, 2.0, 3.0],
#               [4.0, 5.0, 6.0]])             # shape (2, 3)
# M + np.array([10.0, 20.0, 30.0])            # [[11., 22., 33.],
#                                             #  [14., 25., 36.]]
# ```
#
# [figures/broadcasting.svg: A table of two rows plus a vector of three numbers: the vector is used again for the
# second row, drawn in dashes.]
#
# Look at the columns: 10 went to everything in the first, 20 to the second, 30 to the third. The rule behind it:
# shapes are compared *from the right*. (2, 3) against (3,): 3 and 3 agree, and the missing axis on the left is filled
# up by repeating. Only axes of equal size fit, or axes of size 1, which are repeated. In chapter 3 this is how one bias vector is added to a whole batch of samples.
#
# What happens to a table of two rows and *two* columns, and to a vector of two? And if the vector is written as a
# column, `[[10], [20]]`, of shape (2, 1)?

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# np.array([[1, 2], [3, 4]]) + np.array([10, 20]), np.array([[1, 2], [3, 4]]) + np.array([[10], [20]])
# ```

# %% [markdown]
# **Your turn.** Multiply each column of a table by a factor of its own: with factors `[1, 0, -1]` the table `M` above
# becomes `[[1., 0., -3.], [4., 0., -6.]]`. The table may be tall or wide, or have a single row or column. No loop is
# needed.

# %% scale_columns (2 points)
def scale_columns(A, factors):
    """A with each column multiplied by its own factor.

    Args:
        A: shape (n, m).
        factors: shape (m,), one number per column.
    Returns:
        Array of shape (n, m): column j of A times factors[j].
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 4. One element
#
# Places are counted **from 0**. In the vector `v = np.array([7, 8, 9])` the first element is `v[0]` (7) and the last
# is `v[2]` (9); `v[3]` is an error, because there is no fourth.
#
# A table has two axes, so it takes two indices to reach one number: *row first, column second*, the same order as in
# the shape. With one index only you get a whole row, which is again an array and can be indexed in its turn:
#
# ```python
# X = np.array([[51, 55],
#               [14, 19],
#               [0, 4]])
# X[1]       # array([14, 19]): row 1, that is, the second row
# X[1][0]    # 14: row 1, and of that the element 0
# X[1, 0]    # 14: the same in one step
# ```
#
# **Your turn.** Return the element in row `i` and column `j`, both counted from 0. For the `X` above, row 2 and column
# 1 hold the 4.

# %% pick (2 points)
def pick(X, i, j):
    """The element of X in row i, column j, both counted from 0.

    Args:
        X: shape (n, m).
        i: row, 0 <= i < n.
        j: column, 0 <= j < m.
    Returns:
        That element, a single number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 5. Walking through the rows
#
# A `for` loop over a vector visits its numbers. A loop over a table visits its *rows*, because the row axis comes
# first:
#
# ```python
# total = []
# for row in np.array([[1, 2, 3], [4, 5, 6]]):
#     total.append(row.sum())
# total      # [6, 15]: once for [1, 2, 3], once for [4, 5, 6]
# ```
#
# Each `row` here is itself an array of shape (3,). In the chapters to come a row is usually one sample of a data set,
# so "one row after the other" means "one sample after the other".
#
# **Your turn.** Return the rows of a table as a Python *list*, in order. Each entry stays what it is: a one-axis array,
# also when there is only one row, or only one column.

# %% rows (2 points)
def rows(X):
    """The rows of X, in order.

    Args:
        X: shape (n, m).
    Returns:
        A list of n arrays, each of shape (m,).
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 6. From a table to one long row
#
# Sometimes a grid should become a plain sequence: a 28 x 28 picture, for example, enters a simple network as one vector
# of 784 numbers. NumPy takes the elements in *reading order*: the first row from left to right, then the second, and
# so on.
#
# ```text
# 1 2 3
# 4 5 6      becomes      1 2 3 4 5 6
# ```
#
# An array does this itself, with its method `flatten`. The shape goes from (2, 3) to (6,). No number changes; only the division into rows is forgotten. Note that (6,) is not
# the same as (1, 6), which is still a table, with a single row.
#
# **Your turn.** Return all the elements in reading order, as an array with one axis, also when the table has a single
# row or column.

# %% flatten (2 points)
def flatten(X):
    """All elements of X in a single row of numbers.

    Args:
        X: shape (n, m).
    Returns:
        Array of shape (n * m,): row 0, then row 1, and so on.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 7. Choosing by a condition
#
# A comparison works element by element too, and gives an array of truth values:
#
# ```python
# t = np.array([3.0, -1.0, 5.0, -2.0])
# t < 0         # array([False,  True, False,  True])
# ```
#
# Such an array is called a **mask**. Put between square brackets, it keeps the elements where it is `True`:
#
# ```python
# t[t < 0]      # array([-1., -2.])
# ```
#
# Any condition will do. Ask for the numbers below -1, for those that are not 5 (`!=`), for all:

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# degrees = np.array([3.0, -1.0, 5.0, -2.0])
# degrees < 0, degrees[degrees < 0]
# ```

# %% [markdown]
# Read it from the inside out: first the question "which are negative?", then "give me those". With a table it works
# the same way, provided that mask and table have the same shape; what is kept comes out in reading order as an array
# with one axis, since the survivors no longer form a grid.
#
# **Your turn.** Return the elements of `X` that are *greater than* `threshold`. Elements equal to it stay out. There
# may be none: then the answer is an empty array.

# %% above (2 points)
def above(X, threshold):
    """The elements of X greater than threshold.

    Args:
        X: shape (n, m).
        threshold: a number.
    Returns:
        Array with one axis: the elements that are greater, in reading order (row by row).
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 8. A first curve
#
# A computer draws a curve by joining many points with short straight lines. So a plot takes three steps: choose the x
# values, calculate the y values, draw.
#
# 1. **x.** `np.arange(start, stop, step)` counts from `start` in steps and ends *before* `stop`, as Python's `range`
#    does: `np.arange(1, 2, 0.25)` is `[1., 1.25, 1.5, 1.75]`.
# 2. **y.** NumPy's mathematical functions work on every element: `np.sqrt(np.array([1.0, 4.0, 9.0]))` is
#    `[1., 2., 3.]`. There are `np.sin`, `np.cos` and `np.exp` as well; the angles are in *radians*, where a full turn
#    is about 6.283.
# 3. **Draw.** `plt.plot` takes the x values and the y values, in that order. `plt.show()` at the end opens the picture
#    when you work in a plain script; notebooks show it by themselves, and the checks do not mind either way.
#
# ```python
# u = np.arange(0, 4, 0.5)          # 8 values: 0, 0.5, … 3.5
# plt.plot(u, np.sqrt(u))           # a curve through 8 points
# ```
#
# How many points does a smaller step give, and which is the last of them?

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# np.arange(0, 4, 0.5), len(np.arange(0, 4, 0.5))
# ```

# %% [markdown]
# **Your turn.** Draw the sine for x from 0 up to, but not including, 6 in steps of 0.1: that is 60 points, almost one
# full wave. Draw this one curve and nothing else, so that it can be seen. The function returns nothing; it draws.

# %% plot_sin (2 points)
def plot_sin():
    """Draw sin(x) on the current figure, for x from 0 in steps of 0.1, below 6 (60 points)."""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 9. Two curves that a reader can tell apart
#
# Call `plt.plot` twice and both curves land on the same picture. Then the reader needs help, which these give:
#
# | what | how |
# |---|---|
# | a curve's name | `label="speed"` as an argument of `plt.plot` |
# | a curve's line style | `linestyle=":"` as an argument: `"-"` is solid, `"--"` dashed, `":"` dotted |
# | names for the axes | `plt.xlabel("time")`, `plt.ylabel("metres")` |
# | a heading | `plt.title("a falling stone")` |
# | the box that explains the curves | `plt.legend()`, after the curves: it collects the labels it finds |
#
# ```python
# u = np.arange(0, 2, 0.5)
# plt.plot(u, 10 * u, linestyle=":", label="speed")
# plt.plot(u, 5 * u ** 2, label="way")
# plt.legend()
# ```
#
# A label by itself shows nothing: only the legend makes it appear.
#
# **Your turn.** Over the same 60 x values as before, draw into one picture
#
# - the sine, as a solid line with the label `sin`, and the cosine, *dashed*, with the label `cos`, and nothing else;
# - a legend that shows these two names;
# - the axis names `x` and `y`, and the title `sin & cos`.

# %% plot_sin_cos (4 points)
def plot_sin_cos():
    """Draw sin(x) and cos(x) on the current figure, for x from 0 in steps of 0.1, below 6.

    The sine is solid, the cosine dashed. A legend calls the curves "sin" and "cos"; the axes are labelled "x" and "y",
    and the title is "sin & cos".
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## What you have now
#
# Arrays with a shape and a dtype, arithmetic without loops, broadcasting, indices and masks, and curves on the screen.
# The next chapter uses them for the smallest machine that decides anything: the perceptron.
#
# | English | 中文 | 日本語 |
# |---|---|---|
# | array | 数组 | 配列 |
# | shape | 形状 | 形状 |
# | data type (dtype) | 数据类型 | データ型 |
# | element | 元素 | 要素 |
# | row, column | 行、列 | 行、列 |
# | vector, matrix, tensor | 向量、矩阵、张量 | ベクトル、行列、テンソル |
# | axis | 轴 | 軸 |
# | element by element (element-wise) | 对应元素的 | 要素ごと（element-wise） |
# | broadcasting | 广播 | ブロードキャスト |
# | index | 索引 | インデックス |
# | plot, graph | 绘图、图形 | プロット、グラフ |
# | label, legend | 标签、图例 | ラベル、凡例 |

# %%
if __name__ == "__main__":
    print("This file holds your functions. To check them: autograder check ch01_numpy.py")
