"""Languages and catalogues.

What the world does: gettext keeps one ``.po`` a language, edited with tools that translators know; CLDR (in
Babel) knows directions, names and plurals; ``xgettext`` and Babel write dates, line numbers and wrapped lines
that make every change a long difference, accept a broken file with a warning, and take a fuzzy guess for a
translation. What we promise: a stable ``.pot`` in which one change is a small difference, strict reading,
checks of fields and marks that neither msgfmt nor Babel does, a fallback that is told, and no "current
language" anywhere. What we refuse: a broken catalogue, a fuzzy translation, and any knowledge of Word: this
room is handed messages and gives text.
"""
