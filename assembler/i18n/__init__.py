"""Languages and catalogues of translations.

gettext has one ``.po`` file per language, edited with tools familiar to translators; CLDR (in Babel) provides
directions, names and plural forms. However, ``xgettext`` and Babel write dates, line numbers and wrapped
lines, which turn every change into a long diff. They accept a broken file with a warning and can use fuzzy
translations. Agencies work with XLIFF, but its libraries are for version 1.2 or have a licence that a product
cannot include; this package reads and writes XLIFF with Python's own XML modules.

The package writes a stable ``.pot`` with small diffs and reads catalogues strictly. It checks fields and
inline tags, which neither msgfmt nor Babel does. Texts survive XLIFF character by character, and every
fallback is reported. There is no global "current language". Broken catalogues and fuzzy translations are
refused. The package does not depend on Word: it takes messages and returns text.
"""
