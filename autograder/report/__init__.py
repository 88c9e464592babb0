"""A class at a glance: `collect` makes the numbers (`report.json`), `as_html` shows them on one page (`report.html`)."""

from .collect import collect
from .write import HTML, JSON, write_report

__all__ = ["HTML", "JSON", "collect", "write_report"]
