"""Vietnamese text: one normal form, folding for search, equality of typed answers, dictionary order.

Everything stored is NFC. What looks like «đ» but is the Icelandic letter, the hyphens of word processors
and the spaces that do not break are brought to one form, since regulations are pasted from many sources.
"""

import re
import unicodedata

# Control characters say nothing, and PostgreSQL holds no NUL; those that part words become spaces below.
_CONTROLS = {chr(code): None for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()}
_LOOK_ALIKES = str.maketrans(
    {
        **_CONTROLS,
        "Ð": "Đ",
        "ð": "đ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2007": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
# Grave, hook above, tilde, acute, dot below: the order of the tones in Vietnamese dictionaries.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_PLACE = {letter: place for place, letter in enumerate(_LETTERS, start=100)}

SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


def normalised(text: str) -> str:
    """The text in NFC, look-alikes folded, runs of spaces in a line made one, no blank edges."""
    plain = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES)))
    lines = (re.sub(r"\s+", " ", line).strip() for line in plain.split("\n"))
    return "\n".join(lines).strip()


def folded(text: str) -> str:
    """The text as one searches for it: lower case, «đ» as d, no marks, single spaces.

    >>> folded("Phường Đồng  Tâm")
    'phuong dong tam'
    """
    bare = "".join(
        mark
        for mark in unicodedata.normalize("NFD", normalised(text).lower().replace("đ", "d"))
        if not unicodedata.combining(mark)
    )
    return " ".join(bare.split())


def initials(name: str) -> str:
    """The first letters of a name.

    >>> initials("Nguyễn Văn Ân")
    'N.V.Â.'
    """
    return "".join(f"{word[0].upper()}." for word in normalised(name).split())


def _letters_and_tone(word: str) -> tuple[str, int]:
    letters: list[str] = []
    tone = 0
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone = _TONES.index(sign) + 1
        else:
            letters.append(sign)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def typed_form(text: str) -> str:
    """The form in which two typed answers are compared.

    Case, spaces and the two ways to place a tone («hoà», «hòa») make no difference; letters and tones do.
    """
    words = normalised(text).casefold().split()
    return " ".join(f"{letters}{tone or ''}" for letters, tone in map(_letters_and_tone, words))


def sort_key(text: str) -> SortKey:
    """The place of a text in Vietnamese order: letters (a ă â … d đ …), then tones, then the text itself.

    The order of tones is that of the dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
    """
    clean = normalised(text)
    letters: list[int] = []
    tones: list[int] = []
    for word in clean.lower().split():
        bare, tone = _letters_and_tone(word)
        letters.extend(_LETTER_PLACE.get(letter, min(ord(letter), 99)) for letter in bare)
        letters.append(0)
        tones.append(tone)
    return tuple(letters), tuple(tones), clean
