"""Grading on many machines: the engine of a job process, started on the workers of a Dask cluster."""

from .dispatch import Cluster
from .node import Rules
from .nodes import Node

__all__ = ["Cluster", "Node", "Rules"]
