"""The installed engine as a wheel again, so that a kit carries the version that its checks were built with.

Made from what is installed, which is there with and without a checkout, and needs no network and no build tools. The format is that of
the Binary distribution format specification (packaging.python.org); the engine is pure Python, so a wheel is its files and a record of them.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import autograder
from autograder.errors import AutograderError

DISTRIBUTION = "dlfs-autograder"
SUFFIXES = (".py", ".css", ".html", ".js", ".toml", ".txt")  # as the packages and their data in pyproject.toml
LEFT_OUT = ("attack",)  # only the operator's `doctor` uses it
# A member, and where it may stand in what is installed: a checkout beside the working folder has an egg-info in place of a dist-info.
METADATA = {"METADATA": ("METADATA", "PKG-INFO"), "entry_points.txt": ("entry_points.txt",)}


def name() -> str:
    """The wheel's file name."""
    return f"{_stem()}-py3-none-any.whl"


def members() -> dict[str, bytes]:
    """Every member of the wheel with its content, its record last."""
    package = Path(autograder.__file__).parent
    left_out = {package / folder for folder in LEFT_OUT}
    # Sorted: file systems list in any order, and a release made again has the same bytes.
    sources = sorted(
        path
        for path in package.rglob("*")
        if path.suffix in SUFFIXES and "__pycache__" not in path.parts and not left_out & set(path.parents)
    )
    files = {path.relative_to(package.parent).as_posix(): path.read_bytes() for path in sources}
    info = f"{_stem()}.dist-info"
    installed = _installed()
    for file, origins in METADATA.items():
        files[f"{info}/{file}"] = _text(installed, origins).encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: autograder release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    return files


def _stem() -> str:
    return f"{DISTRIBUTION.replace('-', '_')}-{autograder.__version__}"


def _installed() -> metadata.Distribution:
    try:
        found = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        found = None
    if found is None or found.version != autograder.__version__:
        raise AutograderError(
            "the engine is not installed as a package, so no wheel can be made: pip install -e . in its folder"
        )
    return found


def _text(installed: metadata.Distribution, origins: Sequence[str]) -> str:
    text = next(filter(None, map(installed.read_text, origins)), None)
    if text is None:
        raise AutograderError(f"the installed engine lacks its {origins[0]}: install it again")
    return text


def _record(files: dict[str, bytes], own: str) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path, content in files.items():
        # Unpadded, as the format says.
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
        rows.writerow([path, f"sha256={digest}", len(content)])
    rows.writerow([own, "", ""])  # a file cannot hold its own digest
    return text.getvalue().encode()
