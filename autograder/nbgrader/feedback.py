"""How `nbgrader generate_feedback` makes its pages: as ever, without the kit's own files beside them."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter

from autograder.author.build import kit

KIT_TESTS = "tests"


class FeedbackExporter(HTMLExporter):
    """Set as `c.GenerateFeedback.exporter_class`."""

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """A page; what nbgrader copied beside it of the kit, which each student has, goes."""
        converter: Any = self.parent
        if resources and "nbgrader" in resources:
            names = resources["nbgrader"]
            folder = Path(converter._format_dest(names["assignment"], names["student"]))
            if (folder / kit.FILE).is_file():
                shutil.rmtree(folder / KIT_TESTS, ignore_errors=True)
                for name in (kit.HINTS, kit.FILE):
                    with suppress(FileNotFoundError):
                        (folder / name).unlink()
        return super().from_filename(filename, resources, **options)
