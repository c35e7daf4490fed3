"""Frequent words, month names, caption labels and vague link texts in the program's ten languages.

They are used by the rules about wording. A language is identified by its first subtag. A word that is
frequent in several of the languages is left out, so a few of the remaining words are enough to identify the
language of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

_FREQUENT: Final = {
    "en": "the and of to is that it was for on are with as they be at this have from or had by but what we "
    "which their there would been has who its our these than",
    "nl": "de het een en van ik te dat die in niet zijn op met voor aan er om dan zou wat ook bij naar uit "
    "deze wordt worden heeft hebben kan geen hun onze wij maar zij",
    "de": "der die das und ist nicht ein eine zu den dem mit sich auf für von werden wird auch im des sind "
    "bei oder aus nach wie nur einer eines haben hat wir sie aber über",
    "fr": "le la les des du et est une un que qui dans pour pas sur au aux avec ce cette sont par plus ont "
    "leur leurs nous vous été ou mais être ses",
    "es": "el la los las de y que en un una por con para es del se al lo como más pero sus este esta "
    "son ha han muy también fue donde",
    "it": "il lo la i gli le di e che non un una per con del della dei delle nel nella sono è si da al alla "
    "anche come più questo questa ha hanno essere",
    "ca": "el la els les de i que en un una per amb és del dels als no es ha han són més aquest aquesta "
    "també però seva seves seu seus com qui molt",
    "sv": "och att det som en ett på är av för med den till inte har om de vi kan från var ska eller vid "
    "men också sig så finns deras denna detta",
    "fi": "ja on ei se että oli hän ovat kun mutta myös joka jotka sekä tai kuin niin hänen ole tämä tämän "
    "sen niiden voi eivät kaikki mukaan kanssa jossa",
    "el": "και το να της η του για με την στην οι που από των θα είναι τα στο δεν τις σε τον μια ένα στις "
    "αυτό τους ή όπως έχει έχουν",
}  # fmt: skip
_LANGUAGES_OF_WORDS: Final = Counter(word for words in _FREQUENT.values() for word in set(words.split()))
FREQUENT_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(word for word in words.split() if _LANGUAGES_OF_WORDS[word] == 1)
    for language, words in _FREQUENT.items()
}
"""Maps each language to frequent words that occur in none of the others."""

_MONTHS: Final = """
    January February March April May June July August September October November December
    januari februari maart april mei juni juli augustus september oktober november december
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
    januari februari mars april maj juni juli augusti september oktober november december
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta
    marraskuuta joulukuuta
    Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου
    Δεκεμβρίου"""
_LABELS: Final = """
    Table Figure Tabel Figuur Tabelle Abbildung Tableau Tabla Figura Tabella Taula Tabell Figur Taulukko Kuva
    Kuvio Πίνακας Εικόνα Σχήμα"""
LABEL: Final = "|".join(dict.fromkeys(_LABELS.split()))
"""Pattern for the labels of tables and figures."""
BREAKABLE: Final = re.compile(
    rf"(?<![\w.,])\d{{1,2}}\.? (?:{'|'.join(dict.fromkeys(_MONTHS.split()))})\b"
    r"|\d [%‰€£](?!\w)|[€£§] \d"
    rf"|\b(?:{LABEL}) \d"
)
"""Pattern for text that must stay on one line, but contains a breaking space."""
BREAKABLE_FRENCH: Final = re.compile(r"\w [:;!?»]|« \w")
"""Pattern for French punctuation with a breaking space where a no-break space is required."""

_VAGUE_LINKS: Final = """
    here|click here|click|link|this link|read more|more|more information|more info|learn more|see here
    |download|details|website|this page|continue|go
    |hier|klik hier|lees meer|meer|meer informatie|meer info|deze link|zie hier|lees verder|deze pagina
    |hier klicken|klicken sie hier|weiterlesen|mehr|mehr erfahren|mehr lesen|mehr informationen|dieser link
    |weitere informationen|diese seite
    |ici|cliquez ici|cliquer ici|lire la suite|lire plus|en savoir plus|plus|plus d’informations|ce lien
    |télécharger|cette page|voir ici
    |aquí|haga clic aquí|haz clic aquí|pulse aquí|clic aquí|leer más|más|más información|este enlace|ver más
    |saber más|descargar|esta página
    |qui|clicca qui|cliccare qui|fare clic qui|leggi di più|leggi tutto|di più|per saperne di più
    |più informazioni|maggiori informazioni|questo link|scarica|questa pagina
    |aquí|feu clic aquí|cliqueu aquí|premeu aquí|llegiu-ne més|llegeix més|més|més informació|aquest enllaç
    |saber-ne més|descarrega|aquesta pàgina
    |här|klicka här|läs mer|läs mera|mer|mer information|mer info|denna länk|den här länken|ladda ner|se här
    |täältä|tästä|tässä|klikkaa tästä|klikkaa tähän|napsauta tästä|lue lisää|lisää|lisätietoja|tämä linkki
    |lataa
    |εδώ|κάντε κλικ εδώ|κλικ εδώ|πατήστε εδώ|διαβάστε περισσότερα|περισσότερα|περισσότερες πληροφορίες
    |αυτός ο σύνδεσμος|δείτε εδώ|λήψη|μάθετε περισσότερα"""
VAGUE_LINKS: Final = frozenset(" ".join(text.split()) for text in _VAGUE_LINKS.split("|"))
"""Link texts, in lower case, that do not say where the link leads."""

SCRIPTS: Final[Mapping[str, tuple[str, str]]] = {
    "Greek": ("Ͱ", "Ͽ"), "Cyrillic": ("Ѐ", "ӿ"), "Hebrew": ("֐", "׿"), "Arabic": ("؀", "ۿ"),
}  # fmt: skip
"""Maps each non-Latin script to its first and last characters."""
OWN_SCRIPTS: Final[Mapping[str, str]] = {
    "el": "Greek", "bg": "Cyrillic", "mk": "Cyrillic", "ru": "Cyrillic", "uk": "Cyrillic", "sr": "Cyrillic",
    "be": "Cyrillic", "he": "Hebrew", "yi": "Hebrew", "ar": "Arabic", "fa": "Arabic", "ur": "Arabic",
    "ps": "Arabic", "ku": "Arabic", "ckb": "Arabic",
}  # fmt: skip
"""Maps languages that do not use the Latin script to their script.

Only the languages in ``FREQUENT_WORDS`` are certain to be covered.
"""
