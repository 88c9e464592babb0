"""Proof that a course is sound: `proof` that its suites judge rightly, `secrecy` that students get nothing they must not see."""
