"""The demo's own small course: its files are data here, no tests to collect."""

collect_ignore = ["course"]
