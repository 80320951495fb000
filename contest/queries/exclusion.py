"""Who takes no part in a contest for having helped to run it (needs N4): one rule for entering and starting.

Any role counts, also one that has ended: who saw the keys does not forget them. So does one on the body,
whose people see its questions with their keys. A unit manager sees counts only and takes part.
"""

from uuid import UUID

from contest.queries.statements import rows_prepared

HELPED_TO_RUN = """
(EXISTS (SELECT FROM contest_contestrole WHERE contest_id = contest.id AND user_id = $2)
 OR EXISTS (SELECT FROM accounts_bodymembership WHERE body_id = contest.body_id AND user_id = $2))
"""
"""For statements on a `contest` whose $2 is the person."""


def helped_to_run(*, contest_id: UUID, user_id: UUID) -> bool:
    """Whether the person has, or ever had, a role in the contest or on its body."""
    return rows_prepared(_HELPED, [contest_id, user_id]) == [(True,)]


_HELPED = f"SELECT {HELPED_TO_RUN} FROM contest_contest AS contest WHERE id = $1"  # noqa: S608  # our own text
