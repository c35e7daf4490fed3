"""The manifests of forms that were sent out: ``data/forms/<digest>.json``, plain data, never changed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from assembler.errors import FormError
from assembler.store.files import read_file, write_whole

_DIGEST = re.compile(r"[0-9a-f]{8,64}")


def keep_form(folder: Path, digest: str, manifest: dict[str, Any]) -> Path:
    """Write ``manifest`` as the form ``digest``; the path it stands at. The same form gives the same bytes.

    Raises OutputError where it cannot be written.
    """
    path = folder / f"{digest}.json"
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    content = f"{text}\n".encode()
    if not (path.is_file() and path.read_bytes() == content):
        write_whole(path, content)
    return path


def form(folders: tuple[Path, ...], digest: str) -> dict[str, Any]:
    """The manifest of the form ``digest`` as it was kept; raises FormError where there is none."""
    paths = [folder / f"{digest}.json" for folder in folders] if _DIGEST.fullmatch(digest) else []
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise FormError(f"no form {digest!r} was sent from this project", where=", ".join(map(str, folders)),
                        remedy="collect it in the project that made it")  # fmt: skip
    try:
        manifest = json.loads(read_file(path))
    except ValueError as error:
        raise FormError("the kept manifest is damaged", where=str(path),
                        remedy="take it back from the project's history") from error  # fmt: skip
    if not isinstance(manifest, dict):
        raise FormError("the kept manifest is damaged", where=str(path), remedy="take it back from history")
    return manifest
