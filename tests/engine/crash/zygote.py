"""A process that has imported what `autograder grade` does, and becomes that command as often as it is told: an import each is spared.

An order is a line of JSON: the command's arguments, what is added to its environment, and where its output goes. The answers are a line
with its process id, and one with its exit code once it has ended.
"""

import importlib
import json
import os
import sys

IMPORTED = """
autograder.cli.class_report autograder.cli.instructor autograder.grade.classroom autograder.grade.pool autograder.gradebook
autograder.render.page autograder.report
""".split()


def become(arguments, environment, log):
    """Arrange what a started command finds, and run it."""
    import autograder.__main__ as command

    os.environ.update(environment)
    null, written = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor, place in ((null, 0), (written, 1), (written, 2)):
        os.dup2(descriptor, place)
    sys.argv[:] = arguments
    sys.modules["__main__"] = command  # whose job processes look for it by name
    command.main()


def main():
    """Fork a command for each order, until whoever gives them is gone."""
    for name in IMPORTED:
        importlib.import_module(name)
    for order in sys.stdin:
        pid = os.fork()
        if pid == 0:
            become(**json.loads(order))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
