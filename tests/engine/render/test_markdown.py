"""Students' Markdown on pages that show it as it is."""

from html.parser import HTMLParser

import pytest
from nbconvert.filters import markdown2html

from autograder.render.markdown import harmless

RUNS = [
    "<script>run()</script>",
    "<img src=x onerror=run()>",
    "# <img src=x onerror=run()>",
    "| <img src=x onerror=run()> |\n|---|\n| 1 |",
    "```mermaid\n<img src=x onerror=run()>\n```",
    "<<img src=x onerror=run()>",
    "<!-- --><img src=x onerror=run()>",
    "\\begin{a<img src=x onerror=run()>}x\\end{a<img src=x onerror=run()>}",
    "[x](javascript:run())",
    "[x](JavaScript\\:run())",
    "[x](&#106;avascript:run())",
    "[x](javascript&colon;run())",
    "[x][y]\n\n[y]: javascript:run()",
    "<javascript:run()>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](vbscript:run())",
]
HONEST = [
    "# Answer\n\n*Because* `x` is **2**, see [NumPy](https://numpy.org/doc/?a=1&b=2).\n\n> quoted\n\n- one\n- two",
    "$a < b$ and $$\\sum_i x_i \\& y$$",
    "![plot](plot.png) ![dot](data:image/png;base64,AAAA)",
    "```python\nif a < b and c > d:\n    pass\n```",
    "The data: 3 < 4 &amp; 5 > 4.",
]


class Live(HTMLParser):
    """What in a page could run or navigate: tags with handlers, and addresses."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        addresses = [value.strip().casefold() for name, value in attrs if name in ("href", "src") and value]
        runs = any(one.partition(":")[0] in ("javascript", "vbscript", "data") for one in addresses)
        if tag == "script" or runs or any(name.startswith("on") for name, _ in attrs):
            self.found.append((tag, attrs))


def live(page):
    """The live parts of some HTML."""
    parser = Live()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("text", RUNS)
def test_nothing_that_a_student_wrote_runs(text):
    assert live(markdown2html(text))  # or the case would prove nothing
    assert live(markdown2html(harmless(text))) == []


@pytest.mark.parametrize("text", HONEST)
def test_ordinary_markdown_stays_as_it_is(text):
    assert harmless(text) == text
