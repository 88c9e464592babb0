"""nbgrader's own commands and pages, with student code confined and scores from the full suites.

nbgrader loads `exporter.Exporter`, `sanitizer.Sanitizer`, `executor.Executor` and `grades.SaveGrades` by their dotted names, which
`autograder nbgrader init` (`layout`) writes into `nbgrader_config.py`.
"""

from autograder import quick_jsonschema  # noqa: F401 - before what imports jsonschema
