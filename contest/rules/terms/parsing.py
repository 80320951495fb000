"""From JSON to Terms and back, with every problem named at once."""

from collections.abc import Iterator
from types import UnionType
from typing import Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct

from contest.rules.terms.contradictions import Problem, contradictions, problems_by_path
from contest.rules.terms.definition import Terms
from quizzes.refusals import Refusal

# msgspec looks into a Struct when it first reads one, and a thread that reads it meanwhile ends the process.
# Here it looks before anybody can ask: a module is imported by one thread.
msgspec.json.Decoder(Terms)


class TermsNotValid(Refusal):
    """The data defines no contest; `problems` lists {path, code} for each thing that is wrong."""

    code = "terms_not_valid"


def parse(data: object) -> Terms:
    """The terms that `data` (plain JSON values) defines; refuses TermsNotValid with all its problems.

    Malformed parts are named first; contradictions between parts are looked for once all are well formed.
    """
    malformed = list(_malformed(data, Terms, ""))
    if malformed:
        raise TermsNotValid(problems=problems_by_path(malformed))
    terms = msgspec.convert(data, Terms)
    contradicting = list(contradictions(terms))
    if contradicting:
        raise TermsNotValid(problems=problems_by_path(contradicting))
    return terms


def definition(terms: Terms) -> dict[str, object]:
    """The terms as plain JSON values with defaults written out; `parse` gives the same terms back."""
    plain: dict[str, object] = msgspec.to_builtins(terms)
    return plain


def _malformed(value: object, kind: object, path: str) -> Iterator[Problem]:
    struct = _struct_for(value, kind)
    if struct is not None and isinstance(value, dict):
        yield from _malformed_part(value, struct, path)
    elif get_origin(kind) is tuple and isinstance(value, list):
        item = get_args(kind)[0]
        for index, one in enumerate(value):
            yield from _malformed(one, item, f"{path}[{index}]")
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            yield path, "invalid"


def _malformed_part(value: dict[object, object], struct: type[Struct], path: str) -> Iterator[Problem]:
    tag = struct.__struct_config__.tag_field
    known = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for name in value:
        if name not in known and name != tag:
            yield _joined(path, name), "unknown"
    for name, field in known.items():
        if name in value:
            yield from _malformed(value[name], field.type, _joined(path, name))
        elif field.default is NODEFAULT and field.default_factory is NODEFAULT:
            yield _joined(path, name), "required"


def _struct_for(value: object, kind: object) -> type[Struct] | None:
    """The Struct a value claims to be, looking through `X | None` and unions told apart by a tag."""
    options = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    structs = [one for one in options if isinstance(one, type) and issubclass(one, Struct)]
    if len(structs) == 1:
        return structs[0]
    for struct in structs:
        config = struct.__struct_config__
        if isinstance(value, dict) and value.get(config.tag_field) == config.tag:
            return struct
    return None


def _joined(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)
