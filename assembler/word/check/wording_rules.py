"""Rules for the wording of a document: links, captions, alternative text, no-break spaces and languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from assembler.diagnostics import Diagnostic
from assembler.diagnostics import document_legibility as rules
from assembler.diagnostics import document_structure as structure
from assembler.word.check import language_words as words
from assembler.word.check.checked_document import Subject, value
from assembler.word.check.locations import PARAGRAPH, TABLE, text_of
from assembler.word.check.visible_text import Link, TextParagraph, TextRun, for_text
from assembler.word.check.walk import for_each
from assembler.word.package.xml import find_ancestor, qn

_ADDRESS: Final = re.compile(r"(https?://|ftp://)\S+|www\.\S+/\S+", re.IGNORECASE)
_TYPED_CAPTION: Final = re.compile(rf"((?:{words.LABEL})[ \u00a0]\d+)\b(?!.*\.\s*\S.*\.\s)")
_LONGEST_ALTERNATIVE: Final = 250
_LEAST_WORDS: Final = 3
_CHAPTERS: Final = 1
_LEAST_LETTERS: Final = 8
_CAPTION: Final = "caption"


@for_text
def check_link_texts(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that the texts of links say where they lead.

    A bare address is allowed in a table with controls, where it is an answer.
    """
    links: dict[Link, list[TextRun]] = defaultdict(list)
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.link:
                links[run.link].append(run)
    for runs in links.values():
        text = " ".join("".join(run.text for run in runs).split())
        location = subject.locate(runs[0].element)
        if _ADDRESS.fullmatch(text) and not _is_answer(runs[0].element):
            yield structure.UNCLEAR_LINK_TEXT.at(location, "address", text=text)
        elif text.lower().strip(" .…>»→[]()").replace("'", "’") in words.VAGUE_LINKS:
            yield structure.UNCLEAR_LINK_TEXT.at(location, text=text)


def _is_answer(run: etree._Element) -> bool:
    table = find_ancestor(run, TABLE)
    return table is not None and next(table.iter(qn("w:sdt")), None) is not None


@for_text
def check_captions(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that captions are numbered by Word.

    A caption without any number is reported only if other captions are numbered. If the text refers to any
    numbered caption, it must refer to all of them.
    """
    numbered, plain = [], []
    for paragraph in paragraphs:
        typed = _TYPED_CAPTION.match(paragraph.text.strip())
        if "SEQ" in paragraph.fields:
            numbered.append(paragraph)
        elif typed and (paragraph.format.style.lower() == _CAPTION or _is_beside_object(paragraph.element)):
            yield structure.CAPTION_WITHOUT_NUMBER.at(
                subject.locate(paragraph.element), "typed", text=typed[1]
            )
        elif paragraph.format.style.lower() == _CAPTION and paragraph.text.strip():
            plain.append(paragraph)
    for paragraph in plain if numbered else ():
        yield structure.CAPTION_WITHOUT_NUMBER.at(subject.locate(paragraph.element))
    text = "\n".join(each.text for each in paragraphs if each not in numbered and "TOC" not in each.fields)
    labels = {each: _TYPED_CAPTION.match(each.text.strip()) for each in numbered}
    missing = {
        each: label[1] for each, label in labels.items()
        if label and not re.search(rf"{re.escape(label[1])}\b".replace("\u00a0", r"[ \u00a0]"), text)
    }  # fmt: skip
    if len(missing) < sum(1 for label in labels.values() if label):
        for paragraph, label in missing.items():
            yield structure.CAPTION_WITHOUT_NUMBER.at(
                subject.locate(paragraph.element), "no reference", text=label
            )


def _is_beside_object(paragraph: etree._Element) -> bool:
    """Return whether ``paragraph`` is next to a table, or to a paragraph that contains only a picture."""
    for beside in (paragraph.getprevious(), paragraph.getnext()):
        if beside is not None and (
            beside.tag == TABLE
            or (beside.tag == PARAGRAPH and next(beside.iter(qn("w:drawing")), None) is not None
                and not text_of(beside, 1))
        ):  # fmt: skip
            return True
    return False


@for_each("wp:docPr")
def check_alternative_text_length(subject: Subject, drawing: etree._Element) -> Iterator[Diagnostic]:
    """Check that each alternative text has at most 250 characters."""
    text = drawing.get("descr", "").strip()
    if len(text) > _LONGEST_ALTERNATIVE:
        location, name = subject.locate(drawing), drawing.get("name", "")
        yield structure.LONG_ALTERNATIVE_TEXT.at(location, name=name, count=len(text))


@for_text
def check_repeated_alternatives(
    subject: Subject, paragraphs: Sequence[TextParagraph]
) -> Iterator[Diagnostic]:
    """Check that the alternative text of a picture does not repeat a caption next to it."""
    for before, here, after in zip((None, *paragraphs), paragraphs, (*paragraphs[1:], None), strict=False):
        captions = [_normalise(each.text) for each in (before, after) if each and _is_caption(each)]
        for drawing in here.element.iter(qn("wp:docPr")) if captions else ():
            text = _normalise(drawing.get("descr", ""))
            if text and text in captions:
                location, name = subject.locate(drawing), drawing.get("name", "")
                yield structure.REPEATED_ALTERNATIVE_TEXT.at(location, name=name)


def _is_caption(paragraph: TextParagraph) -> bool:
    return paragraph.format.style.lower() == _CAPTION or "SEQ" in paragraph.fields


def _normalise(text: str) -> str:
    """Return ``text`` in lower case, omitting a caption's label and number and a final full stop."""
    without = re.sub(rf"^(?:{words.LABEL})\s\d+\W*", "", text.strip(), flags=re.IGNORECASE)
    return " ".join(without.split()).rstrip(".").lower()


@for_text
def check_breakable_spaces(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that words and numbers that belong together are joined by no-break spaces.

    These are a day and its month, a number and its symbol ("5 %"), a label and its number ("Table 3"), and
    French punctuation and the word beside it.
    """
    texts = {paragraph.text for paragraph in paragraphs}
    matches = {text: words.BREAKABLE.search(text) for text in texts}
    french = {text: words.BREAKABLE_FRENCH.search(text) for text in texts}
    found = []
    for paragraph in paragraphs:
        match = matches[paragraph.text]
        if not match and (match := french[paragraph.text]):
            languages = {_read_subtag(run.format.language) for run in paragraph.runs}
            match = match if languages == {"fr"} else None
        if match:
            found.append((paragraph.element, match[0]))
    if found:
        location = subject.locate(found[0][0])
        yield rules.BREAKABLE_SPACE.at(location, text=found[0][1], count=len(found))


def _read_subtag(tag: str) -> str:
    return tag.partition("-")[0].lower()


@for_text
def check_text_languages(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that the script and frequent words of each text match its language tag."""
    texts: dict[tuple[str, str], list[etree._Element]] = defaultdict(list)
    for paragraph in paragraphs:
        languages = dict.fromkeys([run.format.language for run in paragraph.runs])
        for tag in languages:
            pieces = [run.text for run in paragraph.runs if run.format.language == tag]
            texts[tag, "".join(pieces)].append(paragraph.element)
    found: dict[tuple[str, str, str], list[etree._Element]] = defaultdict(list)
    for (tag, text), elements in texts.items():
        own = _read_subtag(tag)
        if own not in words.FREQUENT_WORDS:
            continue
        script = _find_script(text)
        if script and script != words.OWN_SCRIPTS.get(own):
            found["script", tag, script] += elements
        elif (language := _find_language(text, own)) not in ("", own):
            found["", tag, language] += elements
    for (variant, tag, name), elements in found.items():
        fields = {"script" if variant else "language": name}
        location = subject.locate(elements[0])
        yield rules.WRONG_LANGUAGE_TAG.at(location, variant, tag=tag, count=len(elements), **fields)


def _find_script(text: str) -> str:
    """Return the script in ``SCRIPTS`` to which most letters of ``text`` belong, or "" if there is none.

    At least 8 letters must be in that script.
    """
    if text.isascii():
        return ""
    letters = [character for character in text if character.isalpha()]
    for script, (first, last) in words.SCRIPTS.items():
        count = sum(first <= letter <= last for letter in letters)
        if count >= _LEAST_LETTERS and count > len(letters) / 2:
            return script
    return ""


def _find_language(text: str, own: str) -> str:
    """Return the language, other than ``own``, that frequent words in ``text`` indicate, or "" if none do.

    ``own`` is the language according to the tag of the text. The text must contain at least three frequent
    words of the other language, four times as many as of ``own``, and twice as many as of any third language.

    >>> _find_language("De stad heeft het plan niet voor de nieuwkomers", "en")
    'nl'
    """
    found = set(re.findall(r"[^\W\d_]+", text.lower()))
    if len(found) < _LEAST_WORDS:
        return ""
    counts = Counter({name: len(found & frequent) for name, frequent in words.FREQUENT_WORDS.items()})
    (language, most), (_, second) = counts.most_common(2)
    return language if most >= _LEAST_WORDS and counts[own] * 4 <= most and second * 2 <= most else ""


@for_text
def check_edition_language(subject: Subject, paragraphs: Sequence[TextParagraph]) -> Iterator[Diagnostic]:
    """Check that chapter headings and captions are mostly in the language of the document.

    Lower-level headings are not checked, because they may quote a person in that person's language.
    """
    core, styles = subject.trees.get(subject.package.core_properties), subject.related_tree("styles")
    tag = core.findtext("{http://purl.org/dc/elements/1.1/}language", "") if core is not None else ""
    default = value(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang") if styles is not None else ""
    tag = tag.strip() or default
    letters: Counter[str] = Counter()
    for paragraph in paragraphs:
        if paragraph.format.level < _CHAPTERS or _is_caption(paragraph):
            for run in paragraph.runs:
                letters[_read_subtag(run.format.language)] += sum(map(str.isalpha, run.text))
    del letters[""]
    for language, count in letters.most_common(1):
        if tag and language != _read_subtag(tag) and count > letters.total() / 2:
            location = subject.locate(subject.package.main)
            yield rules.WRONG_DOCUMENT_LANGUAGE.at(location, tag=tag, language=language)
