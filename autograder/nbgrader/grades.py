"""The scores of a notebook, put into nbgrader's database."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import SaveAutoGrades

from .rebuild import MARK


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's own step, which also knows a submission that could not be graded: no score, not 0, and a person is asked to look."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Save every score and comment."""
        self._refused = nb.metadata.get(MARK, {}).get("refused", "")
        nb, resources = super().preprocess(nb, resources)
        return nb, resources

    def _add_score(self, cell: Any, resources: Any) -> None:
        super()._add_score(cell, resources)
        if self._refused:
            grade = self.gradebook.find_grade(
                cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()

    def _add_comment(self, cell: Any, resources: Any) -> None:
        super()._add_comment(cell, resources)
        if self._refused:
            comment = self.gradebook.find_comment(
                cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id
            )
            comment.auto_comment = f"Not graded: the file {self._refused}."
            self.gradebook.db.commit()
