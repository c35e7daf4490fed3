"""Document assembly for reports and charters.

The words of this code base, one per idea:

*template* (a Word file in plain English with ``{{ places }}``), *document type* (a folder in
``templates/``), *declaration* (its ``document.yaml``), *record* (what is known), *benchmark* (what a city is
reviewed against: pillars or groups of *indicators*), *field* (a place of a form that somebody fills in),
*control* (the Word widget in a field's cell), *code* (the visible, language-neutral name of a field),
*value*, *part* (a file inside a .docx), *place* (where something stands), *message* (a paragraph to
translate), *catalogue* (its translations), *house style* (the look of a project), *view* (record and
benchmark turned into what a template sees), *manifest* (what a form was made from), *order* and *outcome*
(one document asked for, and what became of it), *finding* (what people got wrong), *rule*.

Floors, from top to bottom; a room imports only from rooms below it::

    __main__ -> cli -> jobs -> rules | views -> store -> word | i18n | values -> model
        -> errors | late | plain
"""

__version__ = "0.1.0"
