"""Languages and catalogues.

gettext has one ``.po`` file per language, edited with tools that translators know; CLDR (in Babel) has
directions, names and plurals. But ``xgettext`` and Babel write dates, line numbers and wrapped lines that
turn every change into a long diff, accept a broken file with a warning, and can use fuzzy translations.
Agencies work in XLIFF, whose libraries are for version 1.2 or under a licence that a product cannot include;
this package reads and writes it with Python's own XML.

The package promises a stable ``.pot`` with small diffs, strict reading, checks of fields and inline tags that
neither msgfmt nor Babel has, texts that return from XLIFF character by character, reported fallbacks, and no
global "current language". It refuses broken catalogues and fuzzy translations, and knows nothing of Word: it
takes messages and returns text.
"""
