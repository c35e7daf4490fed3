"""What a YAML parser complains about, said in words that somebody who never heard of a parser can follow."""

from __future__ import annotations

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon stands where none can be",
     "put the text in quotation marks, or look at the indentation of this line and the one above"),
    (r"found character '\t'", "a tab stands at the start of the line", "indent with blanks, not with tabs"),
    ("unexpected end of stream", "a quotation mark is opened here and never closed",
     "close the quotation mark"),
    ("found unknown escape character", "a backslash in double quotation marks is followed by a wrong letter",
     "write the backslash twice, or use single quotation marks"),
    ("cannot start any token", "the value begins with a character that YAML keeps for itself",
     "put the value in quotation marks"),
    ("could not find expected ':'", "a key without a colon", "write `key: value`, or indent the line"),
    ("expected <block end>", "the line does not fit the indentation of the lines above",
     "begin it in the same column as its neighbours"),
    ("found duplicate anchor", "an anchor stands twice", "remove the anchors (`&name`): write the value out"),
    ("expected the node content", "a value is missing, or a bracket is not closed", "close the bracket"),
    ("expected ',' or", "a comma or a closing bracket is missing", "close the bracket"),
    ("expected '<document start>'", "text stands after the end of the data", "remove it, or indent it"),
    ("special characters are not allowed", "a character stands here that no text file may hold",
     "remove the character"),
)  # fmt: skip


def plain_words(problem: str) -> tuple[str, str]:
    """What is wrong and what to do about it, for the parser's own ``problem``.

    >>> plain_words("mapping values are not allowed here")[0]
    'a colon stands where none can be'
    >>> plain_words("something new")[0]
    'this is not YAML (something new)'
    """
    for sign, what, remedy in _WORDS:
        if sign in problem:
            return what, remedy
    return f"this is not YAML ({problem})", "compare the line with the same place in an example record"
