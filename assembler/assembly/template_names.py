"""The names that the template of a document type can use, each with what it holds in the example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assembler.assembly.assemble import names_for
from assembler.assembly.orders.context import Workshop
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import each_part
from assembler.i18n.languages.languages import SOURCE
from assembler.store.project.project import Project
from assembler.structs import Struct
from assembler.word.template.names import list_names

_DEEPEST = 4
"""Names behind a name that are listed: `review.team.members[]` and no further."""


class TemplateName(Struct, frozen=True):
    """A name as a template writes it, ``[]`` for each item of a list; what it holds, and an example."""

    name: str
    holds: str
    example: str = ""


def template_names(project: Project, name: str) -> tuple[TemplateName, ...]:
    """Every name for the type ``name``, in the order in which its view gives them; else AssemblyError."""
    declared = project.document_type(name)
    order, *_ = each_part(project, [Order(name, declared.example, language=SOURCE, draft=True)])
    context = names_for(Workshop(project), order)
    fields = {*declared.fields, *declared.lists}
    own = (_of_field(each, declared.fields) for each in sorted(fields))
    return (*own, *(row for key, value in context.items() if key not in fields for row in _of(key, value)))


def _of_field(name: str, fields: Mapping[str, object]) -> TemplateName:
    if name in fields:
        return TemplateName(name, "field of the form", f"{{{{ {name} }}}} and {{{{ {name}.code }}}}")
    return TemplateName(name, "list of the form", f"{{%tr for row in {name}.rows %}}")


def _of(name: str, value: Any, depth: int = 0) -> Iterator[TemplateName]:
    """The name itself and, where it holds several values, theirs."""
    if value is None:
        yield TemplateName(name, "nothing in this example")
    elif "code_xml" in list_names(value):
        yield TemplateName(name, "field of the form", f"{{{{ {name} }}}} and {{{{ {name}.code }}}}")
    elif isinstance(value, bool):
        yield TemplateName(name, "yes or no", "yes" if value else "no")
    elif isinstance(value, (list, tuple)):
        yield TemplateName(name, "list", f"{{%p for item in {name} %}}")
        if value and depth < _DEEPEST and not isinstance(value[0], str):
            yield from _inside(f"{name}[]", value[0], depth + 1)
    elif list_names(value) and not hasattr(value, "__html__"):
        yield from _inside(name, value, depth)
    elif hasattr(value, "__html__"):
        yield TemplateName(name, "formatted text", f"{{{{p {name} }}}}")
    else:
        holds = "number" if isinstance(value, (int, float)) else "text"
        yield TemplateName(name, holds, " ".join(str(value).split()))


def _inside(name: str, value: Any, depth: int) -> Iterator[TemplateName]:
    if depth >= _DEEPEST or not list_names(value):
        yield TemplateName(name, "several values" if list_names(value) else "text")
        return
    for key in list_names(value):
        inner = value[key] if isinstance(value, Mapping) else getattr(value, key)
        yield from _of(f"{name}.{key}", inner, depth + 1)
