"""Gradescope's "Export submissions": folders "submission_123", and `submission_metadata.yml`, which says whose each of them is."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ..tree import Folder
from .claim import Claim, Reading, Student, hand_in

METADATA = "submission_metadata.yml"
METADATA_BYTES = 100_000_000


def read(folder: Folder) -> Reading | None:
    """Whose the folders of an export are; every submitter's, where a group handed in."""
    if METADATA not in folder.files:
        return None
    metadata = _metadata(folder)
    claims = tuple(
        claim for name, record in metadata.items() if name in folder.folders and (claim := _claim(name, record))
    )
    return Reading("Gradescope", claims, frozenset([METADATA])) if claims else None


def _metadata(folder: Folder) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.load(
            folder.files[METADATA].read(METADATA_BYTES), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return {str(name): record for name, record in found.items()} if isinstance(found, dict) else {}


def _claim(name: str, record: Any) -> Claim | None:
    submitters = record.get(":submitters") if isinstance(record, dict) else None
    students = tuple(filter(None, map(_student, submitters if isinstance(submitters, list) else [])))
    if not students:
        return None
    time = record.get(":created_at")
    if isinstance(time, datetime) and time.tzinfo is None:  # the loader has taken the offset off
        time = time.replace(tzinfo=timezone.utc)
    return Claim(name, students, handle=name, hand_in=hand_in(time if isinstance(time, datetime) else None))


def _student(record: Any) -> Student | None:
    if not isinstance(record, dict):
        return None
    values = [str(record.get(key) or "").strip() for key in (":sid", ":email", ":name")]
    id = next(filter(None, values), "")
    return Student(id, tuple(filter(None, values))) if id else None
