"""Catalogues: fallback that is told, nothing unsound, and .mo files that any gettext reads."""

from __future__ import annotations

import gettext
import io

import pytest

from assembler.diagnostics import Level
from assembler.errors import CatalogueError
from assembler.i18n.catalogue.catalogue import Catalogue, load_catalogue
from assembler.i18n.catalogue.translations import read_mo, read_translations
from assembler.i18n.languages.languages import get_language
from assembler.i18n.languages.plural_forms import get_plural_forms
from assembler.i18n.po.po_file import Entry, PoFile, write_po

TWO_FORMS = "Plural-Forms: nplurals=2; plural=(n != 1);\n"


def po(*entries: Entry, header: str = TWO_FORMS) -> bytes:
    return write_po(PoFile(header, entries))


def text(message: str, translation: str, **more: str) -> Entry:
    return Entry(message, strings=(translation,), **more)  # type: ignore[arg-type]


class Shelf:
    """The .po files of a project, by language."""

    def __init__(self, **files: bytes) -> None:
        self.files = files

    def catalogues(self, code: str, /) -> tuple[tuple[str, bytes], ...]:
        name = code.replace("-", "_")
        return ((f"{code}.po", self.files[name]),) if name in self.files else ()


def catalogue(code: str, **files: bytes) -> Catalogue:
    return load_catalogue(Shelf(**files), get_language(code))


def test_a_text_comes_from_the_first_language_that_has_it() -> None:
    flemish = catalogue(
        "nl-BE", nl_BE=po(text("mayor", "burgemeester")), nl=po(text("city", "stad"), text("mayor", "x"))
    )
    assert [flemish.gettext(word) for word in ("mayor", "city", "river")] == ["burgemeester", "stad", "river"]


def test_a_fallback_is_reported_and_never_silent() -> None:
    dutch = catalogue("nl", nl=po(text("city", "stad")))
    for word in ("city", "river"):
        dutch.gettext(word)
    assert [(diagnostic.level, diagnostic.message) for diagnostic in dutch.report_missing()] == [
        (Level.WARNING, "a text is in English because it is not translated into the language nl: “river”"),
    ]
    assert dutch.missing_messages() == {"nl": {"river": "en"}}


def test_a_regional_catalogue_holds_what_differs_and_lacks_nothing() -> None:
    flemish = catalogue("nl-BE", nl_BE=po(text("mayor", "burgemeester")), nl=po(text("city", "stad")))
    assert [flemish.gettext(word) for word in ("mayor", "city")] == ["burgemeester", "stad"]
    assert flemish.report_missing() == ()
    flemish.gettext("river")
    assert [diagnostic.message for diagnostic in flemish.report_missing()] == [
        "a text is in English because it is not translated into the language nl: “river”"
    ]


def test_several_missing_texts_are_one_diagnostic() -> None:
    dutch = catalogue("nl", nl=po(text("city", "stad")))
    variants = []
    for word in ("river", "lake", "mountain", "valley"):
        dutch.gettext(word)
        (missing,) = dutch.report_missing()
        variants.append(missing.variant)
    assert (missing.rule, variants) == (
        "missing-translation",
        ["one in a build", *["several in a build"] * 3],
    )
    assert missing.message.endswith(": “river”, “lake”, “mountain”, …")


def test_english_is_the_source_and_lacks_nothing() -> None:
    english = catalogue("en")
    assert english.gettext("city") == "city"
    assert english.ngettext("{n} visit", "{n} visits", 2) == "{n} visits"
    assert english.report_missing() == ()


def test_a_context_goes_before_the_text_without_one() -> None:
    dutch = catalogue("nl", nl=po(text("report", "rapport"), text("report", "verslag", context="charter")))
    assert [dutch.gettext("report", context) for context in ("", "charter", "guide")] == [
        "rapport",
        "verslag",
        "rapport",
    ]


def test_a_fuzzy_guess_is_not_used() -> None:
    guess = Entry("city", strings=("stad",), flags=frozenset({"fuzzy"}))
    assert catalogue("nl", nl=po(guess)).gettext("city") == "city"


def test_plural_forms_are_those_of_the_file() -> None:
    visits = Entry("{n} visit", plural="{n} visits", strings=("{n} visite", "{n} visites"))
    french = catalogue("fr", fr=po(visits, header="Plural-Forms: nplurals=2; plural=(n > 1);\n"))
    assert [french.ngettext("{n} visit", "{n} visits", n) for n in (0, 1, 2)] == [
        "{n} visite",
        "{n} visite",
        "{n} visites",
    ]


@pytest.mark.parametrize(
    ("code", "n", "form"), [("fr", 0, 0), ("fr", 2, 1), ("nl", 0, 1), ("lv", 21, 0), ("lv", 0, 2)]
)
def test_without_a_header_the_forms_are_those_of_cldr(code: str, n: int, form: int) -> None:
    visits = Entry(
        "{n} visit", plural="{n} visits", strings=("0 {n}", "1 {n}", "2 {n}")[: 3 if code == "lv" else 2]
    )
    found = catalogue(code, **{code: po(visits, header="Language: x\n")})
    assert found.ngettext("{n} visit", "{n} visits", n) == f"{form} {{n}}"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (text("Report {city_of}", "Rapport"), "the field {city_of} is missing"),
        (text("<1>Only</1> now", "Alleen nu"), "the inline tag <1> is missing"),
        (text("now", "nu {"), "a `{` opens a field"),
        (Entry("{n} visit", plural="{n} visits", strings=("{n} bezoek",)), "plural forms is 1"),
        (
            Entry("{n} visit", plural="{n} visits", strings=("één bezoek", "bezoeken")),
            "the field {n}",
        ),
    ],
)
def test_an_unsound_translation_stops_with_all_its_findings(entry: Entry, complaint: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        catalogue("nl", nl=po(text("Dear {x}", "Beste"), entry))
    assert refused.value.location == "nl.po"
    assert len(refused.value.diagnostics) >= 2
    assert any(complaint in diagnostic.message for diagnostic in refused.value.diagnostics)
    assert refused.value.diagnostics[0].location.line == 5


def test_a_single_unsound_translation_is_named_with_its_line_and_what_to_do() -> None:
    with pytest.raises(CatalogueError, match="is not closed") as refused:
        catalogue("nl", nl=po(text("<1>Draft.</1>", "<1>Ontwerp.")))
    assert refused.value.location == "nl.po, line 5"
    assert "inline tag" in refused.value.hint


@pytest.mark.parametrize(
    ("code", "rule", "said"),
    [
        ("nl", "nplurals=2; plural=__import__;", "not valid"),
        ("nl", "nplurals=2; plural=(n%0);", "not valid"),
        ("nl", "nplurals=2; plural=(n-5);", "not valid"),
        ("nl", "nplurals=2; plural=n;", "not valid"),
        ("fi", "nplurals=2; plural=(n == 1);", "the wrong form for 0 in the language fi"),
        ("fi", "nplurals=2; plural=(n > 1);", "the wrong form for 0 in the language fi"),
        ("fr", "nplurals=2; plural=(n != 1);", "the wrong form for 0 in the language fr"),
        ("nl", "nplurals=3; plural=(n != 1);", "says nplurals=3, but the language nl has nplurals=2"),
        ("nl", "nplurals=1; plural=0;", "says nplurals=1, but the language nl has nplurals=2"),
        ("pl", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 2 : 1);", "the wrong form for 0"),
    ],
)
def test_plural_forms_that_are_not_those_of_the_language_are_refused(code: str, rule: str, said: str) -> None:
    with pytest.raises(CatalogueError, match="Plural-Forms") as refused:
        catalogue(code, **{code: po(text("a", "b"), header=f"Plural-Forms: {rule}\n")})
    assert said in refused.value.message
    assert refused.value.diagnostics[0].location.line == 1
    assert get_plural_forms(get_language(code)).header in refused.value.hint


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("fr", "nplurals=3; plural=(n < 2 ? 0 : n % 1000000 == 0 ? 1 : 2);"),
        ("lv", "nplurals=3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 && n%100!=11 ? 1 : 2);"),
        ("pl", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"),
    ],
)
def test_plural_forms_as_tools_write_them_after_cldr_are_taken(code: str, rule: str) -> None:
    assert catalogue(code, **{code: po(text("a", "b"), header=f"Plural-Forms: {rule}\n")}).gettext("a") == "b"


def test_a_mo_file_holds_the_same_and_any_gettext_reads_it() -> None:
    visits = Entry("{n} visit", plural="{n} visits", strings=("{n} bezoek", "{n} bezoeken"))
    data = po(text("city", "stad"), text("report", "verslag", context="charter"), visits)
    texts = read_translations(data, "nl.po", get_language("nl"))
    assert read_mo(texts.to_mo(), "nl.po") == texts
    python = gettext.GNUTranslations(io.BytesIO(texts.to_mo()))
    assert python.gettext("city") == "stad"
    assert python.pgettext("charter", "report") == "verslag"
    assert python.ngettext("{n} visit", "{n} visits", 3) == "{n} bezoeken"


def test_checked_texts_are_kept_and_used_again() -> None:
    kept: dict[str, bytes] = {}

    class Cupboard:
        def get(self, key: str, /) -> bytes | None:
            return kept.get(key)

        def put(self, key: str, data: bytes, /) -> None:
            kept[key] = data

    shelf = Shelf(nl=po(text("city", "stad")))
    assert load_catalogue(shelf, get_language("nl"), Cupboard()).gettext("city") == "stad"
    (key,) = kept
    kept[key] = read_translations(po(text("city", "gemeente")), "nl.po", get_language("nl")).to_mo()
    assert load_catalogue(shelf, get_language("nl"), Cupboard()).gettext("city") == "gemeente"
    assert (
        load_catalogue(Shelf(nl=po(text("city", "oord"))), get_language("nl"), Cupboard()).gettext("city")
        == "oord"
    )


@pytest.mark.parametrize("damaged", [b"", b"no", b"\0" * 40])
def test_a_damaged_mo_file_is_refused(damaged: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_mo(damaged, "nl.mo")


def test_what_a_regional_catalogue_lacks_is_its_own_where_its_language_has_none() -> None:
    found = catalogue("nl-BE", nl_BE=po(text("a", "b")))
    assert (found.gettext("a"), found.gettext("City")) == ("b", "City")
    (told,) = found.report_missing()
    assert "not translated into the language nl-BE" in told.message
    assert "update nl-BE`" in told.hint
