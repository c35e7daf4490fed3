"""The front door for forms that come back: .docx by any editor, .odt by LibreOffice.

Nothing here knows records: what the cells mean is found by ``jobs.collect``.
"""

from __future__ import annotations

from assembler.errors import FileError
from assembler.word.form_content import ReturnedForm
from assembler.word.form_docx import read_docx
from assembler.word.form_odt import read_odt
from assembler.word.opening import read_members
from assembler.word.package import open_package

_ODT = "application/vnd.oasis.opendocument.text"
_ODF = "application/vnd.oasis.opendocument"


def read_form(data: bytes, name: str) -> ReturnedForm:
    """The form in ``data``, a .docx or .odt by its content; ``name`` is what errors call the file.

    FileError where it is another kind of file, damaged, encrypted, with macros, or unsafe to open.
    """
    members = read_members(data, name)
    kind = members.get("mimetype", b"").decode("ascii", "replace").strip()
    if kind in (_ODT, f"{_ODT}-template"):
        return read_odt(members, name)
    if kind.startswith(_ODF):
        what = "this is an OpenDocument file, but no text"
        raise FileError(what, where=name, remedy="send the form itself, as .docx or .odt")
    return read_docx(open_package(data, name))
