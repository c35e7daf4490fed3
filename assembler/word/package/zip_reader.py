"""Reader for zip files from untrusted sources, with safety checks and bounded memory.

Every rejection is a FileError that names the file and the problem, with a hint. A report with 7,300
indicators is 41 MB of XML in a zip file of 4 MB. The limits allow at least twice that size, and stop a zip
bomb before it is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from assembler.errors import FileError
from assembler.word.package.zip_writer import CONTENT_TYPES_PART

MAX_MEMBERS: Final = 5_000
MAX_BYTES: Final = 400 * 1024 * 1024
"""Maximum total size of all unpacked parts."""
MAX_PART: Final = 100 * 1024 * 1024
"""Maximum size of one unpacked part, which is twice that of the longest report."""
MAX_RATIO: Final = 250
"""Maximum ratio of unpacked to packed size.

Deflate can reach 1,032. The ratio is checked only for files of more than ``RATIO_FROM`` unpacked bytes.
"""
RATIO_FROM: Final = 16 * 1024 * 1024

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEFLATED_OR_STORED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SAVE_AS_DOCX: Final = "open it in Word or LibreOffice and save it as a Word document (.docx)"
_NO_PASSWORD: Final = "open it in Word or LibreOffice, and save it without a password"
_ASK_AGAIN: Final = "ask for the file again, or open it in Word or LibreOffice and save it again as .docx"


def read_members(data: bytes, name: str) -> dict[str, bytes]:
    """Return the members of the zip file ``data`` by name, in file order.

    ``name`` is the name of the file. Raises FileError if ``data`` is not a zip file, is encrypted or damaged,
    is a zip bomb, or contains unsafe or repeated names.
    """
    _refuse_other_files(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_names(members, name)
            _refuse_size(members, len(data), name)
            parts = {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        what = "the file is damaged or incomplete: its zip container cannot be read"
        raise FileError(what, location=name, hint=_ASK_AGAIN) from error
    if b"manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise FileError("the file is encrypted with a password", location=name, hint=_NO_PASSWORD)
    return parts


def _refuse_other_files(data: bytes, name: str) -> None:
    """Raise FileError for a file that is not a zip, such as an old .doc, an encrypted .docx or a PDF."""
    if data[:2] == b"PK":
        return
    what, hint = _describe_lock_file(re.split(r"[/\\]", name)[-1]) or _describe_other_file(data)
    raise FileError(what, location=name, hint=hint)


def _describe_lock_file(name: str) -> tuple[str, str] | None:
    """Return the problem and the hint if ``name`` is the name of a lock file, otherwise None.

    >>> _describe_lock_file(".~lock.form.docx#")[1]
    'close `form.docx`, and choose that file'
    """
    if name.startswith("~$"):
        what = "this is the lock file that Word keeps next to an open document, not the document"
        return what, f"close the document whose name ends in `{name[2:]}`, and choose that file"
    if name.startswith(".~lock.") and name.endswith("#"):
        what = "this is the lock file that LibreOffice keeps next to an open document, not the document"
        return what, f"close `{name[7:-1]}`, and choose that file"
    return None


def _describe_other_file(data: bytes) -> tuple[str, str]:
    if not data:
        return "the file is empty", _ASK_AGAIN
    if data.startswith(_OLE):
        return _describe_compound_file(data)
    if data.startswith(b"{\\rtf"):
        return "this is an RTF file, not a .docx", _SAVE_AS_DOCX
    if data.startswith(b"%PDF"):
        return "this is a PDF, not a .docx", "ask for the Word file from which the PDF was created"
    return "this is not a Word file (.docx)", _SAVE_AS_DOCX


def _describe_compound_file(data: bytes) -> tuple[str, str]:
    """Return the problem and the hint for an OLE file.

    An encrypted file has a stream ``EncryptedPackage`` (MS-OFFCRYPTO 2.3.4.4).
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the file is encrypted with a password", _NO_PASSWORD
    return "this is a Word 97-2003 file (.doc) or another old Office file, not a .docx", _SAVE_AS_DOCX


def _refuse_names(members: list[zipfile.ZipInfo], name: str) -> None:
    """Raise FileError for unsafe names, and for repeated names, ignoring case (OPC part 2, 9.1.1)."""
    seen: set[str] = set()
    for member in members:
        if _is_unsafe_name(member):
            what = f"a part of the file has an unsafe name: “{member.orig_filename}”"
            raise FileError(what, location=name, hint="do not trust this file; ask for it again")
        if member.filename.lower() in seen:
            what = f"the file contains the part {member.filename} twice"
            raise FileError(what, location=name, hint=_ASK_AGAIN)
        seen.add(member.filename.lower())


def _is_unsafe_name(member: zipfile.ZipInfo) -> bool:
    raw = member.orig_filename
    hidden = any(step in ("", ".", "..") for step in raw.split("/"))
    return hidden or "\\" in raw or ":" in raw or not raw.isprintable()


def _refuse_size(members: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Raise FileError if a zip file is too large, encrypted, or compressed in a way that Word cannot read.

    The limits on the number of parts, their sizes and their compression also stop zip bombs. ``packed`` is
    the size of the zip file in bytes. Sizes of parts are those declared in the zip file. If a member is in
    fact larger, reading it fails.
    """
    total = sum(member.file_size for member in members)
    bomb = total > RATIO_FROM and total > MAX_RATIO * packed
    if len(members) > MAX_MEMBERS or total > MAX_BYTES or bomb:
        what = (
            f"the file would unpack to {len(members)} parts and {total // 1024:,} kB, "
            "which is too much for a document"
        )
        raise FileError(what, location=name, hint="do not trust this file; ask for it again")
    largest = max(members, key=lambda member: member.file_size, default=None)
    if largest is not None and largest.file_size > MAX_PART:
        what = (
            f"the part {largest.filename} is {_format_mb(largest.file_size)}, "
            f"but the limit is {_format_mb(MAX_PART)}"
        )
        hint = (
            "compress its pictures (in Word, Picture Format > Compress Pictures), or ask for a smaller file"
        )
        raise FileError(what, location=name, hint=hint)
    if any(member.flag_bits & 0x1 for member in members):
        what = "the zip container is encrypted with a password"
        raise FileError(what, location=name, hint="ask for the file without a password")
    if any(member.compress_type not in _DEFLATED_OR_STORED for member in members):
        what = "the file uses a compression method that Word cannot read"
        raise FileError(what, location=name, hint=_ASK_AGAIN)


def _format_mb(size: int) -> str:
    return f"{size // 1024 // 1024:,} MB"


def refuse_other_archives(members: dict[str, bytes], name: str) -> None:
    """Raise FileError for a zip file that has no content types, and is therefore not a Word file.

    An .odt, identified by its ``mimetype``, has its own message.
    """
    if CONTENT_TYPES_PART in members:
        return
    if members.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise FileError("this is an OpenDocument file (.odt), not a .docx", location=name, hint=_SAVE_AS_DOCX)
    raise FileError("this is a zip archive, but not a Word file", location=name, hint=_SAVE_AS_DOCX)
