"""Rules for building documents: languages, stored pictures, existing files, PDFs, batch plans and workers."""

from __future__ import annotations

from types import MappingProxyType

from assembler.diagnostics.diagnostic import Level
from assembler.diagnostics.rule import SUGGESTIONS, Rule, Wording

_OURS = "Assembler’s own rule"
_NAMES = "in data/cities.yaml, add `{base}: {{name: ..., of: ..., in: ..., to: ...}}` to the names of {city}"
_PLAN = {
    "types": "there is no document type `{name}`",
    "records": "there is no record `{name}`",
    "benchmarks": "there is no benchmark `{name}`",
    "cities": "there is no city `{name}`",
    "languages": "there is no language `{name}`",
    "house_styles": "there is no house style `{name}`",
    "editions": "none of these document types has an edition `{name}`",
}
_PLAN_VARIANTS = {
    f"{key} {variant}".strip(): Wording(message, hint)
    for key, message in _PLAN.items()
    for variant, hint in SUGGESTIONS.items()
} | {
    "types none": Wording(_PLAN["types"], "create the folder templates/{name} with its template first"),
    "languages none": Wording(
        _PLAN["languages"], "create its catalogue with `assembler catalogue update {name}`"
    ),
    "house_styles none": Wording(_PLAN["house_styles"], "add the file {name}.docx to templates/house-styles"),
    "editions none": Wording("these document types have no editions", "remove `editions` from this entry"),
}

# Languages

UNNAMED_CITY = Rule(
    "unnamed-city",
    Level.WARNING,
    "{city_name} has no name in {language} ({code}), so “{phrase}” appears in English in the document",
    _NAMES,
    explanation="The English phrase for a city would appear in a sentence in another language.",
    source=_OURS,
    bad="a Greek letter to Turku, which has names in English and Finnish only",
    good="a Finnish letter to Turku, which has names in English and Finnish",
    variants={
        "one": Wording("1 city has no name in {language} ({code}): {city}", _NAMES, Level.INFO),
        "several": Wording(
            "{count} cities have no name in {language} ({code}): {cities}",
            _NAMES.replace("{city}", "each city"),
            Level.INFO,
        ),
    },
)
SECTION_IN_OTHER_LANGUAGE = Rule(
    "section-in-other-language",
    Level.INFO,
    "these sections are not in {language}; each appears in the language given in brackets: {codes}",
    "write them in {language} in the report, and collect it; if a language in brackets is wrong, correct "
    "`language` at the top of the record’s file",
    explanation="A section is shown in the language in which somebody wrote it; nothing is translated.",
    source=_OURS,
    bad="a Dutch report whose summary was written in English",
    good="an English report whose summary was written in English",
)
UNFAMILIAR_LANGUAGE = Rule(
    "unfamiliar-language",
    Level.WARNING,
    "the form is in {language}, but the record lists only {others} for {part}",
    "to build it in {first}, run assembler build {type} --record {record} --part {part} --language {code}",
    explanation="The languages of each peer are listed under `team` in review.yaml.",
    source=_OURS,
    bad="a desk review in Dutch for a peer whose languages are Finnish and Swedish",
    good="a desk review in Finnish for that peer",
    variants={
        "no form": Wording(
            "the form is in {language}, but the record lists only {others} for {part}",
            "ask which language this person can answer in",
        ),
    },
)

# Files

MISSING_KEPT_FILE = Rule(
    "missing-kept-file",
    Level.WARNING,
    "the file is no longer in data/kept, so its description appears in brackets",
    "put the file back, or remove the reference from the text",
    explanation="Pictures of returned reports are kept in data/kept and shown where they were in the text.",
    source=_OURS,
    bad="a picture of a collected report was deleted from data/kept",
    good="the pictures of collected reports are in data/kept",
    variants={
        "damaged": Wording(
            "the file is not a picture that Word can show, so its description appears in brackets",
            "save it as PNG or JPEG",
        ),
    },
)
CHANGED_DOCUMENT = Rule(
    "changed-document",
    Level.WARNING,
    "this file was edited after it was built, or was not built by Assembler; a copy is kept",
    "if {copy} contains work to keep, collect or import it",
    explanation="A build replaces the document, and would overwrite anything typed into it.",
    source=_OURS + ": nobody’s work is overwritten",
    bad="a built document was edited in Word, and is built again",
    good="a built document is built again",
)
INACCESSIBLE_PDF = Rule(
    "inaccessible-pdf",
    Level.WARNING,
    "the PDF does not conform to both PDF/A-2a (archiving) and PDF/UA-1 (accessibility): {problems}",
    "correct this in the template or in the record, and build the document again",
    explanation="A PDF is marked as conforming to these standards only if it meets both. Public bodies in "
    "the European Union must publish accessible documents.",
    source="ISO 19005-2 (PDF/A-2a); ISO 14289-1 (PDF/UA-1); EN 301 549, clause 10",
    bad="a document with a picture that has no alternative text is built with --pdf",
    good="a document whose pictures all have alternative text is built with --pdf",
    variants={
        "no pikepdf": Wording(
            "PDFs are made as PDF/A-2b only, because pikepdf is not installed",
            "for PDF/A-2a and PDF/UA-1, run `pip install '.[pdf]'` in the program’s folder and build again",
            Level.INFO,
        ),
    },
)

# Batches

UNKNOWN_PLAN_NAME = Rule(
    "unknown-plan-name",
    Level.ERROR,
    _PLAN["types"],
    SUGGESTIONS[""],
    explanation="A plan must name what exists in the project; a pattern must match at least one name.",
    source=_OURS,
    bad="documents: [{types: [letter], records: [examples/havenstat]}]",
    good="documents: [{types: [letter], records: [examples/havenstad]}]",
    variants=MappingProxyType(_PLAN_VARIANTS),
)
STOPPED_WORKER = Rule(
    "stopped-worker",
    Level.WARNING,
    "a worker process was killed, so its documents were built again (documents: {count})",
    "check that the computer has enough memory, or use --workers 1, which needs the least",
    explanation="The operating system stops processes when memory runs out.",
    source="the Linux kernel’s out-of-memory killer",
    bad="a batch runs with eight workers on a computer with 2 GB of memory",
    good="the same batch runs with one worker",
)
