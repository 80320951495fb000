"""Looking up a unit by what people type: its name without marks, a part of it, an old name."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from contest.queries.contests import published_contest
from quizzes.rules.texts import folded
from quizzes.services.build_version import LEGAL_TIME

MOST_FOUND = 20
MOST_WORDS = 6


class FoundUnit(NamedTuple):
    """A unit as the picker shows it; `alias` is the other name by which it was found."""

    id: UUID
    code: str
    kind: str
    name: str
    parent_name: str | None
    alias: str | None


def found_units(*, text: str, slug: str, under: UUID | None, now: datetime) -> list[FoundUnit]:
    """Up to twenty existing units whose name or other name holds every word of `text`; the closest come
    first.

    Only the units of the contest, where one is named, and those below `under`. Names typed without marks and
    old names are found, too; where nothing holds the words, what differs by a slip of a letter. Without a
    contest only the national list is searched. Refuses ContestNotFound.
    """
    wanted = folded(text)
    words = wanted.split()[:MOST_WORDS]
    holds = " AND ".join(f"folded LIKE %(word{place})s" for place in range(len(words)))
    parameters: dict[str, Any] = {
        f"word{place}": f"%{_literal(word)}%" for place, word in enumerate(words)
    } | {
        "wanted": wanted,
        "start": f"{_literal(wanted)}%",
        "slug": slug,
        "under": under,
        "now": now,
        "zone": LEGAL_TIME.key,
        "most": MOST_FOUND,
    }
    if not words:
        found = _found("TRUE", "NULL", parameters)
    else:
        closest = "NOT folded LIKE %(start)s, alias IS NOT NULL, length(folded)"
        like = "similarity(folded, %(wanted)s) DESC"
        found = _found(holds, closest, parameters) or _found("folded %% %(wanted)s", like, parameters)
    if slug and not found:
        published_contest(slug=slug)
    return found


def _found(holds: str, order: str, parameters: dict[str, Any]) -> list[FoundUnit]:
    statement = _SEARCH.format(holds=holds, order=order)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [FoundUnit(*row) for row in cursor.fetchall()]


def _literal(text: str) -> str:
    """The text inside a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


# First the units that may be shown at all: a contest's are few.
_SEARCH = """
WITH place AS (
    SELECT contest.unit_root_id AS root, contest.body_id AS body,
           (%(now)s::timestamptz AT TIME ZONE COALESCE(contest.time_zone, %(zone)s))::date AS today
      FROM (SELECT 1) AS one
      LEFT JOIN contest_contest AS contest
        ON contest.slug = %(slug)s AND contest.state <> 'DRAFT' AND contest.retired_at IS NULL
     WHERE contest.id IS NOT NULL OR %(slug)s = ''
), shown AS MATERIALIZED (
    SELECT unit.id, unit.folded
      FROM accounts_unit AS unit, place
     WHERE (unit.body_id IS NULL OR unit.body_id = place.body)
       AND (place.root IS NULL OR unit.id = place.root OR unit.ancestors @> ARRAY[place.root])
       AND (%(under)s::uuid IS NULL OR unit.ancestors @> ARRAY[%(under)s::uuid])
       AND (unit.valid_from IS NULL OR unit.valid_from <= place.today)
       AND (unit.valid_to IS NULL OR unit.valid_to > place.today)
), names AS (
    SELECT id, NULL AS alias, folded FROM shown
    UNION ALL
    SELECT shown.id, other.name, other.folded
      FROM shown JOIN accounts_unitalias AS other ON other.unit_id = shown.id
), best AS MATERIALIZED (
    SELECT DISTINCT ON (id) id, alias, rank() OVER (ORDER BY {order}) AS place
      FROM names WHERE {holds} ORDER BY id, place, alias NULLS FIRST
)
SELECT unit.id, unit.code, unit.kind, unit.name, parent.name, best.alias
  FROM best
  JOIN accounts_unit AS unit ON unit.id = best.id
  LEFT JOIN accounts_unit AS parent ON parent.id = unit.parent_id
 ORDER BY best.place, unit.name, unit.id
 LIMIT %(most)s
"""
