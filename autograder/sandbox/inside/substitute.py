"""Substitutes for functions that a submission got wrong: while it answers a call, the grader gives their right values."""

import builtins
import inspect

import numpy as np

from .definitions import is_own


class Substitutes:
    """Keeps a substitute at the place of each of `names`, whatever the submission puts there.

    While the file loads, the submission's own function answers in its substitute's place: loading goes as it went without.

    Args:
        exchange: sends a header with values, and returns those of the grader's reply.
    """

    def __init__(self, names=(), exchange=None):
        self._exchange = exchange
        self._call, self._asked = None, 0
        self._own = {}
        self._substitutes = {name: self._substitute(name) for name in names}

    def bind(self, namespace):
        """Put back each substitute that a statement has replaced; aliases and defaults made from now on are substitutes too."""
        for name, substitute in self._substitutes.items():
            if namespace.get(name) is not substitute:
                self._own[name] = namespace.get(
                    name
                )  # the submission's, which answers while it loads and names its arguments
                namespace[name] = substitute

    def bind_defined(self, namespace, files):
        """In a module of the submission's: put each substitute in the place of the function that the module itself defines."""
        for name, substitute in self._substitutes.items():
            if is_own(namespace.get(name), files):
                self._own[name] = self._own.get(name) or namespace[name]
                namespace[name] = substitute

    def serve(self, call):
        """Ask the grader from now on, in the name of the call of that id; with None, ask no more."""
        self._call, self._asked = call, 0

    def _substitute(self, name):
        def substitute(*args, **kwargs):
            own = self._own[name]
            if own is None and (kwargs or self._call is None):
                raise NameError(f"name {name!r} is not defined")
            if self._call is None:
                return own(*args, **kwargs)
            if kwargs:  # the submission may have called its arguments otherwise than the grader did
                args = inspect.signature(own).bind(*args, **kwargs).args
            return self._ask(name, [_plain(arg, name) for arg in args])

        substitute.__name__ = substitute.__qualname__ = name
        return substitute

    def _ask(self, name, args):
        self._asked += 1
        header, values = self._exchange({"kind": "ask", "id": self._call, "n": self._asked, "name": name}, *args)
        if "raised" in header:
            raise getattr(builtins, header["raised"])(f"`{name}` cannot take these arguments")
        return values[0]


def _plain(value, name):
    """A number or an array of numbers; lists of numbers are taken for arrays."""
    if isinstance(value, (list, tuple, np.ndarray)):
        value = np.asarray(value)
    if type(value) not in (bool, int, float, complex) and getattr(value, "dtype", np.dtype(object)).kind not in "biufc":
        raise TypeError(f"`{name}` takes numbers and arrays of numbers")
    return value
