"""Previews for translators: documents in which each message has its id as a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assembler.assembly.assemble import assemble
from assembler.assembly.orders.context import BuildContext
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import expand_parts
from assembler.diagnostics import Diagnostic
from assembler.i18n.catalogue.catalogue import Catalogue
from assembler.i18n.languages.languages import get_language, normalise_code
from assembler.messages.extract import extract_readable
from assembler.model.documents.document_type import DocumentType
from assembler.model.messages.message import Message, short_id
from assembler.store.files.cache import MemoryCache
from assembler.store.project.backup import write_outputs
from assembler.store.project.project import Project
from assembler.structs import Struct
from assembler.word.messages.preview_comments import END, MessageInfo, add_comments, marker
from assembler.word.messages.preview_list import append_list
from assembler.word.package.package import open_package

_LIST = "Messages that stand where no comment can"
_NOT_SHOWN = "Messages that this example does not show"


class Preview(Struct, frozen=True):
    """A written preview: the number of messages that it shows, and of those that it only lists."""

    path: Path
    shown: int
    not_shown: int
    diagnostics: tuple[Diagnostic, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the preview as plain data, for ``--format json``."""
        told = [diagnostic.as_dict() for diagnostic in self.diagnostics]
        return {"path": str(self.path), "shown": self.shown, "not_shown": self.not_shown, "diagnostics": told}


class Previewer:
    """Builds previews in the language ``code`` into the folder ``output``, one document type at a time.

    Each is filled from ``record``, else from the example of its type. Messages of files that cannot be read
    have no ids.
    """

    def __init__(self, project: Project, code: str, *, record: str = "", output: Path) -> None:
        own = Project(project.root, start=project.start, share=project.share, cache=MemoryCache())
        self._code = get_language(normalise_code(code)).code
        self._record, self._output = record, output
        self._build_context = _PreviewContext(own, MessageMarkers.of(extract_readable(own, [])))

    def preview(self, name: str) -> Preview:
        """Write the preview of the document type ``name``; errors are those of a build."""
        build_context, names = self._build_context, self._build_context.names
        declared = build_context.project.document_type(name)
        order = Order(name, self._record or declared.example, language=self._code, draft=True)
        made = assemble(build_context, expand_parts(build_context.project, [order])[0])
        package, shown = add_comments(open_package(made.data, made.file_name), names.told, heading=_LIST)
        missing = [told for told in names.of_type(name) if told.name not in shown]
        package = append_list(package, _NOT_SHOWN, [("", told.name, told.lines) for told in missing])
        path = self._output / f"preview_{made.file_name}"
        kept = write_outputs(build_context.project, {path: package.to_bytes()})
        return Preview(path, len(shown), len(missing), (*kept, *made.diagnostics))


class MessageMarkers(Struct, frozen=True):
    """What a comment says of each message: ``told`` by marker, ``signs`` by context and English text."""

    messages: tuple[Message, ...]
    told: Mapping[str, MessageInfo]
    signs: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, messages: Sequence[Message]) -> MessageMarkers:
        """Names for all ``messages``, each text once for each context."""
        keys = list(dict.fromkeys(message.key for message in messages))
        signs = {key: marker(number) for number, key in enumerate(keys)}
        told = {signs[key]: MessageInfo(short_id(key[1], key[0]), tuple(_lines(*key))) for key in keys}
        return cls(tuple(messages), told, signs)

    def of_type(self, name: str) -> Iterator[MessageInfo]:
        """The messages that a document type alone or among others says."""
        said = (each for each in self.messages for place in each.places if place.startswith(f"{name}: "))
        yield from (self.told[self.signs[key]] for key in dict.fromkeys(each.key for each in said))

    def signed(self, text: str, message: str, context: str) -> str:
        """``text`` between the signs of its message; as it is where no catalogue has the message."""
        found = self.signs.get((context, message)) or self.signs.get(("", message))
        return f"{found}{text}{END}" if found else text


def _lines(context: str, text: str) -> Iterator[str]:
    yield text
    if context:
        yield f"context: {context}"


class _PreviewContext(BuildContext):
    """A workshop whose catalogues marker what they say."""

    def __init__(self, project: Project, names: MessageMarkers) -> None:
        super().__init__(project)
        self.names = names

    def catalogue(self, code: str, declared: DocumentType | None = None, *, draft: bool = False) -> Catalogue:
        """A catalogue as any workshop gives it, that signs."""
        plain = super().catalogue(code, declared, draft=draft)
        return _Signing(plain.language, plain.layers, plain.contexts, plain.marks_missing, names=self.names)


class _Signing(Catalogue):
    """A catalogue that puts each text between the signs of its message."""

    names: MessageMarkers = MessageMarkers((), {}, {})

    def gettext(self, message: str, context: str = "") -> str:
        """The text for ``message``, between its signs."""
        said = super().gettext(message, context)
        return self.names.signed(said, message, context or self.contexts.get(message, ""))

    def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
        """The form for ``n``, between the signs of its message."""
        said = super().ngettext(one, other, n, context)
        return self.names.signed(said, one, context or self.contexts.get(one, ""))
