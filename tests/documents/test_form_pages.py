"""What the pages of a form show to those who fill it in, on paper and on the screen."""

from __future__ import annotations

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from returned_forms import W, body_of


def test_prompts_are_in_brackets_and_in_rich_text_controls(build_context: BuildContext) -> None:
    made = assemble(
        build_context, Order("baseline-report", benchmark="dive", city="amsterdam", language="en")
    )
    controls = [
        each for each in body_of(made.data).iter(f"{W}sdt") if each.find(f".//{W}showingPlcHdr") is not None
    ]
    shown = {"".join(text.text or "" for text in each.iter(f"{W}t")) for each in controls}
    assert {text for text in shown if not (text.startswith("[") and text.endswith("]"))} == {"…"}
    assert not any(each.find(f"{W}sdtPr/{W}text") is not None for each in controls)
