"""Languages and catalogues.

What the world does: gettext keeps one ``.po`` a language, edited with tools that translators know; CLDR (in
Babel) knows directions, names and plurals; ``xgettext`` and Babel write dates, line numbers and wrapped lines
that make every change a long difference, accept a broken file with a warning, and take a fuzzy guess for a
translation; agencies work in XLIFF, whose libraries are for version 1.2 or under a licence that a product
cannot take in, so that ours is written with Python's own XML. What we promise: a stable ``.pot`` in which one
change is a small difference, strict reading, checks of fields and marks that neither msgfmt nor Babel does,
texts that come back from XLIFF sign by sign, a fallback that is told, and no "current language" anywhere.
What we refuse: a broken catalogue, a fuzzy translation, and any knowledge of Word: this room is handed
messages and gives text.
"""
