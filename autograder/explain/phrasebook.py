"""What errors mean, in words for a beginner: one phrase for each kind of mistake that readers of the book make.

A sentence says what happened and what to try, and blames nobody. Python and NumPy word the same error differently from version to
version, so the patterns match what the versions have in common. The first phrase that fits is the one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Pool(Enum):
    """Where the name that was meant may be found."""

    NUMPY = "the names of NumPy"
    ARRAY = "what an array has"
    FILE = "what the submission defines"
    KEYS = "the keys of the dicts that were handed in"


@dataclass(frozen=True)
class Phrase:
    """The meaning of one kind of error.

    Attributes:
        errors: names of the exception types, without their module.
        text: what the exception's text holds; named groups fill `sentence`.
        sentence: for the student, of a file that is loading or of a visible check.
        closed: the same for a hidden check, with nothing filled in; "" says nothing there. The fewer of them a type has, the less can
            be told by choosing one.
        pool: where to look for a name like the group `name`.
        near: what is added when one is found: it fills `near`.
    """

    errors: tuple[str, ...]
    text: re.Pattern[str]
    sentence: str
    closed: str = ""
    pool: Pool | None = None
    near: str = " Is it `{near}` that was meant?"


def _phrase(errors: str, text: str, sentence: str, closed: str = "", **more: object) -> Phrase:
    return Phrase(tuple(errors.split()), re.compile(text), sentence, closed, **more)  # type: ignore[arg-type]


# --- closed sentences that several phrases share -----------------------------------------------------------------------

OLD_NAME = "Names such as `np.int` are gone from NumPy; Python's own `int`, `float` and `bool` do the same."
NO_ATTRIBUTE = "Something was asked for that is not there: check the names after the dots, letter by letter."
PLAIN_NUMBER = "Only arrays have attributes such as `astype` or `shape`; here one is asked of a plain number or a list."
NOTHING = "One of the values is None, which is what a function gives that ends without `return`."
ONE_ANSWER = "`if`, `and`, `or` and `max` need one yes or no, but a comparison of arrays gives one answer per element."
SHAPES = "The shapes of two arrays do not fit together; print the `shape` of each, and check their order."
UNPACKED = "The number of names in front of `=` is not the number of values behind it."
RAGGED = "These numbers do not make an array: a row holds more of them than another, or a list where a number belongs."
DTYPE = "`np.array` takes all its numbers in one list; a second argument is taken for the dtype."
ARGUMENTS = "A function was called with another number of arguments than it takes."
ONE_NUMBER = "`int`, `float` and the functions of `math` take one number, not an array; NumPy has its own for arrays."
LISTS = "A list or a text does not calculate as numbers and arrays do. `np.array(…)` makes an array of a list."
WHOLE_NUMBER = "An array or a decimal number stands where a whole number belongs: an axis, an index, or an element of an array of ints."
NOT_THAT_KIND = "A value is used as something that it is not: `()` calls a function, `[]` takes an element."
OUTSIDE = "An index is too large; counting starts at 0, so the last of n elements has index n - 1."
INDICES = "An array was indexed in a way that it does not have, such as two indices for one axis."
NO_AXIS = "The array has fewer axes than the `axis` asks for: a 1-D array has axis 0 only, which is also its axis -1."
NO_KEY = "The dict has no such key; keys must be the same letter by letter, capital letters included."
NOT_DEFINED = "A name is used that is not defined: check its spelling, and that its import or assignment stands above."
NO_FILE = "A file is opened that is not here; no exercise needs one."
NO_MODULE = "A module is imported that is not here; the exercises need NumPy and Matplotlib only."
NOT_STARTED = "It calls a function that still raises NotImplementedError, a stub that is not started yet."


CALLS = (
    # AttributeError
    _phrase(
        "AttributeError",
        r"module 'numpy' has no attribute '(?P<name>int|float|bool|str|object|complex)'",
        "`np.{name}` is gone from NumPy; write `{name}` instead, without `np.`.",
        OLD_NAME,
    ),
    _phrase(
        "AttributeError",
        r"`(?P<name>np\.\w+)` was removed in .* Use `(?P<new>[\w.]+)`",
        "`{name}` is gone from NumPy; write `{new}` instead.",
        OLD_NAME,
    ),
    _phrase(
        "AttributeError",
        r"module 'numpy' has no attribute '(?P<name>\w+)'",
        "NumPy has no `{name}`.",
        NO_ATTRIBUTE,
        pool=Pool.NUMPY,
        near=" Is it `np.{near}` that was meant?",
    ),
    _phrase(
        "AttributeError",
        r"module 'matplotlib' has no attribute '(?P<name>\w+)'",
        "`{name}` is part of `matplotlib.pyplot`; import it with `import matplotlib.pyplot as plt`.",
        NO_ATTRIBUTE,
    ),
    _phrase(
        "AttributeError",
        r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
        "The module `{module}` has no `{name}`; check its spelling.",
        NO_ATTRIBUTE,
    ),
    _phrase(
        "AttributeError",
        r"'(?P<type>bool|int|float)' object has no attribute 'astype'",
        "`.astype` is asked of a plain {type}, but only arrays have it: `int(…)` converts a single number.",
        PLAIN_NUMBER,
    ),
    _phrase(
        "AttributeError",
        r"'(?P<type>bool|int|float)' object has no attribute '(?P<name>\w+)'",
        "`.{name}` is asked of a plain {type}, but only arrays have it. `np.array(…)` makes an array, also of one number.",
        PLAIN_NUMBER,
    ),
    _phrase(
        "AttributeError",
        r"'(?P<type>list|tuple)' object has no attribute '(?P<name>ndim|shape|size|dtype|T|astype|dot|reshape|sum|max|min)'",
        "`.{name}` is asked of a {type}, but only arrays have it. `np.array(…)` makes an array of a {type}.",
        PLAIN_NUMBER,
    ),
    _phrase(
        "AttributeError",
        r"'NoneType' object has no attribute '(?P<name>\w+)'",
        "`.{name}` is asked of None, which is what a function gives that ends without `return`.",
        NOTHING,
    ),
    _phrase(
        "AttributeError",
        r"'numpy\.ndarray' object has no attribute '(?P<name>\w+)'",
        "An array has no `.{name}`.",
        NO_ATTRIBUTE,
        pool=Pool.ARRAY,
        near=" Is it `.{near}` that was meant?",
    ),
    _phrase(
        "AttributeError",
        r"'(?P<type>\w+)' object has no attribute '(?P<name>\w+)'",
        "`.{name}` is asked of a value of type {type}, which does not have it.",
        NO_ATTRIBUTE,
    ),
    # ValueError
    _phrase(
        "ValueError",
        r"truth value of an? (empty )?array",
        "`if`, `and`, `or` and `max` need one yes or no, but a comparison of arrays gives one answer per element. "
        "Keep the whole array of answers, or first make one number of it, with `np.sum` say.",
        ONE_ANSWER,
    ),
    _phrase(
        "ValueError",
        r"too many values to unpack \(expected (?P<names>\d+)",
        "There are {names} names in front of `=`, but more values than that behind it.",
        UNPACKED,
    ),
    _phrase(
        "ValueError",
        r"not enough values to unpack \(expected (?P<names>\d+), got (?P<values>\d+)\)",
        "There are {names} names in front of `=`, but the number of values behind it is {values}.",
        UNPACKED,
    ),
    _phrase(
        "ValueError",
        r"could not be broadcast together with (remapped )?shapes (?P<one>\([\d,]*\)) (?P<other>\([\d,]*\))",
        "Arrays of shapes {one} and {other} cannot be combined element by element; print the `shape` of each.",
        SHAPES,
    ),
    _phrase(
        "ValueError",
        r"shapes (?P<one>\([\d,]*\)) and (?P<other>\([\d,]*\)) not aligned",
        "A matrix product of shapes {one} and {other} does not exist: the last size of the first must equal the size of "
        "the second that it meets. Are the two in the right order?",
        SHAPES,
    ),
    _phrase(
        "ValueError",
        r"matmul: Input operand|does not have enough dimensions",
        "The shapes of the two factors of a matrix product do not fit: the last size of the first must equal the size "
        "of the second that it meets. Are the two in the right order?",
        SHAPES,
    ),
    _phrase(
        "ValueError",
        r"x and y must have same first dimension, but have shapes (?P<one>\([\d,]*\)) and (?P<other>\([\d,]*\))",
        "The x and y of a plot must have the same number of points, but their shapes are {one} and {other}.",
        SHAPES,
    ),
    _phrase(
        "ValueError",
        r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\([\w,]*\))",
        "{size} elements cannot be arranged in the shape {shape}: the sizes of a shape multiply to the number of elements.",
        SHAPES,
    ),
    _phrase(
        "ValueError",
        r"inhomogeneous shape",
        "The rows of an array must all be equally long. Is a number missing, or a comma (`0,4`) where a point (`0.4`) belongs?",
        RAGGED,
    ),
    _phrase(
        "ValueError",
        r"setting an array element with a sequence",
        "A list or an array is put where one number belongs.",
        RAGGED,
    ),
    _phrase("ValueError", r"math domain error", "This function of `math` has no value for that number."),
    # TypeError
    _phrase(
        "TypeError",
        r"^(?P<name>[\w.<>]+)\(\) missing (?P<count>\d+) required positional arguments?: (?P<names>.+)$",
        "`{name}` was called without its argument {names}.",
        ARGUMENTS,
    ),
    _phrase(
        "TypeError",
        r"^(?P<name>[\w.<>]+)\(\) takes (?P<takes>[\w ]+?) positional arguments? but (?P<given>\d+) (was|were) given",
        "`{name}` was called with {given} arguments, but it takes {takes}.",
        ARGUMENTS,
    ),
    _phrase(
        "TypeError",
        r"got an unexpected keyword argument '(?P<name>\w+)'",
        "There is no argument called `{name}` here; check its spelling.",
        ARGUMENTS,
    ),
    _phrase(
        "TypeError",
        r"Cannot interpret '(?P<value>[^']*)' as a data type|Field elements must be",
        "`np.array` takes all its numbers in one list, as in `np.array([a, b])`; a second argument is taken for the dtype.",
        DTYPE,
    ),
    _phrase(
        "TypeError",
        r"NoneType",
        "One of the values is None, which is what a function gives that ends without `return`.",
        NOTHING,
    ),
    _phrase(
        "TypeError",
        r"arrays can be converted to Python scalars",
        "`int`, `float` and the functions of `math` take one number, not an array. NumPy's own functions, such as "
        "`np.exp`, and the array's method `astype` take every element at once.",
        ONE_NUMBER,
    ),
    _phrase(
        "TypeError",
        r"only integer scalar arrays can be converted to a scalar index",
        "An array stands where one whole number belongs. The second argument of `np.max`, say, is an axis: to compare two "
        "things element by element there is `np.maximum`.",
        WHOLE_NUMBER,
    ),
    _phrase(
        "TypeError",
        r"cannot be interpreted as an integer|integers or slices, not float",
        "A decimal number stands where a whole number belongs, such as a size, an index or a step of `range`.",
        WHOLE_NUMBER,
    ),
    _phrase(
        "TypeError",
        r"must be a string or a real number, not|must be real number, not",
        "`float` and the functions of `math` take one number, and here they are given something else.",
        ONE_NUMBER,
    ),
    _phrase(
        "TypeError",
        r"dtype\('<U\d+'\)|not supported for the input types|numpy\.strings\.|concatenate str|(operand|instances).*'str'",
        'There is text where a number belongs: `"0.5"` in quotes is text, `0.5` is a number.',
        LISTS,
    ),
    _phrase(
        "TypeError",
        r"(operand|instances).*'(list|tuple)'|can only concatenate|multiply sequence",
        "A list or a text does not calculate as numbers and arrays do. `np.array(…)` makes an array of a list; a number takes no quotes.",
        LISTS,
    ),
    _phrase(
        "TypeError",
        r"Cannot cast ufunc",
        "Decimal numbers do not fit into an array of whole numbers: `x += …` keeps the dtype of x, `x = x + …` does not.",
        WHOLE_NUMBER,
    ),
    _phrase(
        "TypeError",
        r"'(?P<type>[\w.]+)' object is not callable",
        "Round brackets behind a value call it, but a value of type {type} cannot be called. Is a `*` missing, an element "
        "meant (`[ ]`), or did a variable take the name of a function?",
        NOT_THAT_KIND,
    ),
    _phrase(
        "TypeError",
        r"'(function|builtin_function_or_method|type|method)' object is not subscriptable",
        "Square brackets stand right behind the name of a function: it is called with round ones, as in `np.array([1, 2])`.",
        NOT_THAT_KIND,
    ),
    _phrase(
        "TypeError",
        r"'(?P<type>[\w.]+)' object is not (subscriptable|iterable)|cannot unpack non-iterable (?P<other>\w+) object",
        "A single value is used as if it held several.",
        NOT_THAT_KIND,
    ),
    _phrase(
        "TypeError", r"has no len\(\)|len\(\) of unsized", "A single number has no length; an array has.", NOT_THAT_KIND
    ),
    # the rest
    _phrase(
        "AxisError",
        r"axis (?P<axis>-?\d+) is out of bounds for array of dimension 0",
        "A single number has no axis {axis}. The second argument of `np.max`, say, is an axis: to compare two things "
        "element by element there is `np.maximum`.",
        NO_AXIS,
    ),
    _phrase(
        "AxisError",
        r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<axes>\d+)",
        "There is no axis {axis}: the number of axes of this array is {axes}, and counting starts at 0. Counted from the end, "
        "axis -1 is the last one of every array.",
        NO_AXIS,
    ),
    _phrase(
        "IndexError",
        r"index (?P<index>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<size>\d+)",
        "There is no index {index} where the size is {size}: counting starts at 0, so the last index is the size minus 1.",
        OUTSIDE,
    ),
    _phrase(
        "IndexError",
        r"(?P<type>list|tuple|string)( assignment)? index out of range",
        "The index is too large for this {type}: counting starts at 0, so the last of n elements has index n - 1.",
        OUTSIDE,
    ),
    _phrase(
        "IndexError",
        r"too many indices for array: array is (?P<axes>\d+)-dimensional, but (?P<given>\d+) were indexed",
        "{given} indices are given, but the number of axes of this array is {axes}.",
        INDICES,
    ),
    _phrase("IndexError", r"invalid index to scalar", "A single number is indexed as if it were an array.", INDICES),
    _phrase("IndexError", r"only integers, slices", "An index of an array must be a whole number.", INDICES),
    _phrase(
        "KeyError",
        r"^'(?P<name>[^']*)'$",
        "The dict has no key '{name}'.",
        NO_KEY,
        pool=Pool.KEYS,
        near=" Is it '{near}' that was meant? Capital letters count.",
    ),
    _phrase("KeyError", r"", "The dict has no key {text}.", NO_KEY),
    _phrase(
        "NameError",
        r"name 'np' is not defined",
        "`np` is not defined: `import numpy as np` must stand at the top of the file.",
        NOT_DEFINED,
    ),
    _phrase(
        "NameError",
        r"name 'plt' is not defined",
        "`plt` is not defined: `import matplotlib.pyplot as plt` must stand at the top of the file.",
        NOT_DEFINED,
    ),
    _phrase(
        "NameError",
        r"name '(?P<name>true|false|none)' is not defined",
        "`{name}` is not defined: in Python, True, False and None begin with a capital letter.",
        NOT_DEFINED,
    ),
    _phrase(
        "NameError",
        r"name '(?P<name>math|random|sys|os|pickle|time|numpy|matplotlib)' is not defined",
        "`{name}` is not defined: `import {name}` must stand at the top of the file.",
        NOT_DEFINED,
    ),
    _phrase(
        "NameError",
        r"name '(?P<name>\w+)' is not defined",
        "`{name}` is not defined here.",
        NOT_DEFINED,
        pool=Pool.FILE,
    ),
    _phrase(
        "UnboundLocalError",
        r"local variable '(?P<name>\w+)'",
        "`{name}` has no value yet at this point of the function: it is used before the line that sets it, or that line "
        "was passed over.",
        "A variable is used before the line that sets it, or that line was passed over.",
    ),
    _phrase(
        "RecursionError",
        r"",
        "The function calls itself again and again, without an end. Does it have the name of the function that it wanted to call?",
        "The function calls itself again and again, without an end.",
    ),
    _phrase("ZeroDivisionError", r"", "A number is divided by 0.", "A number is divided by 0."),
    _phrase(
        "OverflowError",
        r"",
        "A number became too large. `math.exp` stops there; `np.exp` goes on with infinity.",
        "A number became too large.",
    ),
    _phrase("LinAlgError", r"", "This matrix cannot be inverted.", "This matrix cannot be inverted."),
    _phrase(
        "MemoryError",
        r"",
        "There is not enough memory for an array of that size.",
        "There is not enough memory for an array of that size.",
    ),
    _phrase(
        "NotImplementedError",
        r"",
        "A function that is not started yet was called: its stub still raises NotImplementedError.",
        NOT_STARTED,
    ),
    _phrase(
        "FileNotFoundError PermissionError",
        r"^(\[Errno \d+\][^']*')?(?P<name>[^']+?)('| not found\.)?$",
        "The file '{name}' is opened, but it is not here; no exercise needs a file.",
        NO_FILE,
    ),
    _phrase(
        "FileNotFoundError PermissionError", r"", "A file is opened that is not here; no exercise needs one.", NO_FILE
    ),
    _phrase(
        "EOFError",
        r"EOF when reading",
        "`input` waits for somebody at the keyboard, and there is nobody: take the values from the arguments.",
        "`input` waits for somebody at the keyboard, and there is nobody: take the values from the arguments.",
    ),
    _phrase(
        "ModuleNotFoundError",
        r"No module named '(?P<name>google|cv2|torch|tensorflow|keras|pandas|sklearn|scipy|PIL)\b",
        "There is no `{name}` here. The exercises need NumPy and Matplotlib only, so this import can go.",
        NO_MODULE,
    ),
    _phrase(
        "ModuleNotFoundError",
        r"No module named '(?P<name>[\w.]+)'",
        "There is no module `{name}` here: only this one file is checked. Put what you need from `{name}` into it.",
        NO_MODULE,
    ),
    _phrase(
        "ImportError",
        r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'",
        "The module `{module}` has no `{name}`; check its spelling.",
        NO_MODULE,
    ),
    _phrase(
        "SystemExit", r"", "`exit` or `quit` ends the program; leave it out.", "`exit` or `quit` ends the program."
    ),
)

# What a parser says; it never comes from a call, so that hidden checks need no words for it.
SYNTAX = (
    _phrase(
        "SyntaxError",
        r"Missing parentheses in call to '(?P<name>print|exec)'",
        "In Python 3 `{name}` is a function and takes brackets: `{name}(…)`.",
    ),
    _phrase(
        "IndentationError",
        r"expected an indented block after (?P<what>.+?) on line (?P<line>\d+)",
        "What belongs to the {what} of line {line} must be indented below it, by four spaces.",
    ),
    _phrase(
        "IndentationError",
        r"unindent does not match",
        "This line is indented neither like the block above nor like any around it: use four spaces for each level.",
    ),
    _phrase(
        "IndentationError",
        r"unexpected indent",
        "This line is indented further than the one above, but nothing there begins a block.",
    ),
    _phrase(
        "IndentationError",
        r"expected an indented block",
        "A line is missing that is indented below a line that ends in `:`.",
    ),
    _phrase("TabError", r"", "Tabs and spaces are mixed at the start of lines: use spaces only, four for each level."),
    _phrase(
        "SyntaxError",
        r"invalid character '(?P<char>[“”‘’„])'",
        "{char} is a curly quote; Python needs the straight ones, \" or '.",
    ),
    _phrase(
        "SyntaxError",
        r"invalid character '(?P<char>[\u3000-\u303f\uff00-\uffef])'",
        "{char} is a full-width character. Switch the keyboard to English and type it again.",
    ),
    _phrase(
        "SyntaxError",
        r"invalid character '(?P<char>.)'",
        "Python does not know the character {char} here; it may have been copied from somewhere. Type it again.",
    ),
    _phrase(
        "SyntaxError",
        r"invalid non-printable character U\+(00A0|3000|200B|FEFF)",
        "There is an invisible space here that is no plain one, as copied from a web page or typed full-width: delete it and "
        "press the space bar.",
    ),
    _phrase(
        "SyntaxError",
        r"'(?P<char>[(\[{])' was never closed",
        "The bracket `{char}` that is opened here is never closed.",
    ),
    _phrase(
        "SyntaxError", r"unmatched '(?P<char>.)'", "The bracket `{char}` closes nothing: none was opened before it."
    ),
    _phrase(
        "SyntaxError",
        r"closing parenthesis '(?P<char>.)' does not match opening parenthesis '(?P<open>.)'",
        "`{char}` cannot close the bracket `{open}`: they must be of one kind.",
    ),
    _phrase(
        "SyntaxError", r"unterminated triple-quoted", "A text that begins with three quotes is never ended by three."
    ),
    _phrase(
        "SyntaxError", r"unterminated string|EOL while scanning", "The quote that ends a text is missing in this line."
    ),
    _phrase("SyntaxError", r"^expected ':'", "A colon `:` is missing at the end of this line."),
    _phrase(
        "SyntaxError",
        r"Maybe you meant '==' (or ':=' )?instead of '='",
        "`=` gives a value to the name in front of it; two values are compared with `==`.",
    ),
    _phrase(
        "SyntaxError",
        r"cannot assign to",
        "What stands in front of `=` cannot be given a value: a name must stand there (and `==` compares).",
    ),
    _phrase("SyntaxError", r"forgot a comma", "A comma seems to be missing between two values."),
    _phrase(
        "SyntaxError", r"'return' outside function", "`return` stands outside of a function: is it indented far enough?"
    ),
    _phrase(
        "SyntaxError", r"outside loop", "`break` and `continue` stand outside of a loop: are they indented far enough?"
    ),
    _phrase(
        "SyntaxError",
        r"leading zeros in decimal",
        "A whole number must not begin with 0; is a decimal point missing?",
    ),
    _phrase(
        "SyntaxError",
        r"invalid (decimal|imaginary) literal",
        "A number runs into what follows it: `2x` must be written `2 * x`, and a full-width sign such as ， is no comma.",
    ),
    _phrase(
        "SyntaxError",
        r"unicodeescape",
        r"In a text, `\U` begins a special character, as in the path of a Windows folder: write `r` in front of the quote.",
    ),
    _phrase(
        "SyntaxError",
        r"after line continuation character",
        r"A `\` stands in the middle of the line; divide with `/`.",
    ),
    _phrase("SyntaxError", r"expected 'except' or 'finally'", "A `try` needs an `except` below it."),
    _phrase("SyntaxError", r"duplicate argument '(?P<name>\w+)'", "Two arguments have the same name, `{name}`."),
    _phrase("SyntaxError", r"f-string", "There is a mistake in an f-string: check its quotes and braces."),
    _phrase(
        "SyntaxError",
        r"^invalid syntax",
        "Python cannot read this line. Look for a missing or extra bracket, comma, operator or quote here or in the line above.",
    ),
    _phrase("ValueError SyntaxError", r"null bytes", "There are null bytes here: the file is damaged, or no text."),
)

PHRASES = CALLS + SYNTAX
