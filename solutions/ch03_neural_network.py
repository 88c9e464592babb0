# %% [markdown] lang="en"
# # Chapter 3: Neural networks
#
# In chapter 2 you chose the weights of a perceptron by hand. A neural network finds its weights by itself, from data
# (that is chapter 4). This chapter builds the machine that will hold those weights: numbers go in at one end, flow
# through three layers, and a prediction comes out at the other.
#
# You need two ingredients: **activation functions** (a rule applied to each number on its own) and **matrix
# products** (a whole layer of weighted sums in one step). Put them together and you have a network.
#
# Work from top to bottom: read a section, replace the `raise` line of its function with your answer, run the checks.
# Later functions call earlier ones. Most answers are one to three lines long, and any correct way of writing them
# counts. NumPy (`np`), Matplotlib (`plt`) and what comes with Python are there; SciPy is not.
#
# *Any shape* means here: one axis, two axes or three, a size of 1 in any of them, and no axis at all (`np.array(2.0)`,
# a single number).

# %%
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] lang="en"
# ## 1. From the perceptron to the neural network
#
# A network is drawn as columns of circles. Each circle is a *neuron*: it holds one number. The first column is the
# **input layer**, the last one the **output layer**, and whatever lies between is a **hidden layer** (hidden because
# neither the data nor the user ever shows you its numbers). Arrows lead from every neuron to every neuron of the next
# column, and each arrow carries a weight.
#
# ![Three columns of circles: 2 in the input layer, 3 in the hidden layer, 2 in the output layer, with an arrow from each to each of the next.](figures/layers.svg)
#
# Layers are counted by their weights. This network has three columns, but only two steps with weights between them: it is
# a two-layer network. (Some books count the columns and call it three. Here weights count.)
#
# Recall the perceptron: it adds up weighted inputs and a bias, and answers 1 if the total is above 0, else 0. Let us
# split that into two steps:
#
# ```math
# \begin{aligned} a &= b + w_1 x_1 + w_2 x_2 && \text{the weighted sum, any number} \\
# y &= h(a) && \text{h turns the sum into the neuron's output} \end{aligned}
# ```
# ```text
# step 1   a = b + w1*x1 + w2*x2       the weighted sum, any number
# step 2   y = h(a)                    h turns the sum into the neuron's output
# ```
#
# For instance `x1 = 1`, `x2 = 0.5`, `w1 = 0.4`, `w2 = 0.6`, `b = -0.5` give `a = -0.5 + 0.4 + 0.3 = 0.2`, and the
# perceptron's `h` turns 0.2 into 1.
#
# Change the numbers until the neuron no longer fires. Which of them can do it alone?

# %% experiment=true
x1, x2, w1, w2, bias = 1, 0.5, 0.4, 0.6, -0.5
total = bias + w1 * x1 + w2 * x2
total, 1 if total > 0 else 0

# %% [markdown] lang="en"
# That `h` is called the **activation function**: it decides how strongly the sum "activates" the neuron. A perceptron
# becomes a neural network's neuron as soon as we swap its `h` for a smoother one. Everything else stays.
#
# ## 2. The step function
#
# The perceptron's own `h` jumps at a threshold: 1 above 0, and 0 otherwise. *Exactly 0 is not above 0*, so it gives 0.
#
# ```text
# a     -1.5    0.0    0.3    7.0
# h(a)    0      0      1      1
# ```
#
# Networks work on whole arrays, so write it for an array of any shape at once. With one number you would write
# `if x > 0:`, but an array holds many answers to that question and NumPy refuses to pick one ("the truth value of an
# array … is ambiguous"). Instead, a comparison works on every element and gives an array of truth values:
#
# ```python
# t = np.array([18.5, 21.0, 25.5])
# t > 20                              # array([False,  True,  True])
# ```
#
# Truth values are not numbers to calculate with yet. An array's method `astype` makes a copy with another type of
# element: `np.array([1.9, 2.1]).astype(str)` holds strings, and `int`, `float` and `bool` work in the same way.
# (Older printings of the book say `np.int`; today's NumPy no longer has it. Plain `int` means the same.)
#
# What becomes of a number exactly at the border, and what of `>=` in place of `>`?

# %% experiment=true
temperatures = np.array([18.5, 20.0, 25.5])
temperatures > 20, (temperatures > 20).astype(str)

# %% [markdown] lang="en"
# **Your turn.** Return an *integer* array of the shape of `x`, which can be any: 1 where the element is above 0, else 0.
# It must be a new array. `x` itself stays as it was (`x[0] = 9` would write into it): the next section draws your
# answer over that very `x`.


# %% exercise="step_function" points=3 show="curve"
def step_function(x):
    """1 where x is above 0, else 0 (so 0 at 0).

    Args:
        x: array of any shape.
    Returns:
        New integer array of the same shape.
    """
    ### BEGIN SOLUTION
    # True and False turn into 1 and 0, for any shape at once.
    return (x > 0).astype(int)
    ### END SOLUTION


# %% [markdown] hints="step_function" lang="en"
# 1. No `if`: a comparison of the whole array with a number answers for all elements at once.
# 2. What comes out are truth values. The text names the method that makes a copy with another type of element.
# 3. The type to ask for is plain `int`. Put the comparison in brackets before you call the method on it.

# %% [markdown] lang="en"
# ## 3. Seeing the step
#
# A picture tells you in a second whether a function is right. As in chapter 1: make many x close together, compute y
# for all of them, draw the curve.
#
# - `np.arange(start, stop, step)` makes the x. The stop is left out: `np.arange(0, 1, 0.25)` is 0, 0.25, 0.5, 0.75.
#   The interval "[-5, 5) in steps of 0.1" is 100 numbers, from -5.0 to 4.9.
# - `plt.ylim(low, high)` sets the ends of the y-axis. Without it Matplotlib chooses for you; with a little room below
#   0 and above 1 you see the flat parts of the curve clearly. `plt.ylim(-10, 60)` would suit temperatures in °C.
#
# Expect a stair with one step: flat at 0, straight up in the middle, flat at 1. That is where its name comes from.
#
# **Your turn.** Draw the step function over [-5, 5) in steps of 0.1 and no other curve, with the y-axis from -0.1 to
# 1.1. Whether you also call `plt.show()` makes no difference.


# %% exercise="plot_step_function" points=2 uses="step_function"
def plot_step_function():
    """Draw the step function on the current figure.

    x runs over [-5, 5) in steps of 0.1; the y-axis reaches from -0.1 to 1.1.
    """
    ### BEGIN SOLUTION
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, step_function(x))
    # Room below 0 and above 1, or the flat parts would lie on the frame.
    plt.ylim(-0.1, 1.1)
    ### END SOLUTION


# %% [markdown] hints="plot_step_function" lang="en"
# 1. Make x first, with start, stop and step as the text gives them, then y with your own `step_function`.
# 2. `plt.plot` takes x and y. The ends of the y-axis are one more call.

# %% [markdown] lang="en"
# ## 4. The sigmoid
#
# Networks have long used this smooth relative of the step:
#
# ```math
# h(x) = \frac{1}{1 + e^{-x}}
# ```
# ```text
#                1
# h(x) = ─────────────────     exp(-x): e to the power of -x; e = 2.71828…
#         1  +  exp(-x)
# ```
#
# Take `x = 2`: exp(-2) is 0.135, so h(2) = 1 / 1.135 = 0.881. At `x = 0`: exp(0) is 1, so h(0) = 1 / 2 = 0.5. A
# large x makes exp(-x) tiny and h(x) almost 1; a very negative x makes exp(-x) huge and h(x) almost 0.
#
# `np.exp` takes an array and works on each element, and so do `+`, `-` and `/` between an array and a number
# (broadcasting, chapter 1): `10 / np.array([1, 2, 4])` is `[10, 5, 2.5]`. So the formula for one number can be
# written down for a whole array. Two things to watch: the minus sign inside `exp`, and the brackets: Python reads
# `6 / 1 + 2` as `(6 / 1) + 2`, which is 8, while `6 / (1 + 2)` is 2.
#
# See what `np.exp` makes of a negative x, and how the brackets decide. Put other numbers in:

# %% experiment=true
steps = np.array([-2.0, 0.0, 2.0])
np.exp(-steps), 6 / 1 + 2, 6 / (1 + 2)

# %% [markdown] lang="en"
# For x = -1000 NumPy may warn of an overflow, because exp(1000) is too big to store. The result is still right (1
# divided by infinity is 0), and the warning costs you nothing.
#
# **Your turn.** Write the formula for an array of any shape. It must hold for numbers far away from 0 as well, such as
# 1000 and -1000. Return a new array; `x` itself stays as it was.


# %% exercise="sigmoid" points=3 show="curve"
def sigmoid(x):
    """The sigmoid 1 / (1 + e^(-x)) of each element.

    Args:
        x: array of any shape.
    Returns:
        Float array of the same shape, values between 0 and 1.
    """
    ### BEGIN SOLUTION
    # Far left exp(-x) overflows to infinity, and 1 / infinity is the 0 that we want.
    return 1 / (1 + np.exp(-x))
    ### END SOLUTION


# %% [markdown] hints="sigmoid" lang="en"
# 1. Write the formula for a single number first. NumPy's `exp` makes it work for an array without any change.
# 2. Two traps: the minus sign belongs to x, inside `exp`; and what stands below the line needs brackets around all of
#    it.
# 3. Try it on 0: the answer must be 0.5. If you get 2, or 1, the brackets are the reason.

# %% [markdown] lang="en"
# ## 5. Seeing the sigmoid
#
# The same picture as before, now with another curve. Expect a slanted S ("sigmoid" means "shaped like an S") that
# passes through 0.5 in the middle.
#
# **Your turn.** Draw the sigmoid over [-5, 5) in steps of 0.1 and no other curve, with the y-axis from -0.1 to 1.1.


# %% exercise="plot_sigmoid" points=2 uses="sigmoid"
def plot_sigmoid():
    """Draw the sigmoid on the current figure.

    x runs over [-5, 5) in steps of 0.1; the y-axis reaches from -0.1 to 1.1.
    """
    ### BEGIN SOLUTION
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, sigmoid(x))
    # The same limits as for the step, so that the two pictures can be compared.
    plt.ylim(-0.1, 1.1)
    ### END SOLUTION


# %% [markdown] hints="plot_sigmoid" lang="en"
# 1. It is your `plot_step_function` with another curve: the same x, the same ends of the y-axis.
# 2. Only the function that makes y changes.

# %% [markdown] lang="en"
# ## 6. Step and sigmoid, side by side
#
# | | step | sigmoid |
# |---|---|---|
# | shape | a jump | a smooth rise |
# | possible outputs | 0 and 1 only | every number between 0 and 1 |
# | h(0.1), h(0.2) | 1, 1 | 0.525, 0.550 |
#
# ![The step jumps from 0 to 1 at x = 0; the sigmoid rises smoothly through one half there. Far to the left both are near 0, far to the right near 1.](figures/step_and_sigmoid.svg)
#
# The last row is why networks need the smooth one. Learning means nudging a weight a little and seeing whether the
# result gets a little better. Behind a step most nudges change nothing at all; behind a sigmoid each one shows.
#
# They also have much in common: both stay between 0 and 1, both are small for small inputs and near 1 for large ones,
# so both report "how important was this input". And neither is a straight line, which matters more than you might
# think.
#
# ## 7. Why an activation must not be a straight line
#
# Suppose each layer used the straight line h(x) = 2x. Three layers then give h(h(h(x))) = 2·(2·(2x)) = 8x: one layer
# with the line 8x does exactly the same, and the other two were for nothing. This holds for every line and for
# matrices of weights too: straight after straight is straight, however deep the network. A bend (or a jump) in
# between is what lets more layers do more, as two layers of gates could do XOR in chapter 2 and one could not.
#
# To compare two curves, put them into one picture, with the tools of chapter 1:
# `plt.plot(days, mm, linestyle="--", label="rain")` draws a dashed line called "rain", and `plt.legend()` shows the
# names. Draw both lines before you ask for the legend.
#
# **Your turn.** Draw the step function and the sigmoid on the same axes, over [-5, 5) in steps of 0.1, and nothing else.
# Make one of the two dashed (whichever you like) and leave the other solid. Add a legend that names both.


# %% exercise="plot_step_and_sigmoid" points=3 uses="step_function sigmoid"
def plot_step_and_sigmoid():
    """Draw the step function and the sigmoid on the same axes.

    x runs over [-5, 5) in steps of 0.1; one of the two lines is dashed, the other solid, and a legend names both.
    """
    ### BEGIN SOLUTION
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, sigmoid(x), label="sigmoid")
    # Dashed, so that the curves can be told apart in black and white too.
    plt.plot(x, step_function(x), linestyle="--", label="step")
    plt.ylim(-0.1, 1.1)
    plt.legend()
    ### END SOLUTION


# %% [markdown] hints="plot_step_and_sigmoid" lang="en"
# 1. One x, two calls of `plt.plot`, one after the other; both land on the same axes.
# 2. One of the two calls gets a line style. Both get a label, or the legend would have nothing to show.
# 3. The legend comes last.

# %% [markdown] lang="en"
# ## 8. ReLU
#
# Most networks today use an even simpler function in their hidden layers, the *rectified linear unit*: let x through
# when it is above 0, and give 0 otherwise. "Rectified" is an electrician's word: the negative half is cut off.
#
# ```text
# x        -3.0   -0.5    0.0    0.5    4.0
# relu(x)   0.0    0.0    0.0    0.5    4.0
# ```
#
# It is no straight line (it bends at 0), yet it is very cheap, and unlike the sigmoid it does not flatten out for
# large x: 4 stays 4, and 400 stays 400.
#
# ```math
# h(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{if } x \le 0 \end{cases}
# ```
# ```text
#           x  if  x > 0
# h(x)  =
#           0  if  x <= 0
# ```
#
# ![The curve of ReLU: flat at 0 for every x below 0, then straight up, one for one.](figures/relu.svg)
#
# In words: the larger of 0 and x, for each element on its own. Mind the difference between two questions that sound
# alike: *the largest number of one array* (`np.max(a)`, one answer) and *the larger one of each pair* (one answer per
# element). You want the second, and NumPy calls it `np.maximum`; comparisons from above can do it too.
#
# Look at both. Then put a single number in place of one of the two arrays:

# %% experiment=true
mine, yours = np.array([3, 0, 5]), np.array([1, 4, 5])
np.max(mine), np.maximum(mine, yours)

# %% [markdown] lang="en"
# **Your turn.** Return a new array of the shape of `x`, which can be any, with 0 in place of every element below 0. All
# other elements are as in `x`, however large; `x` itself stays as it was.


# %% exercise="relu" points=3 show="curve"
def relu(x):
    """The larger of 0 and x, element by element.

    Args:
        x: array of any shape.
    Returns:
        Array of the same shape; no element below 0.
    """
    ### BEGIN SOLUTION
    # maximum compares element by element; max would look for the largest of one array.
    return np.maximum(0, x)
    ### END SOLUTION


# %% [markdown] hints="relu" lang="en"
# 1. For each element: which is larger, it or 0? Say that question aloud: it is asked for every pair.
# 2. `np.max` finds the largest element of one array; `np.maximum` compares two things element by element.
# 3. The one you want takes two arguments, a number and an array, and does not mind which comes first.

# %% [markdown] lang="en"
# ## 9. Matrix products
#
# A layer computes many weighted sums of the same inputs. The matrix product does them all in one go. Each element of
# the result is *one row of A against one column of B*: multiply in pairs, then add up.
#
# ![Row 0 of a table with shape (2, 3) and column 1 of one with shape (3, 2) give the element in row 0, column 1 of the product: 11.](figures/row_times_column.svg)
#
# ```text
#  A          B            A · B
#  1  2       0  1  5      1*0 + 2*2   1*1 + 2*0   1*5 + 2*3        4   1  11
#  3  4       2  0  3      3*0 + 4*2   3*1 + 4*0   3*5 + 4*3    =   8   3  27
#
#  (2, 2)     (2, 3)       (2, 3)
# ```
#
# The element in row i and column j of the result comes from row i of A and column j of B. So a row of A must be as
# long as a column of B, and the shapes tell you at once whether a product exists and how big it is:
#
# ```text
# (n, k) · (k, m)  →  (n, m)
#     └──────┘
#  the inner two must agree; the outer two remain
# ```
#
# If they do not agree, NumPy raises `ValueError: shapes … not aligned` (or "mismatch in its core dimension"). When
# that happens, write the shapes down like this: the culprit is usually two swapped factors. Order matters: `A · B` and
# `B · A` are different things, and often only one of them exists.
#
# Note that `A * B` is *not* this product: it multiplies elements at the same place, as in chapter 1. The matrix product
# is `A @ B`, or `np.dot(A, B)`, after the mathematicians' "dot product".
#
# Swap the two factors, and compare: the numbers are others, and here even the shape is.

# %% experiment=true
left, right = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1, 0], [2, 1], [0, 3]])
left @ right, (left @ right).shape, (right @ left).shape

# %% [markdown] lang="en"
# **Your turn.** Return the matrix product of `A` and `B`, in this order.


# %% exercise="matrix_product" points=3 show="product"
def matrix_product(A, B):
    """The matrix product of A and B.

    Args:
        A: array of shape (n, k).
        B: array of shape (k, m).
    Returns:
        Array of shape (n, m).
    """
    ### BEGIN SOLUTION
    # Each row of A against each column of B: multiply in pairs, add up.
    return np.dot(A, B)
    ### END SOLUTION


# %% [markdown] hints="matrix_product" lang="en"
# 1. `A * B` is not it. The text names an operator and a function for this; they give the same.
# 2. Keep the order: A first, then B.

# %% [markdown] lang="en"
# ## 10. A layer is a matrix product
#
# Take two inputs and three neurons, with no bias and no activation for now. Collect the weights in a matrix with *one
# row per input and one column per neuron*:
#
# ```text
#                       neuron 1   neuron 2   neuron 3
# from x1 = 10             1          0          2
# from x2 = 20             3          1          0
#
# sums         10*1 + 20*3 = 70    20         20
# ```
#
# One sum per column: exactly a row of inputs times a matrix. In shapes, with X a plain 1-D array of n numbers:
#
# ```text
#   X        W          result
#  (n,)  ·  (n, m)  →   (m,)
# ```
#
# NumPy treats a 1-D array on the left of a product as a row, and one on the right as a column, so you need not reshape
# anything. Whether the layer has 3 neurons or 1000, it is one product. This is why GPUs, built for such products, made
# neural networks fast.
#
# **Your turn.** Return the weighted sums of one layer, without bias and activation.


# %% exercise="layer_output" points=3
def layer_output(X, W):
    """The weighted sums of one layer, without bias and activation.

    Args:
        X: inputs, shape (n,).
        W: weights, shape (n, m): one row per input, one column per neuron.
    Returns:
        Array of shape (m,), one sum per neuron.
    """
    ### BEGIN SOLUTION
    # (n,) · (n, m) → (m,): every column of W is one neuron.
    return np.dot(X, W)
    ### END SOLUTION


# %% [markdown] hints="layer_output" lang="en"
# 1. It is one matrix product and nothing else.
# 2. Which order fits? Write down (n,) and (n, m), and put the two n next to each other.

# %% [markdown] lang="en"
# ## 11. The output layer: what is the question?
#
# Hidden layers use the sigmoid or ReLU. The last layer's activation depends on what you want to know:
#
# | kind | example | output activation |
# |---|---|---|
# | **regression**: how much? | a person's weight in kg from a photo | identity: pass the sum on unchanged |
# | **classification**: which one? | is this a cat, a dog or a bird? | softmax (below): a probability for each class |
#
# For regression the answer may be any number, 57.3 as well as -12. A sigmoid there could never say more than 1. So
# the output layer does nothing to its sums: `identity(57.3)` is 57.3.
#
# A function that does nothing looks silly. It is there for uniformity: every layer is then "sum, then activation", and
# you can see at a glance, and change in one place, what the output layer does.
#
# **Your turn.** Give back what you get, whatever its shape.


# %% exercise="identity_function" points=1 show="curve"
def identity_function(x):
    """x itself: the output activation for regression.

    Args:
        x: array of any shape.
    Returns:
        The same values in the same shape.
    """
    ### BEGIN SOLUTION
    # Nothing to do, and that is the point: every layer is "sum, then activation".
    return x
    ### END SOLUTION


# %% [markdown] hints="identity_function" lang="en"
# 1. Nothing happens to x.
# 2. But the function must still hand it back: that takes one word more than its name.

# %% [markdown] lang="en"
# ## 12. A network of three layers: the weights
#
# Here is the network you are going to build: 2 inputs, 3 neurons in the first hidden layer, 2 in the second,
# 2 outputs. Layers are counted by their weights, so this is a three-layer network; the input is "layer 0".
#
# ![Four columns of circles: 2 inputs, 3 neurons, 2 neurons, 2 outputs. Below the arrows between them: W1 (2, 3) and b1 (3,), W2 (3, 2) and b2 (2,), W3 (2, 2) and b3 (2,).](figures/network.svg)
#
# Names first. A number in brackets, up high, says which layer something belongs to, and a weight has two small
# numbers below, *where it goes to* before *where it comes from*:
#
# ```text
#   (1)
# w      weight of layer 1: to its neuron 1, from neuron 2 of the layer before
#   1 2
#
#   (1)
# b      bias of layer 1, neuron 1 (it comes from nowhere: one number will do)
#   1
# ```
#
# The first neuron of layer 1 then adds up to
#
# ```math
# a_1^{(1)} = w_{1 1}^{(1)} x_1 + w_{1 2}^{(1)} x_2 + b_1^{(1)}
# ```
# ```text
#   (1)     (1)         (1)         (1)
# a      = w      x1 + w      x2 + b
#   1       1 1         1 2         1
# ```
#
# In code a whole layer's weights are one matrix, `W1`, `W2`, `W3`, and its biases one 1-D array, `b1`, `b2`, `b3`. As
# above, a matrix has one row per neuron it comes *from* and one column per neuron it goes *to*: the weight above stands
# in row 2, column 1 of `W1`. The shapes must fit together like dominoes:
#
# ```text
#   x       W1        W2        W3       output
#  (2,)   (2, 3)    (3, 2)    (2, 2)     (2,)
#         b1 (3,)   b2 (2,)   b3 (2,)
# ```
#
# Real networks learn these numbers. Today we type them in:
#
# | layer | weights, row by row | biases |
# |---|---|---|
# | 1 | first row 0.1, 0.3, 0.5; second row 0.2, 0.4, 0.6 | 0.1, 0.2, 0.3 |
# | 2 | first row 0.1, 0.4; second row 0.2, 0.5; third row 0.3, 0.6 | 0.1, 0.2 |
# | 3 | first row 0.1, 0.3; second row 0.2, 0.4 | 0.1, 0.2 |
#
# Keep them in a dictionary, a collection that finds values by name:
#
# ```python
# prices = {"tea": 2.5, "cake": 4.0}
# prices["soup"] = 6.5                # add one more
# prices["tea"]                       # 2.5
# ```
#
# Capital and small letters are different names in Python: the weights are `W1`, the biases `b1`. And a decimal comma
# is a trap: in a list, `0,5` is not one half but two numbers, 0 and 5.
#
# **Your turn.** Return a dictionary with the six names and the numbers of the table.


# %% exercise="init_network" points=4
def init_network():
    """The weights and biases of the three-layer network in the table above.

    Returns:
        Dict of float arrays: "W1" (2, 3), "b1" (3,), "W2" (3, 2), "b2" (2,), "W3" (2, 2), "b3" (2,).
    """
    ### BEGIN SOLUTION
    # One row per neuron a weight comes from, one column per neuron it goes to.
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }
    ### END SOLUTION


# %% [markdown] hints="init_network" lang="en"
# 1. A dictionary with six entries. Write the names exactly as in the text: capital W, small b.
# 2. A weight is an array with two axes: a list of rows, and each row a list. A bias has one axis: one list.
# 3. Compare each shape with the line of dominoes: W1 is (2, 3), so it has two rows of three numbers.
# 4. Read the numbers once more against the table, point by point: a comma where a point should be makes two numbers
#    of one.

# %% [markdown] lang="en"
# ## 13. A network of three layers: the signal
#
# Now let a signal flow **forward**, from the input to the output. Each layer does the same two things with the output
# z of the layer before it (for the first layer, z is the input x):
#
# ```math
# \begin{aligned} A &= z \cdot W + b && \text{the sums: a matrix product, then one bias per neuron} \\
# z &= h(A) && \text{h: sigmoid in layers 1 and 2, identity in layer 3} \end{aligned}
# ```
# ```text
# sum         A = z · W + b    a matrix product, then one bias per neuron
# activation  z = h(A)         h: sigmoid in layers 1 and 2, identity in layer 3
# ```
#
# Follow x = [1.0, 0.5] through the first layer:
#
# ```text
# neuron 1     1.0*0.1 + 0.5*0.2 + 0.1  =  0.3         sigmoid(0.3)  =  0.574
# neuron 2     1.0*0.3 + 0.5*0.4 + 0.2  =  0.7         sigmoid(0.7)  =  0.668
# neuron 3     1.0*0.5 + 0.5*0.6 + 0.3  =  1.1         sigmoid(1.1)  =  0.750
# ```
#
# Here is that layer as arrays. Ask for the shape of each part, then send another sample through:

# %% experiment=true
sample = np.array([1.0, 0.5])
sums = sample @ np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]) + np.array([0.1, 0.2, 0.3])
sums, 1 / (1 + np.exp(-sums))

# %% [markdown] lang="en"
# These three numbers enter layer 2, and so on. In the end you should get about [0.317, 0.696]. If you do not, print
# the values after each layer and compare: the first layer that differs has the mistake.
#
# Take the weights from the `network` you are given. `forward` should work for *any* network of three layers, with more
# neurons or other numbers too: then the same function will serve a network that has learned its weights.
#
# ## 14. Batches
#
# Predicting for one sample at a time is slow. It is better to stack N samples as the rows of a matrix and send them
# through together: a **batch**. Look at the shapes, for one sample and for a hundred:
#
# ```text
#      x        W1        W2        W3         output
#     (2,)    (2, 3)    (3, 2)    (2, 2)        (2,)
#  (100, 2)   (2, 3)    (3, 2)    (2, 2)      (100, 2)
# ```
#
# The inner numbers agree in both lines, so a product that works for one sample works for a batch: row i of the result
# belongs to sample i. The biases, one per column, are added to every row by broadcasting. The same goes for real
# tasks: 100 images of 784 pixels each, (100, 784), become 100 rows of 10 scores. NumPy handles one large product much
# faster than many small ones. Your `forward` should take both kinds of x; if you write it with matrix products, you
# need not do anything special.
#
# **Your turn.** Send `x` through the three layers of `network` and return what the output layer gives, for one sample
# and for a batch. The network may have other numbers and other sizes than the one above. Take each array by its name:
# a dictionary may hold them in any order, and other things beside them.


# %% exercise="forward" points=6 uses="sigmoid identity_function" show="layers"
def forward(network, x):
    """Send x through a network of three layers: sigmoid, sigmoid, identity.

    Args:
        network: dict with "W1", "b1", "W2", "b2", "W3", "b3" of any shapes that fit together.
        x: one sample, shape (n,), or a batch of N samples, shape (N, n); n = 2 for the network above.
    Returns:
        The output layer's values, shape (m,) or (N, m); m = 2 for the network above.
    """
    ### BEGIN SOLUTION
    # A batch needs nothing special: rows stay rows in every product, and biases are broadcast to each row.
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return identity_function(np.dot(z2, network["W3"]) + network["b3"])
    ### END SOLUTION


# %% [markdown] hints="forward" lang="en"
# 1. Take the first layer alone: one product, one addition, one activation. Compare with the three numbers in the
#    text.
# 2. Each layer is that same line, with the next weights, and with the result of the layer before in place of x.
# 3. In a product the signal comes first and the weights second: (n,) or (N, n) times (n, m). The bias is added after
#    the product, before the activation.
# 4. The last layer has no sigmoid: its activation gives back what it gets. And no number is typed in: all come from
#    `network`.

# %% [markdown] lang="en"
# ## 15. Softmax, step 1: the formula
#
# A classifier has **one output neuron per class**: ten for recognising the digits 0 to 9, and the neuron with the
# highest score wins. The output layer's sums, the *scores*, can be any numbers. Softmax turns them into
# probabilities: raise e to the power of each score, then divide by the total.
#
# ```math
# y_k = \frac{\exp(a_k)}{\sum_{i=1}^{n} \exp(a_i)}
# ```
# ```text
#              exp(a_k)
# y_k = ─────────────────────────    k is one class; below, the sum over all n
#        exp(a_1) + … + exp(a_n)
# ```
#
# An example with the scores 1, 2 and 3:
#
# ```text
# scores a           1        2        3
# exp(a)           2.718    7.389   20.086      total 30.193
# probabilities    0.090    0.245    0.665      total 1
# ```
#
# Change one score, and see which of the numbers change with it:

# %% experiment=true
scores = np.array([1.0, 2.0, 3.0])
np.exp(scores), np.sum(np.exp(scores)), np.exp(scores) / 30.193

# %% [markdown] lang="en"
# What you can rely on:
#
# - each output lies between 0 and 1, and together they sum to 1, so "class 3 with a probability of 67 %" makes sense;
# - each output depends on *all* the scores, unlike every activation above, because the total does;
# - the order stays: the highest score has the highest probability. So if you only want the winner, you can leave
#   softmax out and save the work. It earns its keep in chapter 4, when the network learns.
#
# You write softmax in three steps, as three functions. Each may call the one before it.
#
# **Your turn.** Write the formula for one sample with any number of scores, none of them larger than 10. Nothing else
# matters yet.


# %% exercise="simple_softmax" points=2 show="bars"
def simple_softmax(a):
    """Probabilities from the scores of one sample, as long as the scores are small.

    Args:
        a: scores, shape (n,), each between -10 and 10.
    Returns:
        Probabilities, shape (n,); they sum to 1.
    """
    ### BEGIN SOLUTION
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)
    ### END SOLUTION


# %% [markdown] hints="simple_softmax" lang="en"
# 1. Two lines: first the exponential of every score, then each of them divided by the total.
# 2. NumPy's `exp` takes the whole array. Which function makes one number out of an array by adding up?
# 3. The total is that of the exponentials, not that of the scores.

# %% [markdown] lang="en"
# ## 16. Softmax, step 2: big numbers
#
# The formula is right, but a computer's numbers end at about 10 to the power of 308. `np.exp(10)` is 22026,
# `np.exp(100)` has 44 digits, and `np.exp(1000)` is `inf`: it *overflows*. Then `inf / inf` is `nan`, "not a number",
# and the result is useless. At the other end `np.exp(-1000)` is 0, and if all are 0 you divide 0 by 0.
#
# Make the last number larger until NumPy gives up, and the first one smaller until nothing is left of it:

# %% experiment=true
np.exp(np.array([-700.0, 0.0, 100.0, 700.0]))

# %% [markdown] lang="en"
# The way out is a small piece of algebra. Add the same number c to every score: each exp(a_k + c) is exp(a_k) times
# exp(c). That factor stands above the line and in every term below it, so it cancels. Scores 1, 2, 3 and scores 101,
# 102, 103 have the same probabilities! You are free to choose a c that suits the scores at hand. Which choice makes
# sure that no exponent is ever above 0, so that nothing can overflow, while at least one exponent is exactly 0, so
# that the total is never 0?
#
# **Your turn.** Return the probabilities of one sample again, now right for scores of 1000 and of -1000, too. Small
# scores give what they gave before.


# %% exercise="stable_softmax" points=2 uses="simple_softmax" show="bars"
def stable_softmax(a):
    """Probabilities from the scores of one sample; right for scores as large as 1000 and as low as -1000.

    Args:
        a: scores, shape (n,).
    Returns:
        Probabilities, shape (n,); they sum to 1.
    """
    ### BEGIN SOLUTION
    # Softmax is unchanged by subtracting a constant, and exp(0) cannot overflow.
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a)
    ### END SOLUTION


# %% [markdown] hints="stable_softmax" lang="en"
# 1. Subtract the same number from every score first, then go on as before.
# 2. Which of the scores must it be, so that the largest exponent becomes exactly 0?
# 3. `np.max` finds the largest element of an array. Subtract inside `exp`, not outside.

# %% [markdown] lang="en"
# ## 17. Softmax, step 3: batches
#
# As with `forward`, the scores may come as a batch: N rows, one per sample. Each row is a sample of its own, with its
# own largest score and its own total, so **each row** must sum to 1. Tell NumPy in which direction to add up:
#
# ```python
# M = np.array([[1, 2, 3], [10, 20, 30]])
# np.sum(M)                          # 66: everything
# np.sum(M, axis=0)                  # [11, 22, 33]: down each column
# np.sum(M, axis=-1)                 # [6, 60]: one number per row
# np.sum(M, axis=-1, keepdims=True)  # [[6], [60]]: the same, as a column
# ```
#
# `np.max` takes the same two arguments. Leave one of them out, or the other, and look at the shapes:

# %% experiment=true
table = np.array([[1, 2, 3], [10, 20, 30]])
np.max(table), np.max(table, axis=-1), np.max(table, axis=-1, keepdims=True)

# %% [markdown] lang="en"
# "Last axis" is a handy direction: for a matrix it runs along each row, and for a 1-D array along the only axis there
# is.
#
# **Your turn.** Return the probabilities of every row of a batch, also when the scores of one row are near 1000 and
# those of another near -1000. A single sample, shape (n,), must work as before.


# %% exercise="softmax" points=3 uses="stable_softmax simple_softmax" show="bars"
def softmax(a):
    """Probabilities from scores; right for scores as large as 1000 and as low as -1000.

    Args:
        a: scores, shape (n,) for one sample or (N, n) for a batch.
    Returns:
        Probabilities, same shape; each sample's sum to 1.
    """
    ### BEGIN SOLUTION
    # The shift and the total belong to each sample: along the last axis, in a sample and in a batch.
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)
    ### END SOLUTION


# %% [markdown] hints="softmax" lang="en"
# 1. Begin with your `stable_softmax`. For a batch, the largest score and the total belong to each row.
# 2. Tell both functions which axis to go along: the last.
# 3. Per row you now have N numbers, shape (N,), and they must stand beside the rows, as (N, 1). The last line of the
#    example in the text shows which argument does that.

# %% [markdown] lang="en"
# ## What you have now
#
# You have built everything a trained network needs to make predictions: activation functions, layers as matrix
# products, an output layer that suits the question, and batches. Running data through fixed weights like this is
# called **inference**. The other half of the story, finding good weights from examples, is **learning**, and it
# starts in chapter 4 with the very functions you wrote here. It needs three things: a **model** with numbers to set
# (you have built it), a **measure** of how wrong its answers are, and a **method** that changes the numbers so that they
# become less wrong.
#
# | English | 中文 | 日本語 |
# |---|---|---|
# | neural network | 神经网络 | ニューラルネットワーク |
# | input layer, output layer | 输入层、输出层 | 入力層、出力層 |
# | hidden layer | 隐藏层（中间层） | 隠れ層（中間層） |
# | activation function | 激活函数 | 活性化関数 |
# | step function | 阶跃函数 | ステップ関数 |
# | sigmoid | sigmoid 函数 | シグモイド関数 |
# | ReLU | ReLU 函数 | ReLU関数 |
# | matrix product | 矩阵乘积 | 行列の積 |
# | identity function | 恒等函数 | 恒等関数 |
# | softmax | softmax 函数 | ソフトマックス関数 |
# | overflow | 溢出 | オーバーフロー |
# | regression, classification | 回归、分类 | 回帰、分類 |
# | class, probability | 类别、概率 | クラス、確率 |
# | batch | 批（批处理） | バッチ |
# | inference, learning | 推理、学习 | 推論、学習 |
