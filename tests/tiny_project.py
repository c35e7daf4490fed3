"""A project of a few lines that stands alone: what a test of code needs, and nothing of the demonstration.

``write_project`` lays down two cities, a benchmark with two indicators, an example record, the document type
``letter`` (a form), a house style and one language with a catalogue. The fixture ``tiny`` gives each test a
copy of its own; nothing in it comes from ``data/``, ``locales/`` or a type in ``templates/`` of the program.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from assembler.store.project.project import Project
from assembler.store.project.search_path import shipped_folder
from assembler.translation.update import update_catalogues
from own_types import EXAMPLE, write_type

LANGUAGE = "nl"
CITY = """\
kade:
  country: NL
  languages: [nl]
  working_language: nl
  own: {nl: Kade}
  names:
    en: {name: Kade, of: of Kade, in: in Kade, to: to Kade}
    nl: {name: Kade, of: van Kade, in: in Kade, to: naar Kade}
"""
PIER = """\
pier:
  country: IE
  languages: [en]
  working_language: en
  own: {en: Pier}
  names:
    en: {name: Pier, of: of Pier, in: in Pier, to: to Pier}
"""
BENCHMARK = """\
id: small
prefix: X
version: 2020a
version_label: first
name: {text: Small, source: own}
owner: nobody
dimensions:
  - code: GG
    kind: group
    name: {text: Group, source: own}
    norm: {text: A norm., source: own}
    indicators:
      - {code: GG/1, label: One, kind: process, help: Help., statement: {text: Say it., source: own}}
      - {code: GG/2, label: Two, kind: process, help: Help., statement: {text: Do it., source: own}}
"""
FILES = {
    "data/cities.yaml": CITY + PIER,
    "data/benchmarks/small.yaml": BENCHMARK,
    f"data/records/{EXAMPLE}/review.yaml": """\
        example: true
        project: Tiny project
        city: kade
        benchmark: small@2020a
        language: en
        deadline: 2026-08-31
        contact:
          office: Head of integration
          email: office@kade.example
          languages: [nl, en]
        """,
    f"data/records/{EXAMPLE}/baseline.yaml": """\
        assessments:
          GG/1: {how: So it is.}
        """,
}


def write_project(root: Path) -> Project:
    """Write the project into ``root``."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")
    style = root / "templates/house-styles/plain.docx"
    style.parent.mkdir(parents=True)
    style.write_bytes((shipped_folder() / "templates/house-styles/plain.docx").read_bytes())
    write_type(root)
    update_catalogues(Project(root, share=root), [LANGUAGE])
    return Project(root, share=root)
