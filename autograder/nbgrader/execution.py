"""What an instructor set for nbgrader's own `Execute`, as far as it means something where no kernel runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from nbgrader.preprocessors import Execute
from traitlets.config import Config

# `Execute` and what it inherits from: traitlets takes its settings from any.
SECTIONS = ("Execute", "ExecutePreprocessor", "NotebookClient")
HONOURED = frozenset("enabled timeout timeout_func interrupt_on_timeout error_on_timeout kernel_name".split())
NATIVE = ("", "python", "python3")  # no kernel said, or Jupyter's names for Python's: no kernel need be installed


class Execution:
    """The settings of `c.Execute`, with nbgrader's own defaults and validation.

    Args:
        parent: the exporter, which has the configuration.
    """

    def __init__(self, parent: Any) -> None:
        self._traits = Execute(parent=parent)

    @property
    def interrupts(self) -> bool:
        """Whether the notebook goes on after a cell whose time ran out."""
        return bool(self._traits.interrupt_on_timeout)

    @property
    def timeout_error(self) -> dict[str, Any]:
        """What such a cell shows."""
        return dict(self._traits.error_on_timeout or {})

    def seconds(self, cell: Any) -> float | None:
        """How long a cell may take on the clock; None for as long as it likes."""
        timeout_func: Callable[[Any], float | None] | None = self._traits.timeout_func
        seconds = timeout_func(cell) if timeout_func is not None else self._traits.timeout
        # nbclient takes 0, and a number below, for no limit as well.
        return float(seconds) if seconds is not None and seconds > 0 else None

    def require_python(self, nb: Any) -> None:
        """See to it that the notebook's kernel is one of Python.

        Raises:
            jupyter_client.kernelspec.NoSuchKernel: as nbgrader would.
            ValueError: it is of another language.
        """
        name = self._traits.kernel_name or nb.metadata.get("kernelspec", {}).get("name", "")
        if name not in NATIVE:
            language = KernelSpecManager().get_kernel_spec(name).language
            if language.lower() != "python":
                raise ValueError(f"the notebook is one of {language}, and only Python's run in confinement")


def not_honoured(config: Config) -> list[str]:
    """The settings that an instructor made in vain, as they are written."""
    return [
        f"c.{section}.{name}"
        for section in SECTIONS
        if section in config
        for name in config[section]
        if name not in HONOURED
    ]


def is_switched_off(config: Config) -> bool:
    """Whether notebooks are not to be executed: `--no-execute`."""
    return config.Execute.get("enabled", True) is False
