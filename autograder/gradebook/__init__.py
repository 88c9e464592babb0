"""nbgrader's gradebook, written from the records of a graded class."""
