"""Language data from CLDR: names, directions, plural forms, quotation marks and sorting."""
