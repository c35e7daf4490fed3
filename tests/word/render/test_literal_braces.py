"""What people type is told from a tag that was left, and reads the same."""

from __future__ import annotations

import re

import pytest

from assembler.word.render.literal_braces import split_typed_tags

TYPED = ("{{ x }}", "{% if x %}", "{# note #}", "{{{x}}}", "100%} and #}", "{{%}")


@pytest.mark.parametrize("typed", TYPED)
def test_no_two_signs_of_a_tag_stand_in_one_text_and_the_words_are_the_same(typed: str) -> None:
    made = split_typed_tags(
        f'<w:r><w:t>a</w:t></w:r><w:r><w:t xml:space="preserve"> {typed} &amp; b</w:t></w:r>'
    )
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", made)
    assert "".join(texts) == f"a {typed} &amp; b"
    assert not [each for each in texts if re.search(r"\{[{%#]|[%#]\}", each)]
    assert made.count("<w:r>") == made.count("</w:r>") == 2


def test_only_texts_are_touched() -> None:
    xml = '<w:p><w:r><w:instrText> {{ x }} </w:instrText></w:r><w:r w:rsidR="{{"><w:t>b</w:t></w:r></w:p>'
    assert split_typed_tags(xml) == xml
