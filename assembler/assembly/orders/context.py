"""Templates made ready: dressed in a house style, translated, with their controls, compiled. Once.

What depends only on template, language and house style is done here and kept, in memory for a batch and in
the project's cache for the next time; the key names everything that it depends on, so nothing kept is stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from assembler.assembly.orders.lru_cache import Kept
from assembler.assembly.orders.order import Order
from assembler.assembly.orders.resolve import declared_edition, record_for
from assembler.diagnostics import Diagnostic
from assembler.errors import ProjectError, TemplateError
from assembler.i18n.catalogue.catalogue import Catalogue, load_catalogue
from assembler.i18n.languages.languages import SOURCE, get_language
from assembler.messages.pseudo import Catalogues
from assembler.model.documents.document_type import DocumentType
from assembler.store.project.project import Project
from assembler.store.project.version_digest import libraries, program_digest
from assembler.store.records.record import Record
from assembler.structs import Struct, as_data
from assembler.word.content import footnotes
from assembler.word.content.contents import HeadingStyle
from assembler.word.render.prepared import PreparedTemplate, engine_key

if TYPE_CHECKING:
    from assembler.model.reference.city import City

KEPT_SHELLS = 24
"""Shells of forms, and glossaries of their prompts, that a workshop keeps: some megabytes each at most."""
KEPT_TEMPLATES = 64
"""Templates made ready that a workshop keeps: half a megabyte each."""
KEPT_RECORDS = 64
"""Records that a workshop keeps; fewer where they are large."""
SMALL = 64 * 1024
"""Bytes of files that a record may have without being large."""
RELATIONSHIPS = "word/_rels/document.xml.rels"
NUMBERING = "word/numbering.xml"
GROWING = (RELATIONSHIPS, NUMBERING, footnotes.PART)
"""Parts that grow with a document: relationships of its pictures, numbers of its lists, its footnotes."""


class Ready(Struct, frozen=True):
    """A template ready for records: what renders, its heading styles, and what was found on the way.

    ``growing`` holds the parts that a document adds to.
    """

    prepared: PreparedTemplate
    headings: tuple[HeadingStyle, ...]
    growing: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]

    def to_bytes(self) -> bytes:
        """Everything, to be kept."""
        about = {
            "headings": [as_data(style) for style in self.headings],
            "diagnostics": [diagnostic.as_dict() for diagnostic in self.diagnostics],
            "growing": {name: data.decode("utf-8") for name, data in self.growing.items()},
        }
        words = json.dumps(about).encode("utf-8")
        return len(words).to_bytes(4, "big") + words + self.prepared.to_bytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Ready:
        """What ``to_bytes`` kept; ValueError where it is damaged."""
        end = 4 + int.from_bytes(kept[:4], "big")
        about = json.loads(kept[4:end])
        styles = (HeadingStyle(**{**each, "formats": tuple(each["formats"])}) for each in about["headings"])
        diagnostics = tuple(Diagnostic.from_dict(each) for each in about["diagnostics"])
        growing = {name: text.encode("utf-8") for name, text in about["growing"].items()}
        return cls(PreparedTemplate.from_bytes(kept[end:]), tuple(styles), growing, diagnostics)


def _weight(record: Record) -> int:
    """How large a record is: 1 for a small one."""
    paths = (record.path(kind) for kind in record.files)
    return 1 + sum(path.stat().st_size for path in paths if path.is_file()) // SMALL


class Workshop:
    """Holds what several orders share: the project, its cities, catalogues, ready templates and shells."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._source = Catalogues(project)
        self.shells = Kept(KEPT_SHELLS)
        self._records = Kept(KEPT_RECORDS, _weight)
        self._cities: dict[str, City] = {}
        self._catalogues: dict[str, Catalogue] = {}
        self._ready = Kept(KEPT_TEMPLATES)
        self._words: dict[tuple[str, str], str] = {}

    def cities(self) -> Mapping[str, City]:
        """Every city, by id."""
        if not self._cities:
            self._cities = self.project.cities()
        return self._cities

    def record(self, order: Order) -> Record:
        """The record that ``order`` is about, read and checked once for all its documents.

        Raises what ``record_for`` raises.
        """
        key = (order.record, order.benchmark, order.city, order.new_record)
        found: Record = self._records.get(key, lambda: record_for(self.project, order))
        return found

    def catalogue(self, code: str, declared: DocumentType | None = None, *, draft: bool = False) -> Catalogue:
        """A catalogue of a language with its fallbacks, that has not been asked yet.

        Each document has its own, which remembers the messages that it lacked; the texts are read once.
        ``declared`` says in which context a text is meant; in a ``draft`` what is not translated is marked.
        ProjectError where neither the language nor what it falls back to has a catalogue.
        """
        if code not in self._catalogues:
            self._catalogues[code] = self._read(code)
        read = self._catalogues[code]
        contexts = declared.contexts if declared else {}
        return Catalogue(read.language, read.layers, contexts, marks_missing=draft)

    def _read(self, code: str) -> Catalogue:
        found = load_catalogue(self._source, get_language(code), self.project.cache)
        if not found.layers and code.partition("-")[0] != SOURCE:
            raise ProjectError(
                f"there is no catalogue for the language {code!r}",
                hint=f"choose one of {', '.join(self.project.languages())}, or add locales/{code}",
            )
        return found

    def ready(
        self, declared: DocumentType, code: str, house_style: str, edition: str = "", *, draft: bool = False
    ) -> Ready:
        """The template of a document type in a language, a house style and an edition, or for a draft."""
        anonymous = declared_edition(declared, edition).anonymous
        key = (declared.name, code, house_style, anonymous, draft)
        found: Ready = self._ready.get(
            key, lambda: self._kept(declared, code, house_style, anonymous=anonymous, draft=draft)
        )
        return found

    def _kept(
        self, declared: DocumentType, code: str, house_style: str, *, anonymous: bool, draft: bool
    ) -> Ready:
        files = {
            "template": self.project.template(declared.name),
            "house style": self.project.house_style(house_style),
        }
        about = f"{code}{' anonymous' if anonymous else ''}{' draft' if draft else ''}"
        key = f"ready-{_digest(f'{self.words(declared, code)} {about}', files.items())}"
        if kept := self.project.cache.get(key):
            with suppress(ValueError, KeyError):
                return Ready.from_bytes(kept)
        from assembler.assembly.checks.declarations import require_sound

        require_sound(self.project, declared)
        catalogue = self.catalogue(code, declared, draft=draft)
        made = make_ready(declared, files, catalogue=catalogue, style_name=house_style, anonymous=anonymous)
        self.project.cache.put(key, made.to_bytes())
        return made

    def words(self, declared: DocumentType, code: str) -> str:
        """A digest of the program, a declaration and the catalogues of a language.

        It is part of the key of whatever is made from them and kept on disk.
        """
        key = (declared.name, code)
        if key not in self._words:
            catalogues = (each for step in get_language(code).chain for each in self._source.catalogues(step))
            about = (engine_key(), program_digest(), libraries(), code, declared.model_dump_json())
            self._words[key] = _digest("\n".join(about), catalogues)
        return self._words[key]


def _digest(about: str, files: Iterable[tuple[str, bytes]]) -> str:
    """What stands for some words and for files by name."""
    seen = sha256(about.encode())
    for name, data in files:
        seen.update(f"\n{name}:{len(data)}\n".encode() + sha256(data).digest())
    return seen.hexdigest()


def hint_for(name: str) -> str:
    """What to do about a name that no record of a document type can give."""
    return f"`assembler list names {name}` lists the names that its template can use"


def make_ready(
    declared: DocumentType,
    files: Mapping[str, bytes],
    *,
    catalogue: Catalogue,
    style_name: str,
    anonymous: bool = False,
) -> Ready:
    """The template of ``declared`` from its files: dressed, translated, with controls, compiled.

    An ``anonymous`` one carries no author, comment, custom property or manifest.
    Raises TemplateError with all diagnostics where the house style lacks a style, or a field has no place.
    """
    from assembler.word.content.contents import read_heading_styles
    from assembler.word.content.numbering import add_answer_lists
    from assembler.word.content.pictures import add_picture_types
    from assembler.word.forms.part_slots import add_form_parts
    from assembler.word.forms.placement import place_fields
    from assembler.word.messages.translate import translate
    from assembler.word.package.package import open_package
    from assembler.word.render.prepare import prepare
    from assembler.word.style import house_style
    from assembler.word.style.anonymise import remove_comments, remove_traces

    name = f"templates/{declared.name}/template.docx"
    template = remove_comments(open_package(files["template"], name))
    style = open_package(files["house style"], f"templates/house-styles/{style_name}.docx")
    if lacking := house_style.find_missing_styles(template, style):
        raise TemplateError("the house style lacks styles that the template uses", location=name,
                            hint="add them to the house style", diagnostics=lacking)  # fmt: skip
    spoken, styled = catalogue.language, house_style.apply_house_style(template, style)
    dressed = translate(styled, catalogue, language_tag=spoken.tag, decimal=spoken.decimal)
    placed = add_answer_lists(place_fields(dressed, declared))
    if not anonymous and (declared.kind == "form" or declared.has_narratives):
        placed = add_form_parts(placed, prompts=declared.kind == "form")
    types = add_picture_types(placed.parts["[Content_Types].xml"])
    made = placed.with_parts({"[Content_Types].xml": types})
    if anonymous:
        made = remove_traces(made)
    return Ready(
        prepare(made, name, around=style.name, hint=hint_for(declared.name)),
        read_heading_styles(made.parts["word/styles.xml"], made.parts.get(NUMBERING)),
        {part: made.parts[part] for part in GROWING if part in made.parts},
        catalogue.report_missing(),
    )
