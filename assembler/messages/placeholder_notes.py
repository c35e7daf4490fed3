"""What will stand in the fields of a message, told to translators in words."""

from __future__ import annotations

from assembler.model.documents.document_type import DocumentType

_FIELDS = {
    "city_name": "the city's name in this language",
    "city_of": "the city with its preposition, a whole phrase: 'of Helsinki', 'Helsingin', 'd'Amsterdam'",
    "city_in": "the city with its preposition, a whole phrase: 'in Tampere', 'Tampereella'",
    "city_to": "the city with its preposition, a whole phrase: 'to Helsinki', 'Helsinkiin'",
    "title": "the title of the document",
    "version": "the name of the version of the charter, a whole phrase",
    "owner": "who keeps the official wording, a name as it is",
    "official_source": "where the official wording comes from, a name as it is",
    "session": "the name of the interview or workshop, such as 'Interview 17'",
    "peer": "initials of a peer, the same in every language",
    "presenter_city": "the city's name in this language",
    "part.first": "the code of the first session of the table, such as I1",
    "part.last": "the code of the last session of the table, such as I28",
    "group.left": "codes of indicators, such as 'GG/A/1, GG/A/2'",
    "member.home": "the city of the member after a comma, or nothing",
    "practice.city": "the city's name in this language",
    "said.serves": "codes of what the words are about",
    "new": "the symbol of new texts, such as *",
    "effort.chosen": "a sign: a ticked box",
    "effort.not_chosen": "a sign: an empty box",
    "effort.unit": "who usually does it, a whole phrase in the words of the guide",
    "area.ministries": "names of ministries, as a list",
    "decision": "what the council decided, and when",
}
"""By the name of the field."""
_ENDS = {
    "agreed_by": "initials or positions, the same in every language",
    "agreed_on": "a day, written out: '9 June 2010'",
    "agreement": "the name of an agreement, as it is",
    "areas": "names of policy areas, as a list",
    "code": "a code, the same in every language",
    "confidence": "one of the answers to choose from",
    "context": "what somebody wrote, in their own language",
    "deadline": "a day or a period, written out",
    "decided": "a day, written out: '9 June 2010'",
    "decision_number": "the number of a decision",
    "document": "the name of a paper, as it is",
    "evidence": "codes, the same in every language",
    "findings": "codes, the same in every language",
    "form_id": "letters and digits",
    "good_practice": "the name of a good practice, in its own language",
    "indicators": "codes, the same in every language",
    "initials": "initials, the same in every language",
    "kind": "one of the kinds of indicator",
    "link": "an address on the web",
    "n": "the number",
    "obstacle": "what somebody wrote, in their own language",
    "office": "somebody's position, in their own words",
    "original": "what somebody said, in their own language",
    "own_rating": "one of the answers to choose from",
    "presented": "a day, written out: '9 June 2010'",
    "presented_at": "the name of a place, as it is",
    "presenter": "somebody's name",
    "priority": "one of the answers to choose from",
    "references": "page numbers or headings of the report",
    "size": "a size of municipality, one of the answers to choose from",
    "target": "what somebody wrote, in their own language",
    "text": "what somebody wrote, in their own language",
    "year": "a year",
}
"""By the last word of the field."""
_UNKNOWN = "a value of the record or the benchmark"


def note_on(field: str, declared: DocumentType) -> str:
    """What will stand in ``field`` in a document of this type.

    >>> from assembler.model.documents.document_type import DocumentType
    >>> letter = DocumentType(name="a", title="A", description="a", record="baseline", example="x")
    >>> note_on("indicator.code", letter)
    'a code, the same in every language'
    """
    if field in declared.counted:
        return f"a counted phrase, such as '{declared.counted[field].other.replace('{n}', '12')}'"
    return _FIELDS.get(field) or _ENDS.get(field.rpartition(".")[2], _UNKNOWN)
