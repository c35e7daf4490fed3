"""Facts about languages from CLDR: names, directions, plural forms, quotation marks, sorting."""
