"""What the address of a body, a bank or a contest looks like."""

from typing import Annotated

from msgspec import Meta

from contest.rules.terms.definition import END

Slug = Annotated[str, Meta(pattern=rf"^[a-z0-9]+(-[a-z0-9]+)*{END}", min_length=3, max_length=80)]
