"""The chapters' figures."""

import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

FIGURES = Path(__file__).parents[2] / "solutions" / "figures"
DRAWN = runpy.run_path(str(FIGURES / "draw.py"))["figures"]()


def test_the_files_are_what_the_code_beside_them_draws():
    files = {path.stem: path.read_text(encoding="utf-8") for path in FIGURES.glob("*.svg")}
    assert files == DRAWN, "run 'python solutions/figures/draw.py'"


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_well_formed_and_its_words_stay_on_the_sheet(name):
    root = ElementTree.fromstring(DRAWN[name])
    width, height = float(root.get("width")), float(root.get("height"))
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(element.get("x")) <= width and 10 <= float(element.get("y")) <= height


@pytest.mark.parametrize("name", DRAWN)
def test_a_chapter_shows_the_figure(name):
    chapters = [path.read_text(encoding="utf-8") for path in FIGURES.parent.glob("*.py")]
    assert any(f"](figures/{name}.svg)" in text for text in chapters)
