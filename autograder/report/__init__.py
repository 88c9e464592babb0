"""A class at a glance: `collect` makes the numbers (`report.json`), `as_html` shows them on one page (`report.html`)."""

from .collect import collect
from .interpreters import Run
from .write import HTML, JSON, write_report

__all__ = ["HTML", "JSON", "Run", "collect", "write_report"]
