"""The hands of those who fill in forms: what they type, in four languages, and what that must bring.

Made for the version whose forms they fill in: its test helpers do the typing (see ``make.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assembler.model.form import ControlKind, FormField, FormList, FormManifest
from assembler.word.controls import bookmark_name
from exhibits import stored
from lxml import etree

from returned_forms import BODY, W, cell_of, paragraph, row_of, with_edits, write

RELATIONSHIPS = "word/_rels/document.xml.rels"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
Edit = Callable[[etree._Element], None]


# -- what people type, in their languages ------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """What somebody types in one language; ``dates`` are 2026-10-15 and 2027-02-03 in words."""

    office: str
    first: str
    second: str
    bold: str
    items: tuple[str, str]
    link: str
    dates: tuple[str, str]
    money: str
    number: str
    english: str
    remark: str
    later: str


WORDS = {
    "nl": Words(
        office="Hoofd afdeling Samenleven & <Zorg>",
        first="De vier afdelingen schreven dit samen met “Kade & Stad”.",
        second="In 2027 wordt het plan herzien; de raad beslist in één keer.",
        bold="Twee dingen",
        items=("een vast aanspreekpunt per wijk", "uren voor wie tolkt"),
        link="het jaarverslag",
        dates=("15 oktober 2026", "3 februari 2027"),
        money="€ 1.234,50",
        number="1.250",
        english="Engels",
        remark="Wilt u ons vóór twaalven bellen?",
        later="Dit antwoord kwam later.",
    ),
    "en": Words(
        office="Head of Community & <Care>",
        first="Four departments wrote this with “Quay & City”.",
        second="The plan is revised in 2027; the council’s decision is final.",
        bold="Two points",
        items=("one contact person per neighbourhood", "hours for those who interpret"),
        link="the annual report",
        dates=("15 October 2026", "3 February 2027"),
        money="€1,234.50",
        number="1,250",
        english="English",
        remark="Could you call us before noon?",
        later="This answer came later.",
    ),
    "fi": Words(
        office="Yhteisö- & <hyvinvointi>johtaja",
        first="Neljä osastoa kirjoitti tämän yhdessä ”Laituri & kaupunki” -verkoston kanssa.",
        second="Suunnitelma uusitaan vuonna 2027; valtuusto päättää siitä yhdellä kertaa.",
        bold="Kaksi asiaa",
        items=("yksi yhteyshenkilö kaupunginosaa kohti", "työtunteja tulkkaaville"),
        link="vuosikertomus",
        dates=("15. lokakuuta 2026", "3.2.2027"),
        money="1 234,50 €",
        number="1 250",
        english="englanti",
        remark="Voisitteko soittaa meille ennen puoltapäivää?",
        later="Tämä vastaus tuli myöhemmin.",
    ),
    "el": Words(
        office="Προϊστάμενος Κοινωνίας & <Φροντίδας>",
        first="Τέσσερις υπηρεσίες το έγραψαν μαζί με το «Προβλήτα & Πόλη».",
        second="Το σχέδιο αναθεωρείται το 2027· το συμβούλιο αποφασίζει μία φορά.",
        bold="Δύο σημεία",
        items=("ένα πρόσωπο επαφής ανά γειτονιά", "ώρες για όσους διερμηνεύουν"),
        link="η ετήσια έκθεση",
        dates=("15 Οκτωβρίου 2026", "3 Φεβρουαρίου 2027"),
        money="1.234,50 €",
        number="1.250",
        english="Αγγλικά",
        remark="Μπορείτε να μας τηλεφωνήσετε πριν από το μεσημέρι;",
        later="Αυτή η απάντηση ήρθε αργότερα.",
    ),
}
ADDRESS = "https://example.org/havenstad/2026?part=1&page=2"


# -- the hands of somebody at a keyboard -------------------------------------------------------------------


def formatted(cell: etree._Element, words: Words) -> None:
    """A line, a line with bold and italic words, two bullets as Word's button makes them."""
    write(cell, words.first)
    cell.append(paragraph((words.bold, "b"), (": ", ""), (words.link, "i")))
    for item in words.items:
        bullet = paragraph((item, ""))
        looks = etree.Element(f"{W}pPr")
        etree.SubElement(looks, f"{W}pStyle", {f"{W}val": "ResponseBullet"})
        bullet.insert(0, looks)
        cell.append(bullet)


def linked(cell: etree._Element, words: Words) -> None:
    """A line that ends in a link."""
    write(cell, words.second)
    line = paragraph((f"{words.bold}: ", ""))
    link = etree.SubElement(line, f"{W}hyperlink", {f"{R}id": "rIdMuseum"})
    link.append(paragraph((words.link, ""))[0])
    cell.append(line)


def link_target(root: etree._Element) -> None:
    """What Word notes in the part beside the body for that link."""
    named = {"Id": "rIdMuseum", "Type": LINK, "Target": ADDRESS, "TargetMode": "External"}
    etree.SubElement(root, root[0].tag, named)


def overtyped(cell: etree._Element, text: str) -> None:
    """All was selected and typed over: the control is gone, the text is in the cell."""
    control = next(cell.iter(f"{W}sdt"))
    control.addprevious(paragraph((text, ""))[0])
    control.getparent().remove(control)


def pasted(cell: etree._Element, *lines: str) -> None:
    """Pasting leaves the control empty, with its flag set, and puts the lines after it."""
    content = next(cell.iter(f"{W}sdtContent"))
    content.clear()
    cell.extend(paragraph((line, "")) for line in lines)


def tracked(cell: etree._Element, text: str) -> None:
    """Typed with changes tracked: the prompt is a deletion, the answer an insertion."""
    content = next(cell.iter(f"{W}sdtContent"))
    runs = list(content)
    by = {f"{W}author": "Ann", f"{W}date": "2026-09-01T00:00:00Z"}
    deleted = etree.SubElement(content, f"{W}del", {f"{W}id": "901", **by})
    deleted.extend(runs)
    for each in list(deleted.iter(f"{W}t")):
        each.tag = f"{W}delText"
    inserted = etree.SubElement(content, f"{W}ins", {f"{W}id": "902", **by})
    inserted.append(paragraph((text, ""))[0])


def tick(cell: etree._Element) -> None:
    next(cell.iter(f"{W14}checked")).set(f"{W14}val", "1")
    next(cell.iter(f"{W}t")).text = "☒"


def pick_day(cell: etree._Element, day: str) -> None:
    write(cell, day)
    next(cell.iter(f"{W}date")).set(f"{W}fullDate", f"{day}T00:00:00Z")


def pick_item(cell: etree._Element, value: str) -> None:
    """Choose from the list: the control then shows the item's words, in the language of the form."""
    [shown] = {
        item.get(f"{W}displayText", "")
        for item in cell.iter(f"{W}listItem")
        if item.get(f"{W}value") == value
    }
    write(cell, shown)


def below_the_tables(text: str) -> Edit:
    """A line written at the end of the document, where nobody asked."""

    def edit(root: etree._Element) -> None:
        body = root.find(f"{W}body")
        assert body is not None
        body.insert(len(body) - 1, paragraph((text, "")))

    return edit


# -- one form, filled in -----------------------------------------------------------------------------------


@dataclass
class Typed:
    """What somebody does to one form, and what that must bring, by path (words without their language)."""

    manifest: FormManifest
    words: Words
    edits: list[Edit] = field(default_factory=list)
    expected: dict[str, Any] = field(default_factory=dict)

    def at(self, each: FormField, do: Callable[[etree._Element], None], brings: Any) -> None:
        column = self.column(each)
        self.edits.append(lambda root: do(cell_of(root, each.row_code, column)))
        self.expected[each.path] = brings

    def column(self, asked: FormField) -> int:
        row = [each.code for each in self.manifest.fields if each.row and each.row == asked.row]
        return row.index(asked.code) - len(row) if asked.row else -1

    def body(self, root: etree._Element) -> None:
        for edit in self.edits:
            edit(root)

    def on(self, data: bytes) -> bytes:
        return stored(with_edits(data, {BODY: self.body, RELATIONSHIPS: link_target}))


class Picker:
    """Gives fields of a form, each once: the first that fit."""

    def __init__(self, fields: Sequence[FormField]) -> None:
        self.free = list(fields)

    def take(self, count: int, *kinds: str, filled: bool = False) -> Iterator[FormField]:
        fits = [each for each in self.free if each.kind in kinds and (each.base not in (None, "")) is filled]
        for each in fits[:count]:
            self.free.remove(each)
            yield each


def open_to_all(each: FormField) -> bool:
    """Not one whose answer must fit another one: addresses, rows of evidence, days that follow each other."""
    closed = ("email", "records.", "release", "recording", "telephone")
    return not any(part in each.path for part in closed)


def filled_in(manifest: FormManifest, words: Words, *, special: Mapping[str, str] = {}) -> Typed:
    """The form as somebody fills it in; ``special`` has answers that are typed as they are, by code."""
    typed = Typed(manifest, words)
    pick = Picker([each for each in manifest.fields if open_to_all(each) and each.code not in special])
    write_texts(typed, pick)
    write_lines(typed, pick)
    for each in pick.take(2, "text"):
        typed.at(each, lambda cell: write(cell, words.office), words.office)
    for each in pick.take(1, "text", filled=True):
        typed.at(each, lambda cell: write(cell, words.office), words.office)
    for each in pick.take(1, "text", filled=True):
        typed.at(each, lambda cell: write(cell, ""), None)
    choose(typed, pick)
    for each, date in zip(pick.take(2, "date"), ("2026-10-15", ""), strict=False):
        if date:
            typed.at(each, lambda cell, date=date: pick_day(cell, date), date)
        else:
            typed.at(each, lambda cell: write(cell, words.dates[1]), "2027-02-03")
    for each in pick.take(1, "date", filled=True):
        typed.at(each, lambda cell: write(cell, words.dates[0]), "2026-10-15")
    for each in pick.take(1, "flag"):
        typed.at(each, tick, True)
    asked = {each.code: each for each in manifest.fields}
    for code, text in special.items():
        row, column, text = asked[code].row_code, typed.column(asked[code]), text or words.first
        typed.edits.append(
            lambda root, row=row, column=column, text=text: into(cell_of(root, row, column), text)
        )
    write_lists(typed)
    typed.edits.append(below_the_tables(words.remark))
    return typed


def into(cell: etree._Element, text: str) -> None:
    """Choose where the cell has a list with that value, else type."""
    values = {item.get(f"{W}value") for item in cell.iter(f"{W}listItem")}
    pick_item(cell, text) if text in values else write(cell, text)


def write_texts(typed: Typed, pick: Picker) -> None:
    words = typed.words
    both = f"{words.first}\n\n{words.second}"
    rich = f"{words.first}\n\n**{words.bold}**: *{words.link}*\n\n- {words.items[0]}\n- {words.items[1]}"
    link = f"{words.second}\n\n{words.bold}: [{words.link}]({ADDRESS})"
    ways: list[tuple[Callable[[etree._Element], None], Any]] = [
        (lambda cell: write(cell, words.first, words.second), both),
        (lambda cell: formatted(cell, words), rich),
        (lambda cell: linked(cell, words), link),
        (lambda cell: overtyped(cell, words.second), words.second),
        (lambda cell: pasted(cell, words.first, words.second), both),
        (lambda cell: tracked(cell, words.second), words.second),
    ]
    for each, (do, brings) in zip(pick.take(len(ways), "rich_text"), ways, strict=False):
        typed.at(each, do, brings)
    changed: list[tuple[Callable[[etree._Element], None], Any]] = [
        (lambda cell: formatted(cell, words), rich), (lambda cell: write(cell, ""), None)
    ]  # fmt: skip
    for each, (do, brings) in zip(pick.take(2, "rich_text", filled=True), changed, strict=False):
        typed.at(each, do, brings)


def write_lines(typed: Typed, pick: Picker) -> None:
    """Answers that are several short texts, one a line."""
    words = typed.words
    for each in pick.take(2, "texts"):
        typed.at(each, lambda cell: write(cell, *words.items), list(words.items))
    for each in pick.take(1, "texts"):
        typed.at(each, lambda cell: pasted(cell, *words.items), list(words.items))
    for each in pick.take(1, "texts", filled=True):
        typed.at(each, lambda cell: write(cell, *words.items), list(words.items))
    for each in pick.take(1, "texts", filled=True):
        typed.at(each, lambda cell: write(cell, ""), None)


def choose(typed: Typed, pick: Picker) -> None:
    """From the list, by the label alone, and another item than the one that was chosen before."""
    for each, by_hand in zip(pick.take(2, "choice"), (False, True), strict=False):
        item = each.choices[-1]
        if by_hand:
            typed.at(each, lambda cell, item=item: write(cell, item.label), item.value)
        else:
            typed.at(each, lambda cell, item=item: pick_item(cell, item.value), item.value)
    for each in pick.take(1, "choice", filled=True):
        item = next(item for item in each.choices if item.value != each.base)
        typed.at(each, lambda cell, item=item: pick_item(cell, item.value), item.value)


def write_lists(typed: Typed) -> None:
    """In the first twelve lists: the first spare row filled in, a changed cell, a deleted row, a new row."""
    words = typed.words
    for number, listed in enumerate(typed.manifest.lists[:12]):
        spare = next((row for row in listed.rows if not row.base), None)
        known = [row for row in listed.rows if row.base]
        if spare is not None:
            typed.edits.append(lambda root, each=listed, row=spare: fill_row(root, each, row.code, words))
        text = next((at for at, each in enumerate(listed.cell_columns) if each.kind == "text"), None)
        if known and number == 1 and text is not None:
            typed.edits.append(
                lambda root, row=known[0], at=text: write(cell_of(root, row.code, at + 1), words.office)
            )
        if len(known) > 1 and number == 2:
            typed.edits.append(lambda root, row=known[-1]: remove(row_of(root, row.code)))
    plain = next((each for each in typed.manifest.lists if each.path.endswith("contributions")), None)
    if plain is not None:
        typed.edits.append(lambda root: new_row(root, plain.rows[0].code, words.items))


def fill_row(root: etree._Element, listed: FormList, code: str, words: Words) -> None:
    if not list(root.iterfind(f".//{W}bookmarkStart[@{W}name='{bookmark_name(code)}']")):
        return  # figures are not asked for every indicator
    shared = {each.under for each in listed.columns}
    for at, column in enumerate(listed.cell_columns, 1):
        cell = cell_of(root, code, at)
        if column.control is ControlKind.CHECKBOX:
            tick(cell)
        elif column.choices:
            pick_item(cell, column.choices[0].value)
        else:
            typed_as = {
                "text": words.items[at % 2], "language": words.english, "number": words.number,
                "link": ADDRESS, "year": "2027", "period": "2026-2030", "date": words.dates[0],
                "money": words.money,
            }  # fmt: skip
            write(cell, typed_as[column.kind], *([ADDRESS] if column.name in shared else []))


def remove(element: etree._Element) -> None:
    element.getparent().remove(element)


def new_row(root: etree._Element, code: str, texts: Sequence[str]) -> None:
    """A row inserted behind the one of ``code``: without code and control, as Word makes them."""
    row = row_of(root, code)
    fresh = etree.fromstring(etree.tostring(row))
    for tag in ("bookmarkStart", "bookmarkEnd", "sdt"):
        for each in list(fresh.iter(f"{W}{tag}")):
            remove(each)
    for cell, text in zip(fresh.iterfind(f"{W}tc"), ("", *texts), strict=True):
        write(cell, text)
    row.addnext(fresh)


# -- a report, worked on -----------------------------------------------------------------------------------


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def beginning(root: etree._Element, text: str) -> etree._Element:
    return next(each for each in root.iter(f"{W}p") if said(each).startswith(text))


def first_words(each: FormField) -> str:
    """The first words of a section as they stand in the report."""
    return each.shown[0].text[:30]


def worked_on(manifest: FormManifest, words: Words, *, second: bool) -> Typed:
    """A report after somebody rewrote one section, added to others, and wrote where no section is."""
    typed = Typed(manifest, words)
    sections = [each for each in manifest.fields if each.shown]
    one, two, three, four = (sections[at] for at in ((0, 1, 2, 3) if not second else (1, 4, 5, 6)))

    def body(root: etree._Element) -> None:
        rewritten = beginning(root, first_words(one))
        runs = list(rewritten.iterfind(f"{W}r"))
        for run in runs[1:]:
            rewritten.remove(run)
        next(rewritten.iter(f"{W}t")).text = f"{words.first} {words.second}"
        at = beginning(root, first_words(two))
        for line in (*(paragraph((item, "")) for item in words.items), table(words)):
            at.addnext(line)
        at = beginning(root, first_words(three))
        at.append(paragraph((f" {words.later}", "b"))[0])
        at = beginning(root, first_words(four))
        at.addnext(paragraph((f"{words.bold}: ", "b"), (words.second, "i")))
        if second:
            below_the_tables(words.remark)(root)
        else:
            lead = next(each for each in root.iter(f"{W}pStyle") if each.get(f"{W}val") == "TableLead")
            next(lead.iterancestors(f"{W}p")).addnext(paragraph((words.remark, "")))

    typed.edits.append(body)
    return typed


def table(words: Words) -> etree._Element:
    """A table of somebody's own."""
    made = etree.Element(f"{W}tbl")
    looks = etree.SubElement(made, f"{W}tblPr")
    etree.SubElement(looks, f"{W}tblW", {f"{W}w": "0", f"{W}type": "auto"})
    grid = etree.SubElement(made, f"{W}tblGrid")
    for _ in range(2):
        etree.SubElement(grid, f"{W}gridCol")
    for texts in ((words.bold, "2026"), (words.items[0], words.number)):
        row = etree.SubElement(made, f"{W}tr")
        for text in texts:
            etree.SubElement(row, f"{W}tc").append(paragraph((text, "")))
    return made


def early_return(manifest: FormManifest, words: Words) -> Typed:
    """Three answers, and a line where nobody asked."""
    typed = Typed(manifest, words)
    fields = [
        each for each in manifest.fields if each.kind in ("text", "rich_text", "texts") and open_to_all(each)
    ]
    for each in fields[-3:]:
        typed.at(each, lambda cell: write(cell, words.first), words.first)
    typed.edits.append(below_the_tables(words.remark))
    return typed


def say_otherwise(root: etree._Element, early: Typed, words: Words, *, report: bool) -> None:
    """The earlier return with other words in one of its answers."""
    if report:
        at = beginning(root, words.first)
        next(at.iter(f"{W}t")).text = f"{words.first} {words.later}"
        return
    *_, each = (each for each in early.manifest.fields if each.path in early.expected)
    write(cell_of(root, each.row_code, early.column(each)), words.later)


def compare_with(typed: Typed, changed: Mapping[str, Any], name: str) -> None:
    """Report where the form does not bring what was typed."""
    for path, brings in typed.expected.items():
        got = bare(changed.get(path, "(nothing)"))
        if got != brings:
            print(f"  ! {name} {path}: {brings!r} was typed, {got!r} came", flush=True)


def bare(value: Any) -> Any:
    """A value without the language of its words."""
    if isinstance(value, list):
        return [bare(each) for each in value]
    return value["text"] if isinstance(value, dict) and "text" in value else value
