"""Grades as learning platforms import them, and feedback under the names that they hand out."""
