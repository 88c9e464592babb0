"""Prints, as JSON, a fingerprint of all that the suites say of the course's known wrong answers.

    python verdicts.py STEP MEMO

Every STEP-th of them is graded: with the verdicts of the ones before looked up ("forward", "backward"), or each by itself ("none").
"""

import hashlib
import json
import sys
from pathlib import Path

from autograder.course.folder import find_course
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner
from autograder.suite.memo import Memo
from autograder.suite.variants import with_misconceptions


def main():
    """Grade them in the order that was asked for."""
    step, order = int(sys.argv[1]), sys.argv[2]
    course = find_course(Path(__file__).parents[3])
    found = {}

    def use(runner):
        memo = None if order == "none" else Memo()
        submissions = [
            (suite, wrong.name, with_misconceptions(suite.assignment, [wrong]))
            for suite in runner.suites.values()
            for wrong in suite.misconceptions[::step]
        ]
        with Server(None, course.limits, unconfined=True) as server:
            for suite, name, source in submissions[:: -1 if order == "backward" else 1]:
                with Worker(server, (Cell("submission.py", source.encode("utf-8")),)) as worker:
                    results = runner.run(suite, worker, worker.with_substitutes, memo)
                said = json.dumps([result.to_record() for result in results], sort_keys=True)
                found[f"{suite.assignment.name}/{name}"] = hashlib.sha256(said.encode()).hexdigest()

    Runner.collect(course.assignments, use)
    print(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    main()
