"""The README says where things are and which variables there are; both are looked up here."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECRET = "secret|key_ring"
READ = re.compile(rf'\benv\.(text|flag|whole|words|url|database|{SECRET})\(\s*"([A-Z_]+)"')
# What only an installation with servers of its own knows.
EMBEDDED_ONLY = {"CONTEST_VAR", "CONTEST_HOST", "CONTEST_PORT", "NO_DEMO", "DEBUG"}
# What the files in the image settle, not the operator.
SETTLED = {"STORAGE_DIR", "PUBLISHED_DIR"}


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def read_in_code() -> set[str]:
    files = [*(ROOT / "contest").rglob("*.py"), *(ROOT / "worker").rglob("*.py")]
    found = {name for file in files for _, name in READ.findall(file.read_text(encoding="utf-8"))}
    return found | {"DATABASE_PASSWORD", "CONTEST_VAR"}  # read inside env.py and before settings


def named_in_readme() -> set[str]:
    rows = re.findall(r"^\| (`[^|]+) \|", section("Configuration"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_everything_the_readme_points_at_is_there() -> None:
    rows = re.findall(r"^\| [^|]+ \| (`.+) \|$", section("Where is …?"), re.MULTILINE)
    assert len(rows) > 15
    for row in rows:
        first, *others = re.findall(r"`([^`]+)`", row)
        named = [first, *(one if "/" in one else f"{Path(first).parent}/{one}" for one in others)]
        missing = [name for name in named if not (ROOT / name).exists()]
        assert not missing


def test_the_readme_names_every_variable_and_no_other() -> None:
    assert named_in_readme() == read_in_code()


def test_compose_hands_over_every_variable_an_operator_may_set() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    given = set(compose["services"]["web"]["environment"])
    assert given >= named_in_readme() - EMBEDDED_ONLY - SETTLED
