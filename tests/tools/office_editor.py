"""Edits Word files in LibreOffice through its own interface, as people do; run by a Python that has ``uno``.

``python office_editor.py SOFFICE PROFILE`` reads jobs as JSON from standard input, one list of
``{"source": path, "steps": [...], "saves": {"docx": path, ...}}``, does them all in one LibreOffice, and
writes one JSON list: what went wrong with each job, "" for nothing.

A step is ``{"do": ACTION, "bookmark": NAME, "column": N, ...}``: the cell in column N (from 0, negative ones
from the end) of the row whose code cell holds the bookmark. The methods of ``Editor`` are the actions.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.datatransfer import DataFlavor, UnsupportedFlavorException, XTransferable
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97", "rtf": "Rich Text Format"}
_CELL = re.compile(r"([A-Za-z]+)(\d+)")


def values(**named: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in named.items())


class Clip(unohelper.Base, XTransferable):
    """What somebody has on the clipboard: HTML or plain text."""

    def __init__(self, text: str, html: bool) -> None:
        self.kind = "text/html" if html else "text/plain;charset=utf-16"
        self.data = uno.ByteSequence(text.encode("utf-8")) if html else text
        self.html = html

    def getTransferData(self, flavor: Any) -> Any:
        if not self.isDataFlavorSupported(flavor):
            raise UnsupportedFlavorException(flavor.MimeType, self)
        return self.data

    def getTransferDataFlavors(self) -> tuple[Any, ...]:
        kind = uno.getTypeByName("[]byte") if self.html else uno.getTypeByName("string")
        return (DataFlavor(self.kind, self.kind, kind),)

    def isDataFlavorSupported(self, flavor: Any) -> bool:
        return flavor.MimeType.split(";")[0] == self.kind.split(";")[0]


class Editor:
    """One open document and the hands of somebody who edits it."""

    def __init__(self, office: Office, source: str) -> None:
        self.office = office
        self.document = office.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(source), "_blank", 0, values(Silent=True)
        )
        if self.document is None:
            raise RuntimeError(f"LibreOffice cannot open {source}")
        self.controller = self.document.getCurrentController()

    def save(self, path: str, kind: str) -> None:
        named = values(FilterName=FILTERS[kind], Overwrite=True)
        self.document.storeToURL(uno.systemPathToFileUrl(path), named)

    # -- finding

    def row(self, bookmark: str) -> tuple[Any, int]:
        anchor = self.document.Bookmarks.getByName(bookmark).getAnchor()
        return anchor.TextTable, int(_CELL.fullmatch(anchor.Cell.CellName)[2])  # type: ignore[index]

    def cells(self, table: Any, row: int) -> list[Any]:
        found = ((name, _CELL.fullmatch(name)) for name in table.getCellNames())
        names = [name for name, match in found if match and int(match[2]) == row]
        return [table.getCellByName(name) for name in names]

    def cell(self, step: dict[str, Any]) -> Any:
        table, row = self.row(step["bookmark"])
        return self.cells(table, row + step.get("below", 0))[step.get("column", -1)]

    def control(self, cell: Any) -> Any:
        """The first content control of a cell; None where it has none (a text field before 25.2)."""
        for paragraph in self.each(cell):
            if not paragraph.supportsService("com.sun.star.text.Paragraph"):
                continue
            for portion in self.each(paragraph):
                if portion.TextPortionType == "ContentControl":
                    return portion.ContentControl
        return None

    @staticmethod
    def each(container: Any) -> Any:
        found = container.createEnumeration()
        while found.hasMoreElements():
            yield found.nextElement()

    def content(self, cell: Any, control: Any) -> Any:
        """A cursor over all that a control holds, or over the whole cell where there is no control."""
        cursor = cell.createTextCursor()
        portions = list(self.each(control)) if control is not None else []
        if portions:
            cursor.gotoRange(portions[0].getStart(), False)
            cursor.gotoRange(portions[-1].getEnd(), True)
        else:
            cursor.gotoEnd(True)
        return cursor

    def select(self, step: dict[str, Any]) -> None:
        """What a click into the control does: its prompt is selected, or the cursor goes to its end."""
        cell = self.cell(step)
        control = self.control(cell)
        content = self.content(cell, control)
        if control is not None and not step.get("all", control.ShowingPlaceHolder):
            content.collapseToEnd()
        self.controller.getViewCursor().gotoRange(content, False)

    def replace(self, cell: Any, control: Any, text: str) -> None:
        """What choosing from a control's list or calendar does to the words in it."""
        control.ShowingPlaceHolder = False
        self.content(cell, control).setString(text)

    def dispatch(self, command: str, **named: Any) -> None:
        self.office.dispatcher.executeDispatch(
            self.controller.getFrame(), f".uno:{command}", "", 0, values(**named)
        )

    # -- in running text

    def go_to(self, step: dict[str, Any]) -> None:
        """Put the cursor at the end of the paragraph that begins with ``text``, or select it all."""
        for paragraph in self.each(self.document.getText()):
            words = paragraph.getString() if paragraph.supportsService("com.sun.star.text.Paragraph") else ""
            if words.startswith(step["text"]):
                cursor = self.document.getText().createTextCursorByRange(paragraph.getStart())
                cursor.gotoEndOfParagraph(True)
                if not step.get("all"):
                    cursor.collapseToEnd()
                self.controller.getViewCursor().gotoRange(cursor, False)
                return
        raise LookupError(step["text"])

    def write_on(self, step: dict[str, Any]) -> None:
        """Type where the cursor is; ``\\n`` is the Enter key."""
        for number, line in enumerate(step["text"].split("\n")):
            if number:
                self.dispatch("InsertPara")
            self.dispatch("InsertText", Text=line)

    def command(self, step: dict[str, Any]) -> None:
        """A button or a command of the menu."""
        self.dispatch(step["command"], **step.get("named", {}))

    # -- what people do

    def type(self, step: dict[str, Any]) -> None:
        """Click into the control and type; ``\\n`` is the Enter key."""
        self.select(step)
        for number, line in enumerate(step["text"].split("\n")):
            if number:
                self.dispatch("InsertPara")
            self.dispatch("InsertText", Text=line)

    def format(self, step: dict[str, Any]) -> None:
        """Make some words of the cell bold or italic."""
        cell = self.cell(step)
        for paragraph in self.each(cell):
            at = paragraph.getString().find(step["words"])
            if at < 0:
                continue
            cursor = cell.createTextCursorByRange(paragraph.getStart())
            cursor.goRight(at, False)
            cursor.goRight(len(step["words"]), True)
            if step["look"] == "bold":
                cursor.CharWeight = 150.0
            else:
                cursor.CharPosture = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC")

    def say(self, step: dict[str, Any]) -> None:
        """Pick from the list, or a day from the calendar: the control then holds the words, no prompt."""
        cell = self.cell(step)
        control = self.control(cell)
        if control is None:
            self.overtype(step)
            return
        if step.get("day"):
            control.DateFormat, control.CurrentDate = "YYYY-MM-DD", f"{step['day']}T00:00:00Z"
        self.replace(cell, control, step["text"])

    def tick(self, step: dict[str, Any]) -> None:
        """Click on a box: its state and its sign change."""
        cell = self.cell(step)
        control = self.control(cell)
        control.Checked = step["ticked"]
        self.replace(cell, control, control.CheckedState if step["ticked"] else control.UncheckedState)

    def append(self, step: dict[str, Any]) -> None:
        """Put the cursor behind all that stands in the cell, and type."""
        cell = self.cell(step)
        cursor = self.controller.getViewCursor()
        end = cell.createTextCursor()
        end.gotoEnd(False)
        cursor.gotoRange(end, False)
        self.dispatch("InsertText", Text=step["text"])

    def paste(self, step: dict[str, Any]) -> None:
        """Click into the control and paste text of several paragraphs, or HTML."""
        self.select(step)
        self.controller.insertTransferable(Clip(step["text"], step.get("html", False)))

    def overtype(self, step: dict[str, Any]) -> None:
        """Select all of the cell and type over it, so that no control is left; ``\\n`` is a new paragraph."""
        cell = self.cell(step)
        cell.setString("")
        cursor = cell.createTextCursor()
        for number, line in enumerate(step["text"].split("\n")):
            cursor.gotoEnd(False)
            if number:
                cell.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
            cell.insertString(cursor, line, False)

    def clear(self, step: dict[str, Any]) -> None:
        """Select the answer and press Delete."""
        self.select({**step, "all": True})
        self.dispatch("Delete")

    def bullets(self, step: dict[str, Any]) -> None:
        """Press the button for bullets on all paragraphs of the cell."""
        cell = self.cell(step)
        inside = cell.createTextCursor()
        inside.gotoStart(False)
        inside.gotoEnd(True)
        self.controller.getViewCursor().gotoRange(inside, False)
        self.dispatch("DefaultBullet")

    def add_row(self, step: dict[str, Any]) -> None:
        """Insert a row below and write into its cells."""
        table, row = self.row(step["bookmark"])
        table.getRows().insertByIndex(row, 1)
        for cell, text in zip(self.cells(table, row + 1), step["texts"], strict=False):
            cell.setString(text)

    def copy_row(self, step: dict[str, Any]) -> None:
        """Copy a row and paste it below; then write into the copy's cells where a text is given."""
        table, row = self.row(step["bookmark"])
        cursor = self.controller.getViewCursor()
        cursor.gotoRange(self.cells(table, row)[0].getStart(), False)
        self.dispatch("EntireRow")
        copied = self.controller.getTransferable()
        table.getRows().insertByIndex(row, 1)
        cursor.gotoRange(self.cells(table, row + 1)[0].getStart(), False)
        self.controller.insertTransferable(copied)
        for at, text in step.get("texts", {}).items():
            self.cells(table, row + step.get("into", 1))[int(at)].setString(text)

    def delete_row(self, step: dict[str, Any]) -> None:
        table, row = self.row(step["bookmark"])
        table.getRows().removeByIndex(row - 1, 1)

    def move_row(self, step: dict[str, Any]) -> None:
        """Move the row one up, as the keys Alt+Up do."""
        table, row = self.row(step["bookmark"])
        self.controller.getViewCursor().gotoRange(self.cells(table, row)[1].getStart(), False)
        self.dispatch("MoveUp")

    def merge(self, step: dict[str, Any]) -> None:
        """Merge the cell with the one to its left."""
        table, row = self.row(step["bookmark"])
        cells = self.cells(table, row)
        cursor = table.createCursorByCellName(cells[step.get("column", -1) - 1].CellName)
        cursor.gotoCellByName(cells[step.get("column", -1)].CellName, True)
        cursor.mergeRange()

    def track(self, step: dict[str, Any]) -> None:
        """Switch the tracking of changes on or off."""
        self.document.RecordChanges = step["on"]

    def comment(self, step: dict[str, Any]) -> None:
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author = step["text"], step["author"]
        cell = self.cell(step)
        cell.insertTextContent(cell.createTextCursor(), note, False)

    def at_end(self, step: dict[str, Any], content: Any) -> None:
        cell = self.cell(step)
        cursor = cell.createTextCursor()
        cursor.gotoEnd(False)
        cell.insertTextContent(cursor, content, False)

    def picture(self, step: dict[str, Any]) -> None:
        provider = self.office.service("com.sun.star.graphic.GraphicProvider")
        graphic = provider.queryGraphic(values(URL=uno.systemPathToFileUrl(step["file"])))
        image = self.document.createInstance("com.sun.star.text.TextGraphicObject")
        image.Graphic = graphic
        image.AnchorType = uno.Enum("com.sun.star.text.TextContentAnchorType", "AS_CHARACTER")
        self.at_end(step, image)

    def table(self, step: dict[str, Any]) -> None:
        """Insert a table behind the answer."""
        inner = self.document.createInstance("com.sun.star.text.TextTable")
        inner.initialize(len(step["rows"]), len(step["rows"][0]))
        self.at_end(step, inner)
        for number, row in enumerate(step["rows"]):
            for at, text in enumerate(row):
                inner.getCellByPosition(at, number).setString(text)

    def outside(self, step: dict[str, Any]) -> None:
        """Write a paragraph at the end of the document."""
        text = self.document.getText()
        text.insertControlCharacter(text.getEnd(), PARAGRAPH_BREAK, False)
        text.insertString(text.getEnd(), step["text"], False)


class Office:
    """One LibreOffice without a window."""

    def __init__(self, program: str, profile: str) -> None:
        pipe = f"assembler{time.time_ns()}"
        self.process = subprocess.Popen(
            [program, f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}",
             "--headless", "--norestore", "--nologo",
             f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        self.context = self._connect(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    @staticmethod
    def _connect(resolver: Any, address: str) -> Any:
        for _ in range(300):
            try:
                return resolver.resolve(address)
            except Exception:
                time.sleep(0.1)
        raise RuntimeError("LibreOffice did not answer")

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def do(self, job: dict[str, Any]) -> str:
        editor, step = Editor(self, job["source"]), None
        try:
            for step in job["steps"]:
                getattr(editor, step["do"])(step)
            for kind, path in job["saves"].items():
                editor.save(path, kind)
            editor.document.close(True)
        except Exception as error:
            return f"{step}: {type(error).__name__}: {error}"
        return ""

    def end(self) -> None:
        try:
            self.desktop.terminate()
            self.process.wait(20)
        except Exception:
            self.process.kill()


def main() -> None:
    office = Office(sys.argv[1], sys.argv[2])
    try:
        json.dump([office.do(job) for job in json.load(sys.stdin)], sys.stdout)
    finally:
        office.end()


if __name__ == "__main__":
    main()
