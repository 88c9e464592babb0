"""Students' Markdown cells with the pictures in them."""

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import v4

from autograder.nbgrader.markdown_cells import ALL, LENGTH, disarm

PIXEL = "iVBORw0KGgo="


def shown(source, **attachments):
    """The page of a notebook with this one cell after it was disarmed."""
    cell = v4.new_markdown_cell(source, attachments=attachments)
    disarm([cell])
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(v4.new_notebook(cells=[cell]))
    return page


def test_an_attached_picture_is_shown():
    source = "![plot](attachment:image.png)"
    page = shown(source, **{"image.png": {"image/png": PIXEL[:5] + "\n" + PIXEL[5:]}})
    assert f'src="data:image/png;base64,{PIXEL}"' in page


@pytest.mark.parametrize(
    "source",
    [
        "![x](attachment:gone.png)",
        "![x](attachment\\:gone.png)",
        "![x](&#97;ttachment:gone.png)",
        "![x][y]\n\n[y]: attachment:gone.png",
        "![x][y]\n\n[y]: attachment:image.png)y",
        "![x](<attachment:image.png)y>)",
        "![x](attachment:image.pngs)",
    ],
)
def test_a_picture_that_is_not_there_leaves_the_rest_of_the_page(source):
    assert "the rest" in shown(f"{source}\n\nthe rest", **{"image.png": {"image/png": PIXEL}})


@pytest.mark.parametrize(
    "bundle",
    [{"image/png": 'AAAA" onerror="run()'}, {"image/svg+xml": "PHN2Zz4="}, {"text/html": "PGI+"}],
)
def test_an_attachment_that_is_no_picture_is_left_out(bundle):
    page = shown("![x](attachment:image.png)", **{"image.png": bundle})
    assert "<img" not in page
    assert "onerror" not in page


def test_a_cell_of_great_length_is_cut():
    cell = v4.new_markdown_cell("<" * 10 * LENGTH)
    disarm([cell])
    assert len(cell.source) == LENGTH + 1


def test_many_cells_are_cut_together():
    cells = [v4.new_markdown_cell("x" * LENGTH) for _ in range(ALL // LENGTH + 5)]
    disarm(cells)
    assert [cell.source for cell in cells[-5:]] == ["…"] * 5
