"""Languages: tags, names, fallback and quotation marks."""

from __future__ import annotations

import pytest

from assembler.errors import ProjectError
from assembler.i18n.languages.languages import get_language

TAGS = {
    "nl": "nl-NL", "nl-BE": "nl-BE", "en": "en-GB", "fr": "fr-FR", "fr-BE": "fr-BE", "de": "de-DE",
    "it": "it-IT", "sv": "sv-SE", "sv-FI": "sv-FI", "fi": "fi-FI", "el": "el-GR", "es": "es-ES",
    "ca": "ca-ES", "lv": "lv-LV",
}  # fmt: skip


@pytest.mark.parametrize(("code", "tag"), TAGS.items())
def test_word_gets_a_tag_with_a_region(code: str, tag: str) -> None:
    assert get_language(code).tag == tag


def test_a_region_falls_back_to_its_language_and_then_to_english() -> None:
    assert get_language("sv-FI").chain == ("sv-FI", "sv", "en")
    assert get_language("en").chain == ("en",)


def test_a_language_is_named_in_itself_and_in_english() -> None:
    assert (get_language("fi").own_name, get_language("fi").english_name) == ("suomi", "Finnish")
    assert get_language("nl-BE").own_name == "Nederlands (België)"


def test_quotations_within_quotations_have_other_marks() -> None:
    german = get_language("de").quotes
    assert german.quote(f"er sagte {german.quote('ja', within=True)}") == "„er sagte ‚ja‘“"


def test_the_language_of_tests_is_in_no_language_for_word() -> None:
    assert get_language("xx").tag == "x-none"


@pytest.mark.parametrize(
    ("wrong", "near"), [("nl_BE", "nl-BE"), ("dut", ""), ("zz", ""), ("NL", ""), ("nl-", "nl"), ("", "")]
)
def test_an_unknown_language_is_refused_with_a_hint(wrong: str, near: str) -> None:
    with pytest.raises(ProjectError) as refused:
        get_language(wrong)
    assert near in refused.value.hint
    assert "such as nl" in refused.value.hint
