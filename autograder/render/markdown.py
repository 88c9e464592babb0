"""Markdown that a student wrote, or that quotes one, for pages that show it as it is: nbgrader's, beside the buttons that give grades."""

from __future__ import annotations

import re

TAG = re.compile(r"<(?=[A-Za-z/!?])")  # what may begin a tag, a comment or an instruction in HTML; `a < b` stays
# A link's address may spell any of its letters, and the colon, as a character reference; a backslash before the colon counts for nothing.
REFERENCE = re.compile(r"&(?=#|colon|tab|newline)", re.IGNORECASE)
SCRIPT = re.compile(r"(?<=script)(?=\\?:)|(?<=\bdata)(?=\\?:(?!image/(?:png|jpeg|gif);)\S)", re.IGNORECASE)


def harmless(text: str) -> str:
    """The text with a space wherever a tag, or the address of a link that runs something, would begin; otherwise as it was."""
    # Each only adds blanks, so none undoes another.
    for pattern, replacement in ((TAG, "< "), (REFERENCE, "& "), (SCRIPT, " ")):
        text = pattern.sub(replacement, text)
    return text
