"""Charts that Word draws itself: their data stays editable, in a workbook inside the document.

The charts are readable in black and white: each bar shows its number, and each series has its own pattern.
The same chart always produces the same bytes, including its workbook.
"""
