"""The scores of a notebook, put into nbgrader's database."""

from __future__ import annotations

from typing import Any

from nbgrader import utils
from nbgrader.api import Comment, Grade, Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from .rebuild import MARK


class SaveGrades(NbGraderPreprocessor):  # type: ignore[misc]
    """What nbgrader's `SaveAutoGrades` does, in one transaction for a notebook where that takes two for every cell.

    It also knows a submission that could not be graded: no score, not 0, a comment that says why, and a person is asked to look.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Save every score and comment; what a person entered stays."""
        names = resources["nbgrader"]
        note = nb.metadata.get(MARK, {})
        refused, doubtful = note.get("refused", ""), note.get("doubtful", [])
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            grades = {grade.name: grade for grade in submission.grades}
            comments = {comment.name: comment for comment in submission.comments}
            for cell in nb.cells:
                if utils.is_grade(cell):
                    grade_id = cell.metadata.nbgrader["grade_id"]
                    self._score(grades[grade_id], cell, refused, is_doubtful=grade_id in doubtful)
                if utils.is_solution(cell) or utils.is_task(cell):
                    self._comment(comments[cell.metadata.nbgrader["grade_id"]], cell, refused)
            gradebook.db.commit()
        return nb, resources

    def _score(self, grade: Grade, cell: Any, refused: str, *, is_doubtful: bool) -> None:
        grade.auto_score = None if refused else utils.determine_grade(cell, self.log)[0]
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None or is_doubtful

    def _comment(self, comment: Comment, cell: Any, refused: str) -> None:
        is_untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(
            cell
        )
        if refused:
            comment.auto_comment = f"Not graded: the notebook {refused}."
        else:
            comment.auto_comment = "No response." if is_untouched else None
