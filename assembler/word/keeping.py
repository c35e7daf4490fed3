"""The filter by which a template keeps a text on the page of what follows it.

``{{p text }}`` gives way to paragraphs in styles of the house, so that Word's own "Keep with next", ticked
for the place, would be gone with it; ``{{p text|keep_with_next }}`` says it of the last of those paragraphs.
Word keeps the end of that paragraph on the page of the paragraph after it (ECMA-376 part 1, 17.3.1.15).
"""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup

_STYLE: Final = '<w:pStyle w:val="'
_KEPT: Final = "<w:keepNext/>"


def keep_with_next(text: Any, what: object = True) -> Any:
    """``text`` with its last paragraph kept with the next; as it is where ``what`` should follow is nothing.

    What is no markup, or has no paragraph in a style, stays as it is too.

    >>> keep_with_next(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'))
    Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/></w:pPr></w:p>')
    >>> keep_with_next(Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'), "")
    Markup('<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>')
    """
    if not what or not isinstance(text, Markup) or (last := text.rfind(_STYLE)) < 0:
        return text
    xml, behind = str(text), text.index("/>", last) + len("/>")
    return text if xml.startswith(_KEPT, behind) else Markup(f"{xml[:behind]}{_KEPT}{xml[behind:]}")
