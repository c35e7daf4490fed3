"""Charts that Word draws itself: their data stays editable, in a workbook inside the document.

The charts are readable in black and white: the bars show their numbers, and up to seven series differ by
shade or pattern. The same chart always produces the same bytes, including its workbook.
"""
