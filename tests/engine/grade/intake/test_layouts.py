"""Whatever a class looks like: every file is its owner's or listed with a reason, no row holds another's file, and none is without a person."""

import os
import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import AutograderError
from autograder.grade.intake import read_class

from .conftest import EXERCISES
from .layouts import SHAPES, Layout, Maker

COUNT = int(os.environ.get("LAYOUTS", "60"))  # 1,000 take two minutes


@st.composite
def layouts(draw):
    """A class, and whether it comes as one zip."""
    chance = draw(st.randoms(use_true_random=False))
    count = draw(st.one_of(st.integers(1, 12), st.integers(1, 200)))
    return Maker(chance, draw(st.sampled_from(SHAPES)), count).make(), draw(st.booleans())


def wrong(layout: Layout, path: Path, pattern: str, prefix: str) -> list[str]:
    """What is not as it should be when the class is read."""
    files = read_class([path], EXERCISES, layout=pattern)
    rows: dict[str, set[str]] = {}
    seen: dict[str, str] = {}
    for one in (*files.found, *files.refused):
        seen[one.file] = one.student
        if one.student and one.file.removeprefix(prefix) in layout.owners:
            rows.setdefault(one.student, set()).add(layout.owners[one.file.removeprefix(prefix)])
    expected = {prefix + file for file in (*layout.owners, *layout.strays)}
    students = {student for student in seen.values() if student}
    return [
        *(f"{file} is lost" for file in sorted(expected - set(seen)) if not _is_counted(seen)),
        *(f"{file} came from nowhere" for file in sorted(set(seen) - expected) if not re.fullmatch(r"\d+ more", file)),
        *(f"row {student} holds files of {sorted(people)}" for student, people in rows.items() if len(people) > 1),
        *(f"row {student} is nobody's" for student in sorted(students - set(rows))),
        *(f"{prefix + file} is nobody's" for file in layout.owners if not seen.get(prefix + file)),
        *(f"{len(rows)} rows for {len(set(layout.owners.values()))} students" for _ in [0] if not layout.shape.startswith("moodle") and len(rows) != len(set(layout.owners.values()))),
        *(f"{one.file} has no reason" for one in files.refused if not one.reason),
    ]  # fmt: skip


def _is_counted(seen) -> bool:
    """Whether some files were counted rather than named."""
    return any(re.fullmatch(r"\d+ more", file) for file in seen)


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(layouts())
def test_every_layout_is_read_as_it_is_or_asked_about(made):
    layout, packed = made
    with tempfile.TemporaryDirectory() as folder:
        path = layout.write(Path(folder), packed=packed)
        try:
            found = wrong(layout, path, "", "class.zip/" if packed else "")
        except AutograderError as error:
            # A question: then one of the answers that it offers is the truth.
            patterns = re.findall(r"\(--layout '([^']+)'\)", str(error))
            assert len(patterns) >= 2, str(error)
            found = min((wrong(layout, path, one, "class.zip/" if packed else "") for one in patterns), key=len)
        assert found == [], (layout.shape, packed, found[:5], sorted(layout.files)[:12])
