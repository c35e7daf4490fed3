"""The parts of one form by name, as a build gives them, for tests that render a template of their own."""

from __future__ import annotations

from assembler.model.documents.form import FormManifest
from assembler.word.forms.form_parts import (
    GLOSSARY,
    MANIFEST,
    CoreProperties,
    glossary_xml,
    identity_parts,
    prompts,
)
from assembler.word.forms.manifest import manifest_part


def form_parts(manifest: FormManifest, core: CoreProperties) -> dict[str, bytes]:
    """For the places that ``form_shell.with_form_parts`` made."""
    parts = {**identity_parts(manifest, core), MANIFEST: manifest_part(manifest)}
    return {**parts, GLOSSARY: glossary_xml(prompts(manifest.fields, manifest.lists), core.language)}
