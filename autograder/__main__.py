"""The `autograder` command, also as `python -m autograder`."""

import sys

INTERRUPTED = 130
USES_CHILD = ("check", "watch")


def main() -> None:
    """Start the child process that a student's command will need, then import the command line while that warms up."""
    spare = None
    if sys.argv[1:2] and sys.argv[1] in USES_CHILD:
        from autograder.practice.process import Child

        spare = Child()
    try:
        from autograder import cli
    except KeyboardInterrupt:  # importing takes long enough to be interrupted
        if spare is not None:
            spare.kill()
        print("autograder: stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)
    cli.main(spare)


if __name__ == "__main__":
    main()
