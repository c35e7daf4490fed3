"""Language data from CLDR: names, directions, plural forms, quotation marks, sorting and time zones."""
