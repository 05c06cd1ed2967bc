"""One environment against upstream: steps a second, resets, memory, construction, import.

    python benchmarks/single_env.py [--scenarios 9x9,15x15] [--rounds 3]

Both run in processes of their own, in turn; the medians of the rounds and their ratios are printed.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from peer import measure, peer_python
from reporting import Report, parser_of, reporting

WORKER = Path(__file__).with_name("single_env_worker.py")

VARIANTS = ("ExtraObs", "Oracle", "HiFreq", "HD", "Top")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--scenarios", default="9x9,15x15", help="of the published sizes, with commas")
    parser.add_argument("--rounds", type=int, default=3)
    with reporting(parser) as (arguments, report):
        peer = peer_python("upstream")
        for scenario in arguments.scenarios.split(","):
            upstream, ours = [], []
            for _ in range(arguments.rounds):
                upstream.append(measure(peer, WORKER, "upstream", scenario, "150", "5", "1", MUJOCO_GL="egl"))
                ours.append(measure(sys.executable, WORKER, "ours", scenario, "900", "60", "8"))
            tell_comparison(report, scenario, upstream, ours)
        tell_variants(report, arguments.scenarios.split(",")[0], arguments.rounds)


def tell_comparison(
    report: Report, scenario: str, upstream: list[dict[str, float]], ours: list[dict[str, float]]
) -> None:
    rows = (
        ("steps a second", "steps_per_s", 1, True),
        ("reset, ms", "reset_s", 1e3, False),
        ("memory of a further environment, MB", "memory_mb", 1, False),
        ("construction, warm, ms", "make_s", 1e3, False),
        ("import, ms", "import_s", 1e3, False),
    )
    table = report.table({scenario: "{}", "upstream": "{:.1f}", "this": "{:.1f}", "ratio": "{:.1f}x"})
    for label, key, scale, more_is_better in rows:
        theirs = statistics.median(row[key] for row in upstream) * scale
        mine = statistics.median(row[key] for row in ours) * scale
        ratio = mine / theirs if more_is_better else theirs / max(mine, 1e-3)
        table.add(label, theirs, mine, ratio)


def tell_variants(report: Report, scenario: str, rounds: int) -> None:
    """Variants against the plain scenario, ours only."""
    table = report.table({f"variant of {scenario}": "{}", "steps a second": "{:.0f}", "of the plain rate": "{:.2f}"})
    rates: dict[str, list[float]] = {}
    for _ in range(rounds):
        for variant in ("", *VARIANTS):
            name = f"{scenario}-{variant}" if variant else scenario
            rate = measure(sys.executable, WORKER, "ours", name, "900", "1", "0")["steps_per_s"]
            rates.setdefault(name, []).append(rate)
    plain = statistics.median(rates[scenario])
    for name, values in rates.items():
        rate = statistics.median(values)
        table.add(name, rate, rate / plain)


if __name__ == "__main__":
    main()
