"""The `autograder` command, also as `python -m autograder`."""

import sys

USES_CHILD = ("check", "watch")


def main() -> None:
    """Start the child process that a student's command will need, then import the command line while that warms up."""
    spare = None
    if sys.argv[1:2] and sys.argv[1] in USES_CHILD:
        from autograder.practice.process import Child

        spare = Child()
    from autograder import cli

    cli.main(spare)


if __name__ == "__main__":
    main()
