"""formgrader in a real browser: what a person enters there is still there after a regrade. `tox run -e formgrader` brings the browser's driver."""

import importlib.util
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager

import pytest
from typer.testing import CliRunner

from autograder.author import build
from autograder.cli import app

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NAME = "ch09_tiny"
WRONG = "# %% double\nimport numpy as np\n\ndef double(x):\n    return '<img src=x onerror=alert(1)>'\n"
WAIT = 60  # seconds, for a slow machine


@pytest.fixture
def browser():
    """A headless browser that is installed on this machine."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("Playwright is not installed: pip install playwright")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def grade(tiny_course, tmp_path):
    """Grades ada's file into a course folder of nbgrader's; gives the folder."""
    folder = tmp_path / "nbgrader"
    (folder / "source" / NAME).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    file = tmp_path / "class" / NAME / "ada.py"
    file.parent.mkdir(parents=True)
    file.write_text(WRONG, encoding="utf-8")

    def run():
        build.write(tiny_course.read())
        command = ["grade", str(file.parent), "-o", str(tmp_path / "graded"), "--nbgrader", str(folder), "--jobs", "1"]
        done = CliRunner().invoke(app, [*command, "--allow-unconfined", "--course", str(tiny_course.root)])
        assert done.exit_code == 0, done.output
        return folder

    return run


@pytest.fixture
def formgrader(grade, tmp_path):
    """The address of formgrader's pages, served from nbgrader's folder."""
    with serving(grade(), tmp_path) as address:
        yield address


@contextmanager
def serving(folder, tmp_path):
    """The address of formgrader's pages for a folder."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token=", "--no-browser", "--allow-root"]
    with (tmp_path / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", f"--ServerApp.root_dir={folder}", *options],
            cwd=folder, env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter")}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield _answering(f"http://127.0.0.1:{port}/formgrader", server)
        finally:
            server.terminate()
            server.wait(WAIT)


def _answering(address, server):
    """The address, once it is served."""
    for _ in range(10 * WAIT):
        assert server.poll() is None
        try:
            urllib.request.urlopen(f"{address}/gradebook", timeout=WAIT).close()
            return address
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_a_manual_grade_and_a_comment_survive_a_regrade(browser, formgrader, grade, tiny_course):
    page = browser.new_page()
    page.set_default_timeout(1000 * WAIT)
    dialogs = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))

    page.goto(f"{formgrader}/manage_submissions/{NAME}")
    page.locator("td", has_text="0 / 3").wait_for()
    page.goto(f"{formgrader}/gradebook/{NAME}/{NAME}")
    page.get_by_text("Submission #1").click()
    score, words = page.locator("#double-check"), page.locator("#double-comment")
    score.wait_for()
    assert "return '<img src=x onerror=alert(1)>'" in page.locator("body").inner_text()
    assert "0 of 3 checks passed." in page.locator("body").inner_text()
    page.wait_for_function("document.querySelector('#double-check').placeholder == '0'")
    score.fill("1.5")
    with page.expect_response(lambda one: "/api/grade/" in one.url and one.request.method == "PUT"):
        score.press("Tab")
    words.fill("nearly there")
    with page.expect_response(lambda one: "/api/comment/" in one.url and one.request.method == "PUT"):
        words.press("Tab")

    tiny_course.edit(tiny_course.chapter, "points=2", "points=4")
    folder = grade()
    page.reload()
    page.wait_for_function("document.querySelector('#double-check').value == '1.5'")
    page.wait_for_function("document.querySelector('#double-comment').value == 'nearly there'")
    assert "/ 4.0" in page.locator("body").inner_text()
    page.goto(f"{formgrader}/manage_submissions/{NAME}")
    page.locator("td", has_text="1.5 / 5").wait_for()
    assert dialogs == []  # nothing that the student wrote ran in the grader's browser
    with closing(sqlite3.connect(folder / "gradebook.db")) as gradebook:
        assert gradebook.execute("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL").fetchall() == [(1.5,)]


HOSTILE = (
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=\"document.title = 'ran'\">",
    "[link](javascript:document.title='ran')",
    "[other][1]\n\n[1]: &#106;avascript:document.title='ran'",
    "![lost](attachment:lost.png)",
    "*an honest* answer",
)


@pytest.mark.filterwarnings("ignore")  # nbgrader's own parts warn about each other
def test_nothing_in_a_students_notebook_runs_where_it_is_graded_or_given_back(browser, classroom, cells, tmp_path):
    code, notebook_of = cells
    prose = [{"cell_type": "markdown", "metadata": {}, "source": one} for one in HOSTILE]
    answer = code("def double(x):\n    return '[link](javascript:document.title=1)<img src=x onerror=alert(1)>'")
    classroom.hand_in("eve", NAME, notebook_of(*prose, answer, code(f"print({HOSTILE[1]!r})\n{HOSTILE[0]!r}")))
    assert classroom.autograde(NAME, "eve") == ""
    assert classroom.feedback(NAME) == ""
    (feedback,) = classroom.folder.glob("feedback/eve/*/*.html")
    page = browser.new_page()
    page.set_default_timeout(1000 * WAIT)
    dialogs = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    with serving(classroom.folder, tmp_path) as formgrader:
        page.goto(f"{formgrader}/gradebook/{NAME}/{NAME}")
        page.get_by_text("Submission #1").click()
        page.locator("#double-check").wait_for()
        for address in (None, feedback.as_uri()):
            if address:
                page.goto(address)
            page.locator("em", has_text="an honest").wait_for()
            for link in page.locator("a", has_text=re.compile("^(link|other)$")).all():
                link.click()
            assert page.title() != "ran"
            assert page.locator("img[src=x]").count() == 0
            assert page.locator("[href^='javascript:']").count() == 0
    assert dialogs == []
