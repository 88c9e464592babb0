"""The one exception for what the operator can put right."""


class AutograderError(Exception):
    """Something outside the code is wrong and the operator can fix it; its text is one clear sentence."""
