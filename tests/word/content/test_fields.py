"""Fields are counted as ECMA-376 part 1, 17.16.18 pairs their characters; another way, which parses, agrees.

What is no field keeps its text: one that is never closed, one whose instruction holds another. A result of
several paragraphs is counted and left, since writing it anew would swallow them.
"""

from __future__ import annotations

from random import Random
from typing import Any

from lxml import etree

from assembler.word.content.numbered_fields import update_fields
from assembler.word.content.table_of_contents import format_number
from drawn_fields import body, character

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
COUNTED = frozenset(("SEQ", "Fallback"))
BEGIN, SEPARATE, END = (character(kind) for kind in ("begin", "separate", "end"))


def code(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(words: str = " SEQ Table ", result: str = text("9")) -> str:
    return BEGIN + code(words) + SEPARATE + result + END


def tree(xml: str) -> Any:
    return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}" xmlns:mc="{MC[1:-1]}">{xml}</w:body>')


def texts(root: Any) -> list[str]:
    return [each.text or "" for each in root.iter(f"{W}t") if each.text]


def shown(xml: str) -> str:
    return " ".join(texts(tree(update_fields(xml, kinds=COUNTED))))


class Parsed:
    """A field found by parsing: the numbers of its nodes, its instruction, and whether that is all of it."""

    def __init__(self, begin: int, words: str = "") -> None:
        self.begin, self.separate, self.end = begin, 0, 0
        self.words = words
        self.is_plain = True


def parsed(nodes: list[Any]) -> list[Parsed]:
    """The fields among ``nodes``, in the order in which they begin; each text box is a story of its own."""
    found, stories = [], dict[Any, list[Parsed]]()
    for at, node in enumerate(nodes):
        open_ = stories.setdefault(next(node.iterancestors(f"{W}txbxContent"), None), [])
        kind = node.get(f"{W}fldCharType")
        if node.tag == f"{W}fldSimple":
            found.append(Parsed(at, node.get(f"{W}instr")))
            found[-1].separate, found[-1].end = at, at + len(list(node.iter()))
        elif node.tag == f"{W}instrText" and open_ and not open_[-1].separate:
            open_[-1].words += node.text
        elif kind == "begin":
            if open_ and not open_[-1].separate:
                open_[-1].is_plain = False
            open_.append(Parsed(at))
            found.append(open_[-1])
        elif open_ and kind == "separate":
            open_[-1].separate = open_[-1].separate or at
        elif open_ and kind == "end":
            open_.pop().end = at
    return found


def by_parsing(root: Any) -> list[str]:
    """The texts of a body whose fields are counted on its tree."""
    nodes, counts, done = list(root.iter()), dict[str, int](), 0
    for each in parsed(nodes):
        asked = each.words.split()
        if each.begin < done or asked[:1] != ["SEQ"] or not (each.end and each.is_plain):
            continue
        result = nodes[each.separate : each.end] if each.separate else []
        written = [] if any(node.tag == f"{W}p" for node in result) else result
        done = each.end if written else 0
        number = counted(asked[1:], counts)
        places = [node for node in written if node.tag == f"{W}t"] if number else []
        for at, node in enumerate(places):
            node.text = "" if at else number
    return texts(root)


def counted(words: list[str], counts: dict[str, int]) -> str:
    if not words or "\\s" in words or "x" in words:
        return ""
    name, _, asked = " ".join(words).partition(" ")
    counts[name] = 5 if "\\r" in asked else counts.get(name, 0) + ("\\c" not in asked)
    return format_number(counts[name], "upperRoman" if "ROMAN" in asked else "decimal")


def one_way(root: Any) -> Any:
    """A body without the second of two alternatives, which have to say the same."""
    for each in list(root.iter(f"{MC}AlternateContent")):
        first, second = each
        assert texts(first) == texts(second)
    for each in list(root.iter(f"{MC}Fallback")):
        each.getparent().remove(each)
    return root


def test_counting_as_plain_text_and_counting_on_a_tree_agree() -> None:
    for seed in range(400):
        xml = body(Random(seed))
        made = update_fields(xml, kinds=COUNTED).replace("&#160;", " ")
        assert texts(one_way(tree(made))) == by_parsing(one_way(tree(xml))), seed


def test_a_field_that_is_never_closed_is_text_and_those_after_it_are_counted() -> None:
    assert shown(f"<w:p>{BEGIN}{code(' SEQ Table ')}{SEPARATE}{text('9')}</w:p><w:p>{field()}</w:p>") == "9 1"


def test_an_instruction_outside_a_field_is_text() -> None:
    assert shown(f"<w:p>{field()}{code(' SEQ Table ')}{text('a')}{field()}</w:p>") == "1 a 2"


def test_a_result_of_several_paragraphs_is_counted_and_stays() -> None:
    torn = f"<w:p>{BEGIN}{code(' SEQ Table ')}{SEPARATE}{text('one')}</w:p><w:p>{text('two')}{END}</w:p>"
    assert shown(f"{torn}<w:p>{field()}</w:p>") == "one two 2"


def test_a_field_inside_a_result_goes_with_it_as_word_writes_the_result_again() -> None:
    assert shown(f"<w:p>{field(result=field(' SEQ Figure '))}{field(' SEQ Figure ')}</w:p>") == "1 1"


def test_a_field_with_another_in_its_instruction_stays() -> None:
    inside = BEGIN + code(r" SEQ Table \r ") + field(" =1+1 ") + SEPARATE + text("7") + END
    assert shown(f"<w:p>{inside}{field()}</w:p>") == "9 7 1"


def test_an_instruction_in_pieces_is_one() -> None:
    assert (
        shown(
            f"<w:p>{BEGIN}{code(' ')}{code('SEQ ')}{code('Tabel')}{code(' ')}{SEPARATE}{text('9')}{END}</w:p>"
        )
        == "1"
    )


def test_a_simple_field_without_result_leaves_what_stands_behind_it() -> None:
    simple = '<w:fldSimple w:instr=" SEQ Table "/>'
    other = f'<w:fldSimple w:instr=" PAGE ">{text("3")}</w:fldSimple>'
    assert shown(f"<w:p>{simple}{text('words')}{other}{field()}</w:p>") == "words 3 2"


def test_a_number_that_is_set_to_no_number_stays() -> None:
    assert shown(f"<w:p>{field(' SEQ Table ' + chr(92) + 'r x ')}</w:p>") == "9"


def test_a_caption_in_a_text_box_is_counted_once() -> None:
    inside = f"<w:txbxContent><w:p>{field()}</w:p></w:txbxContent>"
    either = f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{either}</mc:AlternateContent></w:r>"
    assert shown(f"<w:p>{field()}{box}{field()}</w:p>") == "1 2 2 3"


def test_many_fields_that_are_never_closed_stay() -> None:
    xml = f"<w:p>{BEGIN}{code(' SEQ Table ')}{SEPARATE}{text('9')}</w:p>" * 400
    assert update_fields(xml) == xml
