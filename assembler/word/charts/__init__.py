"""Charts that Word draws itself: their data stays editable, in a workbook inside the document.

The bars are readable in black and white: each has its number, and each series its own pattern. The same chart
always produces the same bytes, including its workbook.
"""
