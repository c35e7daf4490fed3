"""LibreOffice macro that lays out each document, reports its page numbers and makes a PDF of it.

A document comes with room for the page numbers of its contents (``word.content.contents_pages``), each in a
link to its heading, which no number in somebody's text is. The macro writes the numbers there and checks
whether headings moved because of them, so that each document is opened once. It is written in LibreOffice's
own Basic because that needs nothing else (no Python, no server on a port), and because a conversion from the
command line reports no page numbers. Every new profile has ``Standard.Module1``, so replacing it is enough.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

MODULE = "user/basic/Standard/Module1.xba"
"""Where the macro stands in a profile."""
CALL = 'macro:///Standard.Module1.LayOut("{tasks}","{said}")'

BASIC = """
Sub LayOut(tasks As String, said As String)
  Dim work As Integer, source As String, target As String, number As Long
  work = FreeFile
  Open tasks For Input As #work
  While Not Eof(work)
    Line Input #work, source
    Line Input #work, target
    number = number + 1
    Say(said, "begin " & number)
    LayOutOne(source, target, said)
  Wend
  Close #work
  Say(said, "finished")
  StarDesktop.terminate()
End Sub

Sub Say(said As String, words As String)
  Dim out As Integer
  out = FreeFile
  Open said For Append As #out
  Print #out, words
  Close #out
End Sub

Function Named(name As String, value As Variant) As Object
  Dim pair As New com.sun.star.beans.PropertyValue
  pair.Name = name
  pair.Value = value
  Named = pair
End Function

Sub LayOutOne(source As String, target As String, said As String)
  Dim document As Object
  On Error Goto Failed
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array( _
    Named("Hidden", True), Named("MacroExecutionMode", 0), Named("UpdateDocMode", 0)))
  If IsNull(document) Then
    Say(said, "failed it cannot be opened")
    Exit Sub
  End If
  Say(said, "pages" & Numbered(document))
  If Not IsNumbered(document) Then
    Say(said, "failed its page numbers cannot be written")
    document.close(True)
    Exit Sub
  End If
  If target <> "" Then
    document.storeToURL(target, Array(Named("FilterName", "writer_pdf_Export"), Named("FilterData", Array( _
      Named("UseTaggedPDF", True), Named("ExportBookmarks", True), Named("SelectPdfVersion", 2), _
      Named("DisplayPDFDocumentTitle", True), Named("ExportFormFields", False)))))
  End If
  document.close(True)
  Say(said, "done")
  Exit Sub
Failed:
  Say(said, "failed " & Error$)
  If Not IsNull(document) Then CloseQuietly(document)
End Sub

Sub CloseQuietly(document As Object)
  On Error Goto Closed
  document.close(True)
Closed:
End Sub

Function Numbered(document As Object) As String
  Dim found As Object, i As Long, last As Long, many As Long, tries As Integer
  Dim told As String, before As String
  found = Numbers(document)
  told = Pages(document)
  last = found.Count
  Dim place(last), heading(last)
  For i = 0 To last - 1
    place(many) = found.getByIndex(i)
    If IsPlace(place(many)) Then
      heading(many) = "_Toc" & Right(place(many).String, 8)
      many = many + 1
    End If
  Next
  Do Until many = 0 Or told = before Or tries = 3
    before = told
    For i = 0 To many - 1
      Put(place(i), PageOf(heading(i), told))
    Next
    told = Pages(document)
    tries = tries + 1
  Loop
  Numbered = told
End Function

Sub Put(place As Object, words As String)
  Dim link As String, style As String
  link = place.HyperLinkURL
  style = place.UnvisitedCharStyleName
  place.String = words
  place.HyperLinkURL = link
  place.UnvisitedCharStyleName = style
  place.VisitedCharStyleName = style
End Sub

Function IsNumbered(document As Object) As Boolean
  Dim found As Object, i As Long
  found = Numbers(document)
  For i = 0 To found.Count - 1
    If IsPlace(found.getByIndex(i)) Then Exit Function
  Next
  IsNumbered = True
End Function

Function Numbers(document As Object) As Object
  Dim wanted As Object
  wanted = document.createSearchDescriptor()
  wanted.SearchRegularExpression = True
  wanted.SearchString = "8800[0-9]{8}"
  Numbers = document.findAll(wanted)
End Function

Function IsPlace(found As Object) As Boolean
  IsPlace = (found.HyperLinkURL = "#_Toc" & Right(found.String, 8))
End Function

Function PageOf(heading As String, told As String) As String
  Dim begin As Long
  begin = InStr(told, " " & heading & " ")
  If begin = 0 Then Exit Function
  begin = begin + Len(heading) + 2
  PageOf = Mid(told, begin, InStr(begin, told & " ", " ") - begin)
End Function

Function Pages(document As Object) As String
  Dim names, i As Long, cursor As Object, told As String
  names = document.Bookmarks.ElementNames
  cursor = document.CurrentController.getViewCursor()
  For i = 0 To UBound(names)
    If Left(names(i), 4) = "_Toc" Then
      cursor.gotoRange(document.Bookmarks.getByName(names(i)).Anchor.Start, False)
      told = told & " " & names(i) & " " & cursor.getPage()
    End If
  Next
  Pages = told
End Function
"""


def module() -> str:
    """The macro as a module of a profile's library.

    >>> "&amp; number" in module()
    True
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(BASIC)}</script:module>\n'
    )
