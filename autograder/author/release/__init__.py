"""What students are sent: the kit and the engine in one zip, listed file by file."""

from .kitzip import release

__all__ = ["release"]
