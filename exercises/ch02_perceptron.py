# %% [markdown]
# # Chapter 2: Perceptrons and logic gates
#
# The **perceptron**, described by Frank Rosenblatt in 1957, is the ancestor of today's neural networks: several signals
# go in, one decision comes out, 1 ("yes") or 0 ("no"). In this chapter you build it, set its numbers by hand so that
# it acts as different logic gates, meet something that it cannot do, and get past that by stacking a second layer.
# That last step is where the "deep" in deep learning begins.

# %%
import numpy as np


# %% [markdown]
# ## 1. The perceptron: a weighted vote
#
# Shall I take an umbrella? Three advisers answer 1 (yes) or 0 (no): the forecast, the sky, and my neighbour. I do not
# trust them equally, so each voice has a **weight**. Weighted voices are added up, and I take the umbrella when the
# sum exceeds a **threshold**, written θ (theta):
#
# ```text
#          1  if  w1*x1 + w2*x2 + w3*x3  >  θ
#     y =
#          0  otherwise
# ```
#
# Say the weights are 0.6, 0.5 and 0.1, and θ = 0.8.
#
# | forecast | sky | neighbour | weighted sum | more than 0.8? | y |
# |---|---|---|---|---|---|
# | 1 | 0 | 1 | 0.6 + 0.1 = 0.7 | no | 0 |
# | 1 | 1 | 0 | 0.6 + 0.5 = 1.1 | yes | 1 |
#
# **A weight says how much its input counts**: with a large one, that input alone nearly decides; with 0 it is ignored;
# with a negative one it argues *against*.
#
# Run this for the second line of the table. Then change θ, a weight or a vote, and look again: how large may θ be until
# the umbrella stays at home? `np.sum` adds up all the elements of an array.

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# votes, trust, theta = np.array([1, 1, 0]), np.array([0.6, 0.5, 0.1]), 0.8
# np.sum(trust * votes), np.sum(trust * votes) > theta
# ```

# %% [markdown]
# It is handy to move the threshold to the left-hand side: "sum > θ" is the same as "sum - θ > 0". The number that is
# now added is called the **bias**, b = -θ:
#
# ```text
#          1  if  w1*x1 + w2*x2 + … + b  >  0
#     y =
#          0  otherwise
# ```
#
# With two inputs it is drawn like this. The bias is the weight of an input that is always 1:
#
# [figures/perceptron.svg: Arrows lead from x1, with weight w1, from x2, with weight w2, and from a constant 1, with
# weight b, to the neuron y.]
#
# **A bias says how ready the perceptron is to fire**, whatever the inputs are. With b = -0.8 the votes must bring in
# more than 0.8; with b = -0.1 a whisper will do; with b = +1 it fires on no votes at all, unless something argues
# against it. In the first line of the table: 0.6 + 0.1 - 0.8 = -0.1, not above zero, so y = 0.
#
# With arrays there is no need to write out each term. If `x` and `w` both have shape (n,), their element-by-element
# product `w * x` has it too, and what is wanted is the *sum* of that, with `np.sum`: one number, however many inputs
# there are.
#
# **Your turn.** Write the perceptron for any number of inputs. Return a single number, 1 or 0. Exactly 0 is not above 0:
# the answer there is 0. (`np` is NumPy; SciPy is not there.)

# %% perceptron (4 points)
def perceptron(x, w, b):
    """1 if the weighted sum of the inputs plus the bias is greater than 0, else 0.

    Args:
        x: inputs, shape (n,).
        w: weights, shape (n,).
        b: bias, a float.
    Returns:
        1 or 0, a single number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 2. A gate is a perceptron with fitting numbers
#
# A **logic gate** takes two signals, each 0 or 1, and answers 0 or 1. Its **truth table** lists the answer for all four
# cases. To turn a perceptron into a gate, find a w1, w2 and b that give the right answer in every row.
#
# Here is one worked out, a gate you are *not* asked for: "the first, but not the second". Write the sum
# `w1*x1 + w2*x2 + b` for each row, and beside it what it has to be:
#
# | x1 | x2 | y | the sum is | so it must be |
# |---|---|---|---|---|
# | 0 | 0 | 0 | b | at most 0 |
# | 1 | 0 | 1 | w1 + b | above 0 |
# | 0 | 1 | 0 | w2 + b | at most 0 |
# | 1 | 1 | 0 | w1 + w2 + b | at most 0 |
#
# Try b = -0.5: the first row is content. Then w1 = 1 gives 0.5 in the second, which is above 0. For the last row w2
# must pull that down again: w2 = -1 gives -0.5, and the third row has -1.5. All four rows hold, so (w1, w2, b) =
# (1, -1, -0.5) is a solution. So are (2, -3, -1) and endlessly many others: there is never just one right answer.
#
# Here are its four sums. Change the numbers in the first line until the gate answers 1 for (0, 1) alone:

# %% [markdown]
# Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look.
#
# ```python
# w1, w2, bias = 1, -1, -0.5
# [(p, q, w1 * p + w2 * q + bias, w1 * p + w2 * q + bias > 0) for p in (0, 1) for q in (0, 1)]
# ```

# %% [markdown]
# Note who did the work here: *we* looked at the table and chose the numbers. To let the machine find them from examples
# is what later chapters call learning.
#
# ### AND
#
# AND answers 1 only when *both* inputs are 1.
#
# | x1 | x2 | AND |
# |---|---|---|
# | 0 | 0 | 0 |
# | 1 | 0 | 0 |
# | 0 | 1 | 0 |
# | 1 | 1 | 1 |
#
# One vote must not be enough, two must be. Write down the four sums, and choose numbers that fit.
#
# **Your turn.** Return what AND answers in each of the four rows: 0 or 1, a single number. You may call your
# `perceptron` on the two inputs (it takes arrays, so put them into one), or write the sum out with a threshold: either
# is fine. The inputs may come as ints or as floats. A gate that is wrong in one row is another gate, so all four must
# be right.

# %% AND (4 points)
def AND(x1, x2):
    """The AND gate: 1 when both inputs are 1, else 0.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ### NAND
#
# NAND is "not AND": every answer of AND is turned round. It says 1 unless both inputs are 1.
#
# | x1 | x2 | NAND |
# |---|---|---|
# | 0 | 0 | 1 |
# | 1 | 0 | 1 |
# | 0 | 1 | 1 |
# | 1 | 1 | 0 |
#
# The machine stays the same; only the numbers change. Look at the first row: with no input at all the answer is
# already 1. What does that say about the sign of b? And if both inputs together are to silence it, what does that say
# about the signs of w1 and w2? A second way to see it: what becomes of a sum when you flip the sign of every number in
# it?
#
# **Your turn.** Return what NAND answers in each of the four rows, 0 or 1, for ints and for floats.

# %% NAND (4 points)
def NAND(x1, x2):
    """The NAND gate: 0 when both inputs are 1, else 1.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ### OR
#
# OR answers 1 as soon as *at least one* input is 1.
#
# | x1 | x2 | OR |
# |---|---|---|
# | 0 | 0 | 0 |
# | 1 | 0 | 1 |
# | 0 | 1 | 1 |
# | 1 | 1 | 1 |
#
# Compared with AND, a single vote must now suffice. So the machine must be easier to set off, yet still keep quiet when
# nobody votes. Which of the three numbers is it that says how easily it fires?
#
# AND, NAND and OR are one and the same function with three different triples of numbers. That is the point of the
# whole idea: the *structure* is fixed, and what it does is decided by its parameters.
#
# **Your turn.** Return what OR answers in each of the four rows, 0 or 1, for ints and for floats.

# %% OR (4 points)
def OR(x1, x2):
    """The OR gate: 1 when at least one input is 1, else 0.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## 3. What one perceptron cannot do
#
# XOR, the "exclusive or", answers 1 when *exactly one* input is 1.
#
# | x1 | x2 | XOR | a perceptron's sum is | so it must be |
# |---|---|---|---|---|
# | 0 | 0 | 0 | b | at most 0 |
# | 1 | 0 | 1 | w1 + b | above 0 |
# | 0 | 1 | 1 | w2 + b | above 0 |
# | 1 | 1 | 0 | w1 + w2 + b | at most 0 |
#
# Look for fitting numbers as long as you like: there are none. Add up the two middle rows: w1 + w2 + 2b is above 0.
# Add up the first and the last: w1 + w2 + 2b is at most 0. It cannot be both.
#
# A picture says the same. Mark the four inputs as corners of a square. The points where `w1*x1 + w2*x2 + b` is exactly 0
# form a straight line; the perceptron answers 1 on one side of it and 0 on the other.
#
# [figures/gates.svg: The four inputs as corners of a square, for AND, NAND and OR. In each, a straight line has all
# 1s on one side, all 0s on the other.]
#
# ```text
#          OR                      XOR
#   x2                      x2
#    1   1      1            1   1      0
#
#    0   0      1            0   0      1
#        0      1  x1            0      1  x1
# ```
#
# For OR, one straight cut separates the 0 from the three 1s. For XOR the equal answers sit in opposite corners, and no
# straight line has both 1s on one side and both 0s on the other. One says that OR is **linearly separable** and XOR is
# not. A bent border would do it; a single perceptron only has straight ones.
#
# ## 4. Two layers
#
# The way out is to let perceptrons feed a perceptron. In a first layer two gates look at the inputs, and a third gate
# in a second layer looks at nothing but their two answers:
#
# ```text
#   x1 ──┬──► NAND ── s1 ──┐
#        │                 ├──► ? ── y
#   x2 ──┴──► OR ──── s2 ──┘
# ```
#
# (Both gates of the first layer get both inputs.)
#
# | x1 | x2 | s1 = NAND | s2 = OR | wanted: y |
# |---|---|---|---|---|
# | 0 | 0 | 1 | 0 | 0 |
# | 1 | 0 | 1 | 1 | 1 |
# | 0 | 1 | 1 | 1 | 1 |
# | 1 | 1 | 0 | 1 | 0 |
#
# Read the last three columns by themselves. In words: s1 says "not both", s2 says "at least one", and y is to say
# "exactly one". One of the gates you have already written turns s1 and s2 into y in every row. Two straight cuts,
# combined, make the border that one could not.
#
# A single perceptron is called a **simple** (or naive) **perceptron**; one with layers is a **multi-layer perceptron**.
# More layers can express more: in principle a whole computer can be put together from NAND gates alone.
#
# **Your turn.** Build XOR out of your gates, in two layers, for ints and for floats. (Any other way that gives the right
# values in all four rows counts as well.)

# %% XOR (4 points)
def XOR(x1, x2):
    """The XOR gate: 1 when exactly one input is 1, else 0.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## What you have now
#
# - A perceptron adds up weighted inputs and a bias, and answers 1 if the result is above 0.
# - Weights say how much an input counts, the bias how easily the perceptron fires.
# - One perceptron draws one straight border; layers of them get past that.
#
# | English | 中文 | 日本語 |
# |---|---|---|
# | perceptron | 感知机 | パーセプトロン |
# | input, output | 输入、输出 | 入力、出力 |
# | weight | 权重 | 重み |
# | bias | 偏置 | バイアス |
# | threshold | 阈值 | 閾値 |
# | neuron fires | 神经元被激活 | ニューロンが発火する |
# | logic gate | 逻辑门（逻辑电路） | 論理ゲート（論理回路） |
# | truth table | 真值表 | 真理値表 |
# | linear, nonlinear | 线性、非线性 | 線形、非線形 |
# | simple (naive) perceptron | 朴素感知机 | 単純パーセプトロン |
# | multi-layer perceptron | 多层感知机 | 多層パーセプトロン |
# | learning | 学习 | 学習 |
#
# Two things are still unsatisfying: the answer jumps from 0 to 1 with nothing in between, and the numbers had to be
# found by hand. The next chapter replaces the jump by something smoother, and with it the perceptron becomes a neuron.

# %%
if __name__ == "__main__":
    print("This file holds your functions. To check them: autograder check ch02_perceptron.py")
