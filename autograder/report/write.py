"""`report.json` and `report.html`: the data first, and the page made of nothing but that."""

from __future__ import annotations

import dataclasses
import json

from autograder.grade.store import Store, write

from .model import ClassData
from .page import as_html

HTML, JSON = "report.html", "report.json"
SCHEMA = 1  # as of results: fields may be added, never renamed


def write_report(data: ClassData, store: Store) -> None:
    """Put both files into the output folder."""
    record = {"schema": SCHEMA, **dataclasses.asdict(data)}
    # Not ASCII: names are to be found in it by whoever searches.
    write(store.folder / JSON, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write(store.folder / HTML, as_html(data))
