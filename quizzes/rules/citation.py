"""Citations as Vietnamese law writes them: «điểm a khoản 1 Điều 8 Luật Phòng, chống ma túy».

Small to large; whoever names a point or a clause must name the article. This is the minimal grammar: one
place in one regulation. Lists, ranges and relative citations are refused, not guessed.
"""

import re
from dataclasses import dataclass

from quizzes.refusals import Refusal
from quizzes.rules.texts import normalised


class CitationNotUnderstood(Refusal):
    """The text is not one citation of this grammar."""

    code = "citation_not_understood"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one regulation; `regulation` is its name or type and number as written."""

    regulation: str
    article: str | None = None
    clause: str | None = None
    point: str | None = None

    def __post_init__(self) -> None:
        if not self.regulation:
            raise ValueError("a citation names its regulation")
        if (self.point and not self.clause) or (self.clause and not self.article):
            raise ValueError("a point needs its clause, a clause its article")


_KIND = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Lệnh|Quyết định|Thông tư liên tịch|Thông tư"
    r"|Chỉ thị|Quy định|Hướng dẫn|Kế hoạch|Quy chế|Điều lệ)"
)
_CITATION = re.compile(
    r"^(?:điểm (?P<point>[a-zđ]{1,2}\d?),? )?"
    r"(?:khoản (?P<clause>\d{1,3}[a-zđ]?),? )?"
    r"(?:Điều (?P<article>\d{1,4}[a-zđ]?),? (?:của )?)?"
    rf"(?P<regulation>{_KIND}\b.*)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b\d{1,5}(?:/\d{4})?/(?:[A-ZĐƯ]+\d*)(?:-[A-ZĐƯ]+\d*)*\b")


def parse(text: str) -> Citation:
    """The citation written in `text`; refuses CitationNotUnderstood with the text it was given."""
    clean = " ".join(normalised(text).split()).rstrip(" .;")
    found = _CITATION.match(clean)
    if found is None:
        raise CitationNotUnderstood(text=clean)
    point, clause, article = (
        found[part].lower() if found[part] else None for part in ("point", "clause", "article")
    )
    if (point and not clause) or (clause and not article):
        raise CitationNotUnderstood(text=clean)
    return Citation(regulation=found["regulation"], article=article, clause=clause, point=point)


def printed(citation: Citation) -> str:
    """The citation as it is written in a text: small to large."""
    parts = (
        citation.point and f"điểm {citation.point}",
        citation.clause and f"khoản {citation.clause}",
        citation.article and f"Điều {citation.article}",
        citation.regulation,
    )
    return " ".join(part for part in parts if part)


def names_article(text: str) -> bool:
    """Whether a citation, as `printed` writes it, names an article and not only its regulation."""
    found = _CITATION.match(text)
    return found is not None and found["article"] is not None


def document_number(regulation: str) -> str | None:
    """The number inside the name of a regulation («100/2019/NĐ-CP»), or None where only the name is given."""
    found = _NUMBER.search(regulation)
    return found[0] if found else None
