"""The scores of a notebook, put into nbgrader's database."""

from __future__ import annotations

from typing import Any

from nbgrader import utils
from nbgrader.api import Comment, Grade
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grade.overrides import Override, Overrides
from autograder.gradebook.scores import decision_text

from .gradebook import Gradebook
from .rebuild import MARK
from .settings import Autograder


class SaveGrades(Autograder, NbGraderPreprocessor):  # type: ignore[misc]
    """What nbgrader's `SaveAutoGrades` does, in one transaction for a notebook where that takes two for every cell.

    It also knows a submission that could not be graded: no score, not 0, a comment that says why, and a person is asked to look. An
    override of the course's stands as the automatic score; what a person enters in formgrader counts before it.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Save every score and comment; what a person entered stays."""
        names = resources["nbgrader"]
        note = nb.metadata.get(MARK, {})
        refused, doubtful = note.get("refused", ""), note.get("doubtful", [])
        overrides = Overrides(self.session.course).of(names["student"], names["notebook"])
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            grades, comments = gradebook.marks(Grade, submission), gradebook.marks(Comment, submission)
            for cell in nb.cells:
                if utils.is_grade(cell):
                    grade_id = cell.metadata.nbgrader["grade_id"]
                    self._score(grades[grade_id], cell, refused, is_doubtful=grade_id in doubtful)
                if utils.is_solution(cell) or utils.is_task(cell):
                    self._comment(comments[cell.metadata.nbgrader["grade_id"]], cell, refused)
            for exercise, override in overrides.items():
                if f"{exercise}-check" in grades:
                    self._override(grades[f"{exercise}-check"], comments[exercise], override)
            gradebook.db.commit()
        return nb, resources

    def _override(self, grade: Grade, comment: Comment, override: Override) -> None:
        was = grade.auto_score or 0.0
        grade.auto_score, grade.needs_manual_grade = override.score, grade.manual_score is not None
        comment.auto_comment = decision_text(override.score, was, override.why)
        if grade.manual_score not in (None, override.score):
            self.log.warning(
                "%s, %s: formgrader's %g points count, not the %g of overrides.csv; delete one of the two",
                *(override.student, override.exercise, grade.manual_score, override.score),
            )

    def _score(self, grade: Grade, cell: Any, refused: str, *, is_doubtful: bool) -> None:
        grade.auto_score = None if refused else utils.determine_grade(cell, self.log)[0]
        # As nbgrader does: what a person gave for an earlier answer may not fit this one.
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None or is_doubtful

    def _comment(self, comment: Comment, cell: Any, refused: str) -> None:
        is_untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(
            cell
        )
        if refused:
            comment.auto_comment = f"Not graded: the notebook {refused}."
        else:
            comment.auto_comment = "No response." if is_untouched else None  # nbgrader's own words
