"""`--cluster`: grading on the nodes of a Dask cluster, and what `autograder doctor` says of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from .console import console, error_line, printable, table

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.grade import Options
    from autograder.grade.cluster import Cluster

UNUSABLE = 2  # exit code, as of a machine that is not fit for grading


def cluster_at(address: str, python: str | None, *, unconfined: bool) -> Callable[[Course, tuple[Path, ...]], Cluster]:
    """What opens the cluster for a course, given the folders that student code must not read."""
    from autograder.grade.cluster import Cluster, Rules

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a node that is lost is ours to tell, in a sentence

    def opened(course: Course, private: tuple[Path, ...]) -> Cluster:
        paths = tuple(path.resolve() for path in private)
        return Cluster(course, address, Rules(python, unconfined, paths))

    return opened


def on_cluster(how: Options, address: str) -> Options:
    """The same, on the nodes of a cluster, under the interpreter that `how` names; as it is without an address."""
    if not address:
        return how
    return replace(how, cluster=cluster_at(address, how.executable, unconfined=how.unconfined))


def show_nodes(course: Course, address: str, python: str | None) -> None:
    """A table of the nodes: what each has, and which would not be used, and why."""
    with cluster_at(address, python, unconfined=False)(course, (course.root,)) as cluster:
        nodes = cluster.describe_all()
        usable = len(cluster.nodes.usable)
    screen = console()
    shown = table("node", "used", "Python", "NumPy", "confinement", "autograder", "why not")
    for node in nodes:
        about = node.description
        where = about.environment if about else None
        shown.add_row(
            escape(printable(node.name)),
            "yes" if node.is_usable else "[bold red]NO[/bold red]",
            where.python if where else "",
            where.numpy if where else "",
            where.confinement if where else "",
            about.engine if about else "",
            escape(printable(node.refusal or "" if node.is_usable else node.refusal or "does not answer")),
        )
    screen.print(shown)
    if not usable:
        error_line(f"no node of the cluster at {address} can grade")
        raise typer.Exit(UNUSABLE)
    screen.print(f"\nA class can be graded on {usable} of {len(nodes)} nodes.")
