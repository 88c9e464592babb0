"""From a submission's cells to statements that can run one by one, however broken the rest of the file is."""

import ast
import codecs
import io
import itertools
import re
import tokenize

CELL = re.compile(r"^# ?%%", re.MULTILINE)
# A line that cannot begin a block of its own: it continues the block above.
CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}#\s]|$")
UNCLOSED = ("was never closed", "unterminated triple-quoted", "unexpected EOF")
OTHER_LINE = re.compile(r"(?<=\bline )\d+")
JOINED_BLOCKS = 200  # each is parsed anew with all before it, which is quadratic


class Statement:
    """One top-level statement of a cell: its AST node, the cell's file name, its lines (from 1)."""

    __slots__ = ("cell", "line", "node")

    def __init__(self, node, cell):
        decorators = getattr(node, "decorator_list", ())
        self.node, self.cell = node, cell
        self.line = min([node.lineno, *(decorator.lineno for decorator in decorators)])


class UnreadablePart:
    """A part of a cell that is not Python: its text, the error of the parser and its line (from 1)."""

    __slots__ = ("cell", "error", "line", "text")

    def __init__(self, error, cell, line, text):
        self.error, self.cell, self.line, self.text = error, cell, line, text


def decode(data):
    """(text, warning) of a script's bytes: by byte-order mark, coding line or UTF-8; warning is "" or one sentence.

    Bytes that the encoding does not know become U+FFFD, so that a comment saved by an old editor costs nothing.
    """
    # First, because `detect_encoding` knows no UTF-16.
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return _decoded(data, encoding)
    except (SyntaxError, LookupError, UnicodeError):  # no such encoding, or one that does not make text
        return _decoded(data, "utf-8-sig")


def _decoded(data, encoding):
    try:
        return data.decode(encoding), ""
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        text = data.decode(encoding, errors="replace")
    warning = f"line {line} is not valid {encoding.upper().removesuffix('-SIG')}: letters there were lost; save the file as UTF-8"
    return text, warning


def statements(text, cell, start=1):
    """The `Statement`s and `UnreadablePart`s of one cell, in order; its first line is line `start` of the submission.

    A cell that parses is taken whole. Of one that does not, each `# %%` section is, and of a section that does not, each block: from an
    unindented line to the next, joined with what follows while a string or bracket is open.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = _parsed(text, cell, start)
    if whole[0].__class__ is not UnreadablePart:
        return [item for item in whole if item is not None]
    found = []
    for first, section in _sections(text, start):
        part = _parsed(section, cell, first)
        found += part if part[0].__class__ is not UnreadablePart else _by_block(section, cell, first)
    return [_local(item, start) for item in found if item is not None]


def _local(part, start):
    """The part; what the parser says of other lines counts from the cell's first, as its author does."""
    if type(part) is UnreadablePart and start > 1 and isinstance(part.error, SyntaxError):
        part.error.msg = OTHER_LINE.sub(lambda found: str(int(found[0]) - start + 1), part.error.msg)
    return part


def _parsed(text, cell, first):
    """The statements of `text`, whose first line is line `first` of the submission; [None] for none, [UnreadablePart] for no Python."""
    try:
        tree = ast.parse("\n" * (first - 1) + text, cell)  # so that errors and tracebacks have the submission's lines
    except SyntaxError as error:
        return [UnreadablePart(error, cell, error.lineno or first, text)]
    except (ValueError, RecursionError, MemoryError) as error:
        return [UnreadablePart(error, cell, first, text)]
    return [Statement(node, cell) for node in tree.body] or [None]


def _sections(text, start):
    starts = [0, *(match.start() for match in CELL.finditer(text) if match.start()), len(text)]
    return [(text.count("\n", 0, a) + start, text[a:b]) for a, b in itertools.pairwise(starts)]


def blocks(section):
    """(offset of the first line, text) of each block."""
    found, after_decorator = [], False
    for number, line in enumerate(io.StringIO(section)):
        if not found or not (after_decorator or CONTINUES.match(line)):
            found.append((number, []))
        found[-1][1].append(line)
        if line.strip():
            after_decorator = line.startswith("@") or (after_decorator and line.startswith("#"))
    return [(number, "".join(lines)) for number, lines in found]


def _by_block(section, cell, first):
    parts, found, index = blocks(section), [], 0
    while index < len(parts):
        part, used = _joined(parts, index, cell, first)
        found += part
        index += used
    return found


def _joined(blocks, index, cell, first):
    """(what one block holds, how many blocks that took)."""
    number, text = blocks[index]
    alone = part = _parsed(text, cell, first + number)
    used = 1
    while _is_unclosed(part) and used < JOINED_BLOCKS and index + used < len(blocks):
        text += blocks[index + used][1]
        used += 1
        part = _parsed(text, cell, first + number)
    # What never closes is reported once, at its own line; the blocks below it still get their chance.
    return (alone, 1) if part[0].__class__ is UnreadablePart else (part, used)


def _is_unclosed(part):
    return part[0].__class__ is UnreadablePart and any(words in str(part[0].error) for words in UNCLOSED)
