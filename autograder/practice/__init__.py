"""Students check themselves: the visible checks of a kit, on their own machine, whatever it is.

There is nothing to protect here but patience: no confinement, only a child process that can be killed. Nothing on this path needs `fork` or
any other part of Unix.
"""
