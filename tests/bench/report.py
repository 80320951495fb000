"""What was measured, beside what the design asks for (design 7)."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Measure:
    """A value with its unit; `target` None: told for comparison only."""

    value: float
    unit: str
    target: str | None = None
    ok: bool | None = None


@dataclass
class Report:
    """All measures of a run by name, in the order they were taken. `of` ends each name."""

    of: str = ""
    measures: dict[str, Measure] = field(default_factory=dict)
    took_seconds: float = 0.0

    def tell(self, name: str, value: float, unit: str) -> None:
        """A value nobody set a target for."""
        self.measures[name + self.of] = Measure(_rounded(value), unit)

    def at_least(self, name: str, value: float, unit: str, target: float) -> None:
        """A value that should not be below its target."""
        self.measures[name + self.of] = Measure(_rounded(value), unit, f">= {target:g}", value >= target)

    def below(self, name: str, value: float, unit: str, target: float) -> None:
        """A value that should be below its target."""
        self.measures[name + self.of] = Measure(_rounded(value), unit, f"< {target:g}", value < target)

    def write(self, path: Path) -> None:
        """Put the measures at `path` as {measure: {value, unit, target, ok}}; parts not run keep theirs."""
        path.parent.mkdir(parents=True, exist_ok=True)
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        known |= {name: vars(measure) for name, measure in self.measures.items()}
        path.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")

    def table(self) -> str:
        """The measures as text, with what the machine was doing meanwhile."""
        width = max(map(len, self.measures), default=0)
        lines = [
            f"{name:{width}} {one.value:>10g} {one.unit:<9} {one.target or '':>9} {_verdict(one.ok)}".rstrip()
            for name, one in self.measures.items()
        ]
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        lines.append(
            f"{self.took_seconds:.0f} s on {os.cpu_count()} cores; load average {load} (1, 5, 15 min)"
        )
        return "\n".join(lines)


def _verdict(ok: bool | None) -> str:
    return {None: "", True: "ok", False: "MISSED"}[ok]


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
