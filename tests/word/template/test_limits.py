"""A template from an untrusted source takes neither all time nor all memory: it fails, and says where."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from assembler.errors import TemplateError
from assembler.word.package.package import open_package
from assembler.word.render.prepared_template import PreparedTemplate
from assembler.word.render.template_preparation import prepare
from assembler.word.template import limits

GREEDY = [
    "{{ 'a'.center(10**9) }}", "{{ 'a'.center(1000000000) }}", "{{ 'a'.ljust(1000000000) }}",
    "{{ 'a'.rjust(1000000000) }}", "{{ 'a'.zfill(1000000000) }}", "{{ 'a'|center(1000000000) }}",
    "{{ '%1000000000d' % 1 }}", "{{ '%*d' % (1000000000, 1) }}", "{{ '%1000000000d'|format(1) }}",
    "{{ '{:1000000000}'.format(1) }}", "{{ '{:{w}}'.format(1, w=1000000000) }}",
    "{{ '{a:1000000000}'.format_map({'a': 1}) }}",
    "{{ ('a' * 1000000)|replace('a', 'b' * 1000000) }}", "{{ ('a' * 1000000).replace('a', 'b' * 1000000) }}",
    "{{ ('a' * 1000000)|join('b' * 1000000) }}", "{{ ('b' * 1000000).join('a' * 1000000) }}",
    "{{ [1]|batch(1000000000, 'x')|list }}", "{{ [1]|slice(1000000000, 'x')|list }}",
    "{{ ('a' * 1000000).translate({97: 'b' * 1000000}) }}", "{{ ('\\t' * 1000000).expandtabs(1000000) }}",
    "{{ ('\\n' * 1000000)|indent(1000000) }}", "{{ [1]|tojson(1000000000) }}",
    "{{ (5).to_bytes(1000000000, 'big') }}", "{{ lipsum(n=1000000) }}", "{{ '\\a' * 1000000 }}",
    "{{ ((10**64)**64)**64 }}", "{{ 5|round(-1000000000) }}",
    "{{ 5|round(1000000000, 'ceil') }}",
]  # fmt: skip
DOUBLING = {
    "joined": "{% set ns.x = ns.x ~ ns.x %}",
    "added": "{% set ns.x = ns.x + ns.x %}",
    "set": "{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = y %}",
    "listed": "{% set ns.x = [ns.x, ns.x] %}",
    "mapped": "{% set ns.x = {'a': ns.x, 'b': ns.x} %}",
}
DEEP = {
    "parentheses": "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "lists": "{{ " + "[" * 500 + "1" + "]" * 500 + " }}",
    "not": "{% if " + "not " * 1000 + "x %}{% endif %}",
    "filters": "{{ x" + "|upper" * 1000 + " }}",
    "attributes": "{{ x" + ".a" * 1000 + " }}",
    "items": "{{ x" + "[0]" * 1000 + " }}",
    "calls": "{{ x" + "()" * 1000 + " }}",
    "signs": "{{ " + "-" * 1000 + "1 }}",
    "sums": "{{ 1" + "+1" * 1000 + " }}",
    "choices": "{{ " + "1 if x else " * 1000 + "1 }}",
    "for": "{% for a in [1] %}" * 200 + "x" + "{% endfor %}" * 200,
    "for in few": "{% for a in [1] %}" * 21 + "x" + "{% endfor %}" * 21,
    "if": "{% if 1 %}" * 200 + "x" + "{% endif %}" * 200,
    "braces": "{{" * 2000 + "}}" * 2000,
}


def ready(*texts: str) -> PreparedTemplate:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return prepare(open_package(stream.getvalue(), "letter.docx"), "letter.docx")


def shown(text: str, **data: Any) -> str:
    made = Document(io.BytesIO(ready(text).render(data)))
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize("greedy", GREEDY)
def test_what_one_operation_makes_is_bounded(greedy: str) -> None:
    with pytest.raises(TemplateError, match=r"it produces|it uses a width") as caught:
        ready("Dear all", greedy).render({})
    assert caught.value.location == "letter.docx: body, paragraph 2" or "{w}" in greedy
    assert "trust" in caught.value.hint


@pytest.mark.sampled(3)
@pytest.mark.parametrize("step", DOUBLING.values(), ids=DOUBLING)
@pytest.mark.parametrize(
    "show", ["{{ ns.x }}", "{{ ns.x ~ 'a' }}", "{{ ns.x|tojson }}", "{{ '%s' % (ns.x,) }}"]
)
def test_doubling_in_a_loop_ends(step: str, show: str) -> None:
    template = f"{{% set ns = namespace(x='a') %}}{{% for i in range(60) %}}{step}{{% endfor %}}{show}"
    with pytest.raises(TemplateError, match=r"produces more than|not text"):
        ready(template).render({})


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "use",
    [
        "{{ a.x == b.x }}", "{{ a.x != b.x }}", "{{ a.x < b.x }}", "{{ 1 < 2 and (a.x >= b.x) }}",
        "{{ a.x in [b.x] }}", "{{ a.x not in [b.x] }}", "{{ {a.x: 1} }}", "{{ [b.x].index(a.x) }}",
        "{{ [b.x].count(a.x) }}", "{{ {}.get(a.x) }}", "{% if a.x == b.x %}{% endif %}",
        "{{ a.x is eq(b.x) }}", "{{ 'a'|attr(a.x) }}",
        "{{ [a.x]|select('in', [b.x])|list }}", "{{ {}[a.x] }}", "{{ [a.x, b.x]|unique|list }}",
        "{{ [{'k': a.x}, {'k': b.x}]|groupby('k') }}", "{{ a.x is in([b.x]) }}", "{{ dict([(a.x, 1)]) }}",
    ],
)  # fmt: skip
def test_comparing_doubled_lists_ends(use: str) -> None:
    doubled = "{% set a = namespace(x=(1,)) %}{% set b = namespace(x=(1,)) %}{% for i in range(60) %}"
    doubled += "{% set a.x = (a.x, a.x) %}{% set b.x = (b.x, b.x) %}{% endfor %}"
    with pytest.raises(TemplateError, match="produces more than"):
        ready(doubled + use).render({})


def test_comparisons_mean_what_they_say() -> None:
    assert (
        shown("{{ 1 < 2 <= 2 }} {{ [1] == [1] }} {{ x in [x] }} {{ x not in [[x]] }}", x=[1])
        == "True True True True"
    )
    assert shown("{{ {'a': 1, 'b': x}['b'] }} {{ 3 > x > 1 }} {{ x != y }}", x=2, y=2) == "2 True False"


def test_loops_inside_each_other_and_macros_that_call_themselves_twice_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loops = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"
    macro = "{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}"
    called = "{% macro f() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    called += "{% call f() %}" * 40 + "x" + "{% endcall %}" * 40
    monkeypatch.setattr(limits, "MAX_ROUNDS", 20_000)
    for template in (loops, macro, called):
        with pytest.raises(TemplateError, match="more than 20,000 loop iterations"):
            ready(template).render({})
    monkeypatch.setattr(limits, "MAX_SECONDS", -1)
    with pytest.raises(TemplateError, match="seconds"):
        ready(loops).render({})


def test_a_part_may_have_so_many_bytes_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_OUTPUT", 1024 * 1024)
    prepared = ready("Dear all", "{% for x in range(100000) %}", "{{ word }}", "{% endfor %}")
    with pytest.raises(TemplateError, match="more than 1 MB of text") as caught:
        prepared.render({"word": "word" * 10})
    assert "paragraph" in caught.value.location


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deeply_is_named_with_its_place(deep: str) -> None:
    with pytest.raises(TemplateError, match=r"nested too deeply|cannot be read") as caught:
        ready("Dear all", deep)
    assert caught.value.location.startswith("letter.docx: body")
    assert len(str(caught.value)) < 400


def test_too_many_branches_are_not_called_nesting() -> None:
    with pytest.raises(
        TemplateError, match=r"\{% if 0 %\} has more than 200 \{% elif %\} branches"
    ) as caught:
        ready("Dear all", "{% if 0 %}" + "{% elif 0 %}" * 201 + "{% endif %}")
    assert caught.value.location.startswith("letter.docx: body")
    assert caught.value.hint == "divide it into several {% if %} blocks"


@pytest.mark.parametrize(
    "modest",
    [
        "{{ " + "(" * 30 + "1" + ")" * 30 + " }}",
        "{{ 'x'" + "|upper" * 60 + " }}",
        "{{ 1" + "~1" * 500 + " }}",
        "{% for a in [1] %}" * 15 + "x" + "{% endfor %}" * 15,
        "{% if 1 %}" * 50 + "x" + "{% endif %}" * 50,
        "{% if 0 %}" + "{% elif 0 %}" * 150 + "{% endif %}",
    ],
)
def test_what_people_may_write_is_rendered(modest: str) -> None:
    ready(modest).render({})


def test_a_macro_without_end_says_so() -> None:
    with pytest.raises(TemplateError, match="calls itself too often"):
        ready("{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(1) }}").render({})


def test_long_numbers_and_those_that_are_none() -> None:
    with pytest.raises(TemplateError, match="1000 digits"):
        ready("Dear all", "{{ " + "9" * 5000 + " }}")
    for number in ("1e999", "-1e999", "[1, 2e308]"):
        with pytest.raises(TemplateError, match="a number is too large") as caught:
            ready("Dear all", "{{ " + number + " }}")
        assert caught.value.location == "letter.docx: body, paragraph 2"
    assert shown("{{ 'inf'|float }} {{ 'nan'|float }} {{ [1, '-inf'|float]|join(' ') }}") == "inf nan 1 -inf"


@pytest.mark.parametrize("name", ["keep_tag", "start_tag", "render_text", "render_raw", "render_elements"])
def test_our_own_names_are_names_like_others(name: str) -> None:
    assert shown(f"{{{{ {name} }}}}", **{name: "word"}) == "word"
    with pytest.raises(TemplateError, match="does not exist"):
        ready(f"{{{{ 1|{name} }}}}")


def test_a_number_in_the_text_of_a_format_is_no_width() -> None:
    assert shown("{{ 'Box 12345: %s' % 'A' }} {{ '10000 {}'.format(1) }} {{ '%9999d' % 1 }}").split() == [
        "Box", "12345:", "A", "10000", "1", "1",
    ]  # fmt: skip
    for wide in (
        "'%10000d' % 1",
        "'%(a)99999d' % {'a': 1}",
        "'%((a)b)99999d' % {'(a)b': 1}",
        "'{:>10000}'.format(1)",
    ):
        with pytest.raises(TemplateError, match="a width that is computed or greater than 9,999"):
            ready(f"{{{{ {wide} }}}}").render({})


def test_formats_widths_and_joins_of_every_day_work() -> None:
    assert shown("{{ 'a'.zfill(3) }} {{ '%05.1f' % 2 }} {{ '{:>4}'.format(1) }}") == "00a 002.0    1"
    assert (
        shown("{{ xs|join(', ') }} {{ ', '.join(xs) }} {{ 'a-b'.replace('-', '+') }}", xs=["a", "b"])
        == "a, b a, b a+b"
    )
    assert (
        shown("{{ xs|batch(2, '')|list|tojson }} {{ 2.456|round(1) }} {{ 7 % 2 }} {{ 'a' ~ 1 ~ xs }}", xs=[1])
        == '[[1, ""]] 2.5 1 a1[1]'
    )
