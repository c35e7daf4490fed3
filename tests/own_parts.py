"""The parts of one form by name, as a build gives them, for tests that render a template of their own."""

from __future__ import annotations

from assembler.model.documents.form_manifest import FormManifest
from assembler.word.forms.form_parts import (
    GLOSSARY,
    MANIFEST,
    CoreProperties,
    build_glossary,
    build_identity_parts,
    collect_prompts,
)
from assembler.word.forms.manifest import build_manifest_part


def form_parts(manifest: FormManifest, core: CoreProperties) -> dict[str, bytes]:
    """The parts of a form, for a template with ``form_parts.add_form_parts``."""
    parts = {**build_identity_parts(manifest, core), MANIFEST: build_manifest_part(manifest)}
    prompts = collect_prompts(manifest.fields, manifest.lists)
    return {**parts, GLOSSARY: build_glossary(prompts, core.language)}
