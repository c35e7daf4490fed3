"""Templates with slots for messages, which are compiled once and filled for each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jinja2.exceptions import TemplateSyntaxError

from assembler.structs import Struct, replace
from assembler.word.package.zip_writer import deflate, inflate
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.template.cursor import Cursor, ValueContext
from assembler.word.template.environment import Environment
from assembler.word.template.jinja_source import split_source
from assembler.word.template.message_slots import (
    END_OF_SLOT,
    VALUE,
    Arrangement,
    SlotTexts,
    find_slots,
    has_slots,
    remove_marks,
    start_slot,
)
from assembler.word.template.tags import Source
from assembler.word.template.unique_ids import find_ids, replace_ids

_XML: Final = (".xml", ".rels")


class _Value(Struct, frozen=True):
    """A value in a message: its tag, the kind of content, the open elements and the format of its run."""

    tag: str
    context: ValueContext
    path: tuple[str, ...]
    run: str | None


class _Content(Struct, frozen=True):
    """The XML of a message, in which each of its values is replaced with ``VALUE``."""

    text: str
    values: tuple[_Value, ...] = ()


class SlottedTemplate:
    """A prepared template with a numbered slot for each message.

    ``compiled`` maps the number of each slot to its content as compiled, and ``texts`` to its XML in the
    template. If the two differ, the slots cannot be filled. This happens if a loop repeats an id in a
    message.
    """

    def __init__(
        self, prepared: PreparedTemplate, compiled: Mapping[int, str], texts: Mapping[int, str]
    ) -> None:
        clean = (replace(part, source=_remove_marks(part.source)) for part in prepared.parts)
        self._prepared = replace(prepared, parts=tuple(clean))
        members = {name: member for name, member in prepared.members.items() if name.endswith(_XML)}
        data = {name: inflate(member) for name, member in members.items() if member}
        self._constant = {name: each for name, each in data.items() if has_slots(each)}
        for each in self._constant.values():
            compiled = {**compiled, **find_slots(each.decode())}
        self._contents = _read_contents(texts)
        self._ids: dict[int, dict[tuple[str, str], str]] = {}
        for number, text in compiled.items():
            ids = [id_ for _, id_ in find_ids(text)]
            self._ids[number] = dict(zip(find_ids(self._contents[number].text), ids, strict=False))
        self._can_be_filled = all(
            replace_ids(self._contents[number].text, self._ids[number]) == text
            for number, text in compiled.items()
        )

    def read_texts(self, texts: Mapping[int, str], language_tag: str) -> SlotTexts | None:
        """Return the data for filling the slots with ``texts``, the XML of translated messages.

        Returns None if the slots cannot be filled, or if a text contains a broken tag, a brace outside tags,
        or a value that its message does not contain.
        """
        if not self._can_be_filled:
            return None
        filled: dict[int, str] = {}
        arrangements: dict[int, Arrangement] = {}
        try:
            for number, content in _read_contents(texts).items():
                filled[number] = replace_ids(content.text, self._ids.get(number, {}))
                if known := self._contents[number].values:
                    values = [known.index(value) for value in content.values]
                    pieces = filled[number].split(VALUE)
                    arrangements[number] = tuple(_alternate(pieces, values))
        except (TemplateSyntaxError, ValueError):
            return None
        return SlotTexts(filled, arrangements, language_tag)

    def fill(self, texts: SlotTexts, changed: Mapping[str, bytes]) -> PreparedTemplate:
        """Return the template with filled slots.

        ``changed`` contains parts that replace constant parts of the template. Their slots are also filled.
        """
        parts = tuple(replace(part, code=texts.fill_code(part.code)) for part in self._prepared.parts)
        constant = {**self._constant, **changed}
        filled = {name: deflate(name, texts.fill_part(data)) for name, data in constant.items()}
        return replace(self._prepared, parts=parts, members={**self._prepared.members, **filled})


def _remove_marks(source: Source) -> Source:
    tags = (replace(tag, context=remove_marks(tag.context)) for tag in source.tags)
    return replace(source, text=remove_marks(source.text), tags=tuple(tags))


def _read_contents(texts: Mapping[int, str]) -> dict[int, _Content]:
    """Split the XML of each message into text and values, as the compiler does.

    Raises TemplateSyntaxError for a broken tag, and ValueError for braces outside tags.
    """
    contents = {number: _Content(text.replace("\n", "&#10;")) for number, text in texts.items()}
    with_tags = {number: text for number, text in texts.items() if "{" in text or "}" in text}
    paragraphs = (f"<w:p>{start_slot(number)}{text}{END_OF_SLOT}</w:p>" for number, text in with_tags.items())
    pieces = split_source("".join(paragraphs), Environment()) if with_tags else []
    tags = iter(pieces[1::2])
    for number, text in find_slots(VALUE.join(pieces[::2])).items():
        if "{" in text or "}" in text:
            raise ValueError("a message contains braces outside tags")
        contents[number] = _Content(text, tuple(_read_values(text, tags)))
    return contents


def _read_values(text: str, tags: Iterator[str]) -> Iterator[_Value]:
    """Yield the values in ``text``, each with the next of ``tags``."""
    cursor = Cursor()
    for piece in text.split(VALUE)[:-1]:
        cursor.feed(piece)
        yield _Value(next(tags), cursor.place_value(), cursor.path, cursor.run)


def _alternate(pieces: Sequence[str], values: Sequence[int]) -> Iterator[str | int]:
    """Yield the first piece, the first value, the second piece and so on."""
    yield pieces[0]
    for value, piece in zip(values, pieces[1:], strict=True):
        yield value
        yield piece
