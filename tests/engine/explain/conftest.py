"""The small course that the mistakes answer has suites of its own, which are no tests of the engine."""

collect_ignore = ["course", "mistakes"]
