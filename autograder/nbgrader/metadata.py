"""nbgrader's last look at what it keeps in cells."""

from __future__ import annotations

from typing import Any

from nbgrader import preprocessors

from .settings import Autograder


class CheckCellMetadata(Autograder, preprocessors.CheckCellMetadata):  # type: ignore[misc]
    """Stands where nbgrader's own stood.

    In a notebook of the course everything of the kind is from the released one and the gradebook, whatever was handed in. To look at each
    cell once more took a fifth of nbgrader's time for a notebook: its schema is itself validated every time.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raise what nbgrader raises for other notebooks."""
        if resources["nbgrader"]["notebook"] in self.session.assignments:
            return nb, resources
        checked: tuple[Any, Any] = super().preprocess(nb, resources)
        return checked
