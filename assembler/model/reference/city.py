"""Cities: their names and phrases in each language, and their roles in projects.

They are stored in ``data/cities.yaml``. A placeholder that needs grammar is a complete phrase, never a name
after a preposition: Finnish has ``Helsingin`` and ``Tampereella``, French ``d'Amsterdam``, Greek ``του
Αμαρουσίου``. The phrases for "of", "in" and "to" the city are therefore stored in full for each language.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, RootModel, model_validator

from assembler.model.reference.benchmark import Source
from assembler.model.types.invalid_value import InvalidValueError
from assembler.model.types.record_header import LanguageTag
from assembler.model.types.values import Choice, Frozen, Image

PARTNER_LANGUAGES = ("nl", "en", "fr", "de", "it", "sv", "fi", "el", "es", "ca")
"""Languages of the partner cities, in which every city has a name."""

PhraseKind = Literal["of", "in", "to"]
CityId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Id of a city; its length is limited because file names contain it and may have at most 255 bytes."""


class CityRole(Choice):
    """Role of a city in a project."""

    HOST = "host", "host city"
    REVIEWER = "reviewer", "reviewing city"
    PARTNER = "partner", "partner"
    MENTOR = "mentor", "mentor"
    MENTEE = "mentee", "mentee"
    CONFERENCE = "conference", "host of a conference"


class CityPart(Frozen):
    """The role of a city in one project, with its source line."""

    project: str
    role: CityRole
    source: Source


class CityForms(Frozen):
    """A city's name in one language, and three phrases that contain it."""

    name: str
    of: str
    within: str = Field(alias="in")
    """Phrase for "in the city"."""
    to: str


class City(Frozen):
    """A city, with its names and phrases in each language.

    ``languages`` lists its official languages in order, and ``own`` its name in each of them.
    """

    id: CityId
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    """Two-letter ISO 3166 code (``GR`` and ``GB``, not EL and UK)."""
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    """ISO 4217 code for amounts without a currency; empty if no currency may be assumed."""
    time_zone: str = ""
    """Time zone for calendars, such as Europe/Madrid; by default the country's."""
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1)]
    working_language: LanguageTag
    own: dict[LanguageTag, str]
    aliases: tuple[str, ...] = ()
    unsettled: tuple[LanguageTag, ...] = ()
    """Languages without an established name for the city; the forms given are adopted or transliterated."""
    roles: tuple[CityPart, ...] = ()
    names: dict[LanguageTag, CityForms]
    arms: Image | None = None
    """Arms or mark of the city, for the covers of documents: a file in the folder ``data``."""
    example: bool = False
    """True for an invented city."""

    @model_validator(mode="after")
    def _check_languages(self) -> Self:
        if missing := [tag for tag in self.languages if tag not in self.own]:
            raise InvalidValueError("no own name", languages=", ".join(missing))
        if self.working_language not in self.languages:
            raise InvalidValueError("working language", language=self.working_language)
        if "en" not in self.names:
            raise InvalidValueError("no English name")
        return self

    def find_name_language(self, language: str) -> str:
        """Return the language of the name that is shown in texts in ``language``.

        This is the language itself if there is a name in it, or else the same language without its region, or
        else English.

        >>> example_city().find_name_language("nl-BE"), example_city().find_name_language("lv")
        ('nl', 'en')
        """
        return next(tag for tag in (language, language.split("-")[0], "en") if tag in self.names)

    def name(self, language: str) -> str:
        """Return the name in ``language``.

        If there is none, ``nl-BE`` falls back to ``nl``, and ``nl`` to ``en``.

        >>> example_city().name("nl-BE")
        'Havenstad'
        """
        return self.names[self.find_name_language(language)].name

    def phrase(self, kind: PhraseKind, language: str) -> str:
        """Return the complete phrase for "of", "in" or "to" the city, with the same fallback as ``name``.

        >>> example_city().phrase("of", "nl"), example_city().phrase("in", "fr")
        ('van Havenstad', 'in Havenstad')
        """
        forms = self.names[self.find_name_language(language)]
        return {"of": forms.of, "in": forms.within, "to": forms.to}[kind]


class Cities(RootModel[Any]):
    """Contents of ``data/cities.yaml``: a mapping from ids to cities, whose entries may omit the id."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    root: dict[str, City]

    @model_validator(mode="before")
    @classmethod
    def _add_ids(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: {"id": key, **city} if isinstance(city, dict) else city for key, city in value.items()}

    @model_validator(mode="after")
    def _check_ids(self) -> Self:
        if wrong := [key for key, city in self.root.items() if city.id != key]:
            raise InvalidValueError("city ids", keys=", ".join(wrong))
        return self


class AdditionalNames(Frozen):
    """Names that a project adds to a city supplied with the program."""

    names: dict[LanguageTag, CityForms]


class AdditionalCityNames(RootModel[Any]):
    """Entries of ``data/cities.yaml`` that contain only names, by city id."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    root: dict[str, AdditionalNames]


def example_city() -> City:
    """Return an invented city with Dutch and English names only, for examples and tests."""
    dutch = {"name": "Havenstad", "of": "van Havenstad", "in": "in Havenstad", "to": "naar Havenstad"}
    english = {"name": "Havenstad", "of": "of Havenstad", "in": "in Havenstad", "to": "to Havenstad"}
    return City(
        id="havenstad",
        country="NL",
        languages=("nl",),
        working_language="nl",
        own={"nl": "Havenstad"},
        names={"nl": CityForms.model_validate(dutch), "en": CityForms.model_validate(english)},
        example=True,
    )
