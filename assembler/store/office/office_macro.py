"""LibreOffice macro that lays out each document, reports its page numbers and exports it as PDF.

Each document contains a marker for every page number of its table of contents
(``word.content.table_of_contents``). A marker is inside a link to its heading, which distinguishes it from
numbers in the text. The macro replaces the markers with page numbers and checks whether headings moved as a
result, so each document is opened only once. A marker in a header represents the chapter of the page
(``word.content.libreoffice_copy``) and is replaced with a field.

LibreOffice assigns 20 paragraphs to each page before it lays out the first one (``SwLayHelper``). A heading
at such a boundary stays at the foot of its page, although it is to be kept with the next paragraph.
LibreOffice checks this again only if the heading is laid out again while the next paragraph is not. The macro
therefore changes the space above every second paragraph and restores it, and then does the same for the
others.

A macro is needed because a conversion from the command line does not report page numbers. LibreOffice Basic
requires nothing else (no Python, no server on a port). Every new profile contains ``Standard.Module1``, so
replacing that module is enough.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

MODULE = "user/basic/Standard/Module1.xba"
"""Path of the macro in a profile."""
CALL = 'macro:///Standard.Module1.LayOut("{tasks}","{log}")'

BASIC = """
Sub LayOut(tasks As String, logFile As String)
  Dim work As Integer, source As String, target As String, number As Long
  work = FreeFile
  Open tasks For Input As #work
  While Not Eof(work)
    Line Input #work, source
    Line Input #work, target
    number = number + 1
    WriteLog(logFile, "begin " & number)
    LayOutOne(source, target, logFile)
  Wend
  Close #work
  WriteLog(logFile, "finished")
  StarDesktop.terminate()
End Sub

Sub WriteLog(logFile As String, message As String)
  Dim out As Integer
  out = FreeFile
  Open logFile For Append As #out
  Print #out, message
  Close #out
End Sub

Function Named(name As String, value As Variant) As Object
  Dim pair As New com.sun.star.beans.PropertyValue
  pair.Name = name
  pair.Value = value
  Named = pair
End Function

Sub LayOutOne(source As String, target As String, logFile As String)
  Dim document As Object
  On Error Goto Failed
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array( _
    Named("Hidden", True), Named("MacroExecutionMode", 0), Named("UpdateDocMode", 0)))
  If IsNull(document) Then
    WriteLog(logFile, "failed it cannot be opened")
    Exit Sub
  End If
  MoveHeadings(document)
  WriteLog(logFile, "pages" & FillMarkers(document))
  If Not IsFilled(document) Then
    WriteLog(logFile, "failed its page numbers cannot be written")
    document.close(True)
    Exit Sub
  End If
  InsertChapters(document)
  If target <> "" Then
    document.storeToURL(target, Array(Named("FilterName", "writer_pdf_Export"), Named("FilterData", Array( _
      Named("UseTaggedPDF", True), Named("ExportBookmarks", True), Named("SelectPdfVersion", 2), _
      Named("DisplayPDFDocumentTitle", True), Named("ExportFormFields", False)))))
  End If
  document.close(True)
  WriteLog(logFile, "done")
  Exit Sub
Failed:
  WriteLog(logFile, "failed " & Error$)
  If Not IsNull(document) Then CloseQuietly(document)
End Sub

Sub CloseQuietly(document As Object)
  On Error Goto Closed
  document.close(True)
Closed:
End Sub

Sub MoveHeadings(document As Object)
  Dim turn As Integer
  For turn = 0 To 1
    Pages(document)
    TouchHeadings(document, turn)
  Next
End Sub

Sub TouchHeadings(document As Object, turn As Integer)
  Dim paragraphs As Object, paragraph As Object, number As Long
  paragraphs = document.Text.createEnumeration()
  While paragraphs.hasMoreElements()
    paragraph = paragraphs.nextElement()
    If paragraph.supportsService("com.sun.star.text.Paragraph") Then
      number = number + 1
      If paragraph.ParaKeepTogether And number Mod 2 = turn Then
        paragraph.ParaTopMargin = paragraph.ParaTopMargin + 35
        paragraph.ParaTopMargin = paragraph.ParaTopMargin - 35
      End If
    End If
  Wend
End Sub

Function FillMarkers(document As Object) As String
  Dim found As Object, i As Long, last As Long, many As Long, tries As Integer
  Dim numbers As String, before As String
  found = FindMarkers(document)
  numbers = Pages(document)
  last = found.Count
  Dim marker(last), heading(last)
  For i = 0 To last - 1
    marker(many) = found.getByIndex(i)
    If IsMarker(marker(many)) Then
      heading(many) = "_Toc" & Right(marker(many).String, 8)
      many = many + 1
    End If
  Next
  Do Until many = 0 Or numbers = before Or tries = 3
    before = numbers
    For i = 0 To many - 1
      ReplaceText(marker(i), PageOf(heading(i), numbers))
    Next
    numbers = Pages(document)
    tries = tries + 1
  Loop
  FillMarkers = numbers
End Function

Sub ReplaceText(marker As Object, content As String)
  Dim link As String, style As String
  link = marker.HyperLinkURL
  style = marker.UnvisitedCharStyleName
  marker.String = content
  marker.HyperLinkURL = link
  marker.UnvisitedCharStyleName = style
  marker.VisitedCharStyleName = style
End Sub

Function IsFilled(document As Object) As Boolean
  Dim found As Object, i As Long
  found = FindMarkers(document)
  For i = 0 To found.Count - 1
    If IsMarker(found.getByIndex(i)) Then Exit Function
  Next
  IsFilled = True
End Function

Sub InsertChapters(document As Object)
  Dim found As Object, i As Long, marker As Object, chapter As Object
  found = FindMarkers(document)
  For i = 0 To found.Count - 1
    marker = found.getByIndex(i)
    If marker.String = "880000000000" And marker.Text.ImplementationName = "SwXHeadFootText" Then
      chapter = document.createInstance("com.sun.star.text.TextField.Chapter")
      chapter.Level = 0
      chapter.ChapterFormat = com.sun.star.text.ChapterFormat.NAME
      marker.Text.insertTextContent(marker, chapter, True)
    End If
  Next
End Sub

Function FindMarkers(document As Object) As Object
  Dim wanted As Object
  wanted = document.createSearchDescriptor()
  wanted.SearchRegularExpression = True
  wanted.SearchString = "8800[0-9]{8}"
  FindMarkers = document.findAll(wanted)
End Function

Function IsMarker(found As Object) As Boolean
  IsMarker = (found.HyperLinkURL = "#_Toc" & Right(found.String, 8))
End Function

Function PageOf(heading As String, numbers As String) As String
  Dim begin As Long
  begin = InStr(numbers, " " & heading & " ")
  If begin = 0 Then Exit Function
  begin = begin + Len(heading) + 2
  PageOf = Mid(numbers, begin, InStr(begin, numbers & " ", " ") - begin)
End Function

Function Pages(document As Object) As String
  Dim names, i As Long, cursor As Object, numbers As String
  names = document.Bookmarks.ElementNames
  cursor = document.CurrentController.getViewCursor()
  For i = 0 To UBound(names)
    If Left(names(i), 4) = "_Toc" Then
      cursor.gotoRange(document.Bookmarks.getByName(names(i)).Anchor.Start, False)
      numbers = numbers & " " & names(i) & " " & cursor.getPage()
    End If
  Next
  Pages = numbers
End Function
"""


def build_module() -> str:
    """Return the macro as an XML module for the macro library of a LibreOffice profile.

    >>> "&amp; number" in build_module()
    True
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(BASIC)}</script:module>\n'
    )
