"""What docxtpl is given in place of our drawn texts, controls and references: plain words, ready made."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from assembler.assembly.content.references import ReferenceRenderer
from assembler.assembly.content.text_rendering import substitute
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import resolve_edition
from assembler.assembly.template_context import REFERENCE_IDS
from assembler.i18n.languages.languages import get_language
from assembler.model.documents.document_type import DocumentType
from assembler.model.documents.form_manifest import FormManifest
from assembler.model.types.values import Image, Text
from assembler.views import build_view
from assembler.views.context import ViewContext
from assembler.views.cross_references import Mark, References
from assembler.word.content.references import CodeLinks
from assembler.word.template.escaping import RunMarkup, render_text


class Said(str):
    """Words in a place, with the code that stands beside them."""

    code: str


def said(code: str, words: str) -> Said:
    text = Said(words)
    text.code = code
    return text


def plain_context(
    build_context: BuildContext, order: Order, manifest: FormManifest | None, *, linked: bool = False
) -> dict[str, Any]:
    """The view's names as objects (stock Jinja reads ``group.values`` as the method of a dictionary).

    ``linked``: marks and references as the bookmarks and fields that our document has, ready made as well.
    """
    project = build_context.project
    record, declared = project.record(order.record), project.document_type(order.type)
    cities, about = build_context.cities(), record.about
    view_context = ViewContext(
        record,
        project,
        cities,
        get_language(order.language),
        build_context.catalogue(order.language).gettext,
        optional_city=cities[about.city_ids[0]],
        optional_benchmark=project.benchmark(about.benchmark_tag) if about.benchmark_tag else None,
        edition=resolve_edition(declared, order.edition),
    )
    context = build_view(declared.view, view_context)
    context |= {"contents": "", "organisation_chart": ""}
    context |= {"document_title": declared.title, "form_id": "", "lacking": [], "edition": ""}
    if manifest and declared.kind == "form":
        fill(context, declared, manifest)
    if linked:
        substitute(
            context, ReferenceRenderer(CodeLinks(get_language(order.language).tag), REFERENCE_IDS).renderers
        )
    return {name: plain(value) for name, value in context.items()}


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return SimpleNamespace(**{name: plain(each) for name, each in value.items()})
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, Text):
        return value.text
    if isinstance(value, RunMarkup):
        return Markup(render_text(value))
    if isinstance(value, References):
        return ", ".join(value.codes)
    return value.code if isinstance(value, Mark) else "" if isinstance(value, Image) else value


def fill(context: dict[str, Any], declared: DocumentType, manifest: FormManifest) -> None:
    """Put the words of a form's fields and lists where its controls stand."""
    words = {each.code: "\n".join(block.text for block in each.shown) for each in manifest.fields}
    lists = {each.code: [{"code": row.code, **{column.name: row.shown.get(column.name, "")
             for column in each.columns}} for row in each.rows] for each in manifest.lists}  # fmt: skip
    for name, field in declared.fields.items():
        context[name] = said(field.code, words[field.code])
    for name, listed in declared.lists.items():
        context[name] = {"rows": lists[listed.code]}
    block = declared.blocks["indicator"]
    for group in context["groups"]:
        for value in group["values"]:
            for item in value["indicators"]:
                for name, field in block.fields.items():
                    item[name] = said(f"{item['code']}.{field.code}", words[f"{item['code']}.{field.code}"])
                for name, listed in block.lists.items():
                    item[name] = {"rows": lists[f"{item['code']}.{listed.code}"]}
