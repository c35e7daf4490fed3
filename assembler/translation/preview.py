"""Previews for translators: documents with a comment on each message, which contains the message's id."""

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
from assembler.store.files.result_cache import MemoryCache
from assembler.store.project.build_log import write_outputs
from assembler.store.project.project import Project
from assembler.structs import Struct
from assembler.word.messages.preview_comments import END, MessageInfo, add_comments, marker
from assembler.word.messages.preview_texts import append_list
from assembler.word.package.package import open_package

_LIST = "Messages in positions where Word does not allow comments"
_NOT_SHOWN = "Messages that this example does not show"


class Preview(Struct, frozen=True):
    """A preview that was written, with the numbers of messages that it shows and does not show."""

    path: Path
    shown: int
    not_shown: int
    diagnostics: tuple[Diagnostic, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the preview as plain data, for ``--format json``."""
        diagnostics = [diagnostic.as_dict() for diagnostic in self.diagnostics]
        counts = {"shown": self.shown, "not_shown": self.not_shown}
        return {"path": str(self.path), **counts, "diagnostics": diagnostics}


class Previewer:
    """Writer of previews in the language ``code`` into the folder ``output``.

    The data is from ``record``, by default the example of each document type. Messages from unreadable files
    have no ids.
    """

    def __init__(self, project: Project, code: str, *, record: str = "", output: Path) -> None:
        own = Project(project.root, start=project.start, share=project.share, cache=MemoryCache())
        self._code = get_language(normalise_code(code)).code
        self._record, self._output = record, output
        self._build_context = _PreviewContext(own, MessageMarkers.of(extract_readable(project, [])))

    def preview(self, name: str) -> Preview:
        """Write the preview of the document type ``name``.

        Raises the same errors as a build.
        """
        build_context, markers = self._build_context, self._build_context.markers
        declared = build_context.project.document_type(name)
        order = Order(name, self._record or declared.example, language=self._code, draft=True)
        document = assemble(build_context, expand_parts(build_context.project, [order])[0])
        package = open_package(document.data, document.file_name)
        package, shown = add_comments(package, markers.infos, heading=_LIST)
        missing = [info for info in markers.find_infos(name) if info.name not in shown]
        package = append_list(package, _NOT_SHOWN, [("", info.name, info.lines) for info in missing])
        path = self._output / f"preview_{document.file_name}"
        diagnostics = write_outputs(build_context.project, {path: package.to_bytes()})
        return Preview(path, len(shown), len(missing), (*diagnostics, *document.diagnostics))


class MessageMarkers(Struct, frozen=True):
    """Markers of messages, by context and English text.

    Each translation is put between the marker of its message and an end marker, so that it can be found in
    the document. ``infos`` maps each marker to its comment.
    """

    messages: tuple[Message, ...]
    infos: Mapping[str, MessageInfo]
    markers: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, messages: Sequence[Message]) -> MessageMarkers:
        """Return the markers of ``messages``.

        The same text in two contexts has two markers.
        """
        keys = list(dict.fromkeys(message.key for message in messages))
        markers = {key: marker(number) for number, key in enumerate(keys)}
        infos = {
            markers[key]: MessageInfo(short_id(key[1], key[0]), tuple(_build_comment_lines(*key)))
            for key in keys
        }
        return cls(tuple(messages), infos, markers)

    def find_infos(self, name: str) -> Iterator[MessageInfo]:
        """Yield the comment on each message that the document type ``name`` uses."""
        prefix = f"{name}: "
        used = (each for each in self.messages for place in each.places if place.startswith(prefix))
        yield from (self.infos[self.markers[key]] for key in dict.fromkeys(each.key for each in used))

    def mark(self, text: str, message: str, context: str) -> str:
        """Return ``text`` between the markers of its message, or unchanged if the message has none."""
        start = self.markers.get((context, message)) or self.markers.get(("", message))
        return f"{start}{text}{END}" if start else text


def _build_comment_lines(context: str, text: str) -> Iterator[str]:
    yield text
    if context:
        yield f"context: {context}"


class _PreviewContext(BuildContext):
    """Build context whose catalogues add markers to translations."""

    def __init__(self, project: Project, markers: MessageMarkers) -> None:
        super().__init__(project)
        self.markers = markers

    def catalogue(self, code: str, declared: DocumentType | None = None, *, draft: bool = False) -> Catalogue:
        """Return the catalogue of a build, with markers around its translations."""
        base = super().catalogue(code, declared, draft=draft)
        return _MarkingCatalogue(
            base.language, base.layers, base.contexts, base.marks_missing, markers=self.markers
        )


class _MarkingCatalogue(Catalogue):
    """Catalogue that puts each translation between the markers of its message."""

    markers: MessageMarkers = MessageMarkers((), {}, {})

    def gettext(self, message: str, context: str = "") -> str:
        """Return the translation of ``message`` between its markers."""
        text = super().gettext(message, context)
        return self.markers.mark(text, message, context or self.contexts.get(message, ""))

    def ngettext(self, one: str, other: str, n: int, context: str = "") -> str:
        """Return the plural form for ``n`` between the markers of its message."""
        text = super().ngettext(one, other, n, context)
        return self.markers.mark(text, one, context or self.contexts.get(one, ""))
