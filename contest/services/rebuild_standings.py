"""Computing all standings of a round again from the marks."""

from uuid import UUID

from contest.queries.statements import rows_prepared
from contest.services.place_entries import place_entries

BATCH = 2_000


def rebuild_standings(*, round_id: UUID) -> int:
    """Place every entry that took part in a round; returns how many standings differed from what was stored.

    After undisturbed scoring that is none. It may run beside scoring. Refuses RoundNotFound.
    """
    differing, last = 0, UUID(int=0)
    while True:
        entry_ids = [entry_id for (entry_id,) in rows_prepared(_ENTRIES, [round_id, last, BATCH])]
        if not entry_ids:
            return differing
        differing += place_entries(round_id=round_id, entry_ids=entry_ids)
        last = entry_ids[-1]


_ENTRIES = """
SELECT entry.id
  FROM contest_entry AS entry
 WHERE entry.contest_id = (SELECT contest_id FROM contest_round WHERE id = $1) AND entry.id > $2
   AND EXISTS (SELECT FROM contest_attempt WHERE entry_id = entry.id AND round_id = $1)
 ORDER BY entry.id
 LIMIT $3::int
"""
