"""The command line. Errors meet their one boundary here: the operator's get a line, ours keep their traceback."""

from __future__ import annotations

import errno
import io
import signal
import sys

import typer

from autograder import __version__
from autograder.errors import AutograderError
from autograder.practice.process import Child

from . import author, export, feedback, instructor, nbgrader, operator, override, student
from .console import drop_output, error_line

# 130 is what shells give for Ctrl-C: 128 and the signal's number.
INTERRUPTED, OPERATOR = 130, 2
STAFF = "For instructors, authors and operators"
# What the [instructor] extra brings, itself or through nbgrader, by the names that we import.
EXTRA = frozenset(
    "alembic jinja2 jupytext markupsafe nbconvert nbformat nbgrader rapidfuzz sqlalchemy traitlets yaml".split()
)

app = typer.Typer(
    help="Exercises for chapters 1-3 of Deep Learning from Scratch that grade themselves.",
    no_args_is_help=True,
    add_completion=False,  # its two options would stand in the help that a beginner reads
    # Typer's own tracebacks show the values of variables: a student's code, or a password in a URL.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
student.add_to(app)
for module in (instructor, feedback, override, export, author, operator, nbgrader):
    module.add_to(app)
# In a kit the first commands are all that there is to learn.
for registered in app.registered_commands:
    is_students = registered.callback in student.COMMANDS
    registered.rich_help_panel = "Commands" if is_students else STAFF
for group in app.registered_groups:
    group.rich_help_panel = STAFF


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    # Eager: asked for before it is found that no command is there.
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Options that stand before the command."""


def main(spare: Child | None = None) -> None:
    """Run the command. `spare` is a child process that has been started for it, because starting one takes longest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what somebody has put in its place may not have the method
            stream.reconfigure(errors="replace")  # a pipe on Windows knows few letters; a "?" is better than none
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # whoever asks politely gets the same orderly end as with Ctrl-C
    try:
        app(standalone_mode=True, obj=spare)
    except AutograderError as error:
        error_line(str(error))
        sys.exit(OPERATOR)
    except ModuleNotFoundError as error:
        # A missing module of ours, or of nobody's extra, is a bug and keeps its traceback.
        package = (error.name or "").partition(".")[0]
        extra = "cluster" if package in ("dask", "distributed") else "instructor"
        if extra == "instructor" and package not in EXTRA:
            raise
        error_line(f"'autograder {sys.argv[1]}' needs {package}: pip install 'dlfs-autograder[{extra}]'")
        sys.exit(OPERATOR)
    except KeyboardInterrupt:
        error_line("stopped")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        drop_output()  # the reader of a pipe, `head` say, has seen enough
    except OSError as error:
        # A full disk is the operator's to mend, wherever it was met; any other error that got here is ours.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        drop_output()
        error_line(f"cannot write{f' {error.filename!r}' * bool(error.filename)}: {error.strerror}")
        sys.exit(OPERATOR)
    finally:
        if spare is not None:
            # Also where the command never asked for it: it would wait for orders for ever.
            spare.kill()
