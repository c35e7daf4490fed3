"""Languages and catalogues of translations.

gettext has one ``.po`` file per language, which translators edit with tools that they know. CLDR, which Babel
includes, provides directions, names and plural forms. However, ``xgettext`` and Babel write dates, line
numbers and wrapped lines, which turn every change into a long diff. They accept a broken file with a warning
and can use fuzzy translations. Agencies work with XLIFF, but its libraries are for version 1.2 or have a
licence unsuitable for this program. This package reads and writes XLIFF with Python's own XML modules.

The package writes a stable ``.pot`` with small diffs and reads catalogues strictly. It checks fields and
inline tags, which neither msgfmt nor Babel does. XLIFF preserves every character of a text, and every
fallback is reported. There is no global "current language". Broken catalogues are rejected, and fuzzy
translations are never used. The package does not depend on Word: it takes messages and returns text.
"""
