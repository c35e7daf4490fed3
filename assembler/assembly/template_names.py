"""The names that a document type's template can use, with their values in the example record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assembler.assembly.assemble import build_names
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.i18n.languages.languages import SOURCE
from assembler.store.project.project import Project
from assembler.structs import Struct
from assembler.word.template.names import list_names

_DEEPEST = 4
"""Maximum nesting of the names that are listed, such as `review.team.members[]`."""


class TemplateName(Struct, frozen=True):
    """A name as written in a template, with its kind of value and an example.

    In the name, ``[]`` marks the items of a list.
    """

    name: str
    holds: str
    example: str = ""


def list_template_names(project: Project, name: str) -> tuple[TemplateName, ...]:
    """Return the names for document type ``name``.

    The fields and lists of a form come first, in alphabetical order, followed by the other names in view
    order. Raises AssemblyError if there is no such document type, or if its example cannot be built.
    """
    declared = project.document_type(name)
    order, *_ = expand_parts(project, [Order(name, declared.example, language=SOURCE, draft=True)])
    context = build_names(BuildContext(project), order)
    fields = {*declared.fields, *declared.lists}
    own = (_describe_field(each, declared.fields) for each in sorted(fields))
    return (
        *own,
        *(row for key, value in context.items() if key not in fields for row in _describe_value(key, value)),
    )


def _describe_field(name: str, fields: Mapping[str, object]) -> TemplateName:
    if name in fields:
        return TemplateName(name, "field of the form", f"{{{{ {name} }}}} and {{{{ {name}.code }}}}")
    return TemplateName(name, "list of the form", f"{{%tr for row in {name}.rows %}}")


def _describe_value(name: str, value: Any, depth: int = 0) -> Iterator[TemplateName]:
    """Yield ``name`` and, if its value is nested, the names inside it."""
    if value is None:
        yield TemplateName(name, "no value in this example")
    elif "code_xml" in list_names(value):
        yield TemplateName(name, "field of the form", f"{{{{ {name} }}}} and {{{{ {name}.code }}}}")
    elif isinstance(value, bool):
        yield TemplateName(name, "yes or no", "yes" if value else "no")
    elif isinstance(value, (list, tuple)):
        yield TemplateName(name, "list", f"{{%p for item in {name} %}}")
        if value and depth < _DEEPEST and not isinstance(value[0], str):
            yield from _describe_members(f"{name}[]", value[0], depth + 1)
    elif list_names(value) and not hasattr(value, "__html__"):
        yield from _describe_members(name, value, depth)
    elif hasattr(value, "__html__"):
        yield TemplateName(name, "formatted text", f"{{{{p {name} }}}}")
    else:
        holds = "number" if isinstance(value, (int, float)) else "text"
        yield TemplateName(name, holds, " ".join(str(value).split()))


def _describe_members(name: str, value: Any, depth: int) -> Iterator[TemplateName]:
    if depth >= _DEEPEST or not list_names(value):
        yield TemplateName(name, "several values" if list_names(value) else "text")
        return
    for key in list_names(value):
        inner = value[key] if isinstance(value, Mapping) else getattr(value, key)
        yield from _describe_value(f"{name}.{key}", inner, depth + 1)
