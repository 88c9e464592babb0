"""Zips with the same bytes each time: no date and no owner of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's earliest date: a file's own would make every one another


def zipped(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """A zip of (name, content), with plain permissions, or those of a program for the names in `executable`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = (0o755 if name in executable else 0o644) << 16
            archive.writestr(member, data)
    return content.getvalue()
