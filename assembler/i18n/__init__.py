"""Languages and catalogues of translations.

gettext has one ``.po`` file per language, edited with tools familiar to translators; CLDR (in Babel) provides
directions, names and plural forms. However, ``xgettext`` and Babel write dates, line numbers and wrapped
lines, which turn every change into a long diff. They accept a broken file with a warning and can use fuzzy
translations. Agencies work with XLIFF, but its libraries are for version 1.2 or have a licence that a product
cannot include; this package reads and writes XLIFF with Python's own XML modules.

The package provides a stable ``.pot`` with small diffs, strict reading, checks of fields and inline tags that
neither msgfmt nor Babel has, texts preserved character by character through XLIFF, and reported fallbacks. It
has no global "current language". It refuses broken catalogues and fuzzy translations. It does not depend on
Word: it takes messages and returns text.
"""
