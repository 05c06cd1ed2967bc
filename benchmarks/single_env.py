"""One environment against upstream: steps a second, resets, memory, construction, import.

    python benchmarks/single_env.py [--scenarios 9x9,15x15] [--rounds 3]

Both run in processes of their own, in turn; the medians of the rounds and their ratios are printed.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
from pathlib import Path

from peer import measure, peer_python

WORKER = Path(__file__).with_name("single_env_worker.py")

VARIANTS = ("ExtraObs", "Oracle", "HiFreq", "HD", "Top")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenarios", default="9x9,15x15", help="of the published sizes, with commas")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    peer = peer_python("upstream")
    print(
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {arguments.rounds} rounds\n"
    )
    for scenario in arguments.scenarios.split(","):
        upstream, ours = [], []
        for _ in range(arguments.rounds):
            upstream.append(measure(peer, WORKER, "upstream", scenario, "150", "5", "1", MUJOCO_GL="egl"))
            ours.append(measure(sys.executable, WORKER, "ours", scenario, "900", "60", "8"))
        print_comparison(scenario, upstream, ours)
    print_variants(arguments.scenarios.split(",")[0], arguments.rounds)


def print_comparison(scenario: str, upstream: list[dict[str, float]], ours: list[dict[str, float]]) -> None:
    rows = (
        ("steps a second", "steps_per_s", 1, True),
        ("reset, ms", "reset_s", 1e3, False),
        ("memory of a further environment, MB", "memory_mb", 1, False),
        ("construction, warm, ms", "make_s", 1e3, False),
        ("import, ms", "import_s", 1e3, False),
    )
    print(f"| {scenario} | upstream | this | ratio |\n|---|---:|---:|---:|")
    for label, key, scale, more_is_better in rows:
        theirs = statistics.median(row[key] for row in upstream) * scale
        mine = statistics.median(row[key] for row in ours) * scale
        ratio = mine / theirs if more_is_better else theirs / max(mine, 1e-3)
        print(f"| {label} | {theirs:.1f} | {mine:.1f} | {ratio:.1f}x |")
    print()


def print_variants(scenario: str, rounds: int) -> None:
    """Variants against the plain scenario, ours only."""
    print(f"| variant of {scenario} | steps a second | of the plain rate |\n|---|---:|---:|")
    rates: dict[str, list[float]] = {}
    for _ in range(rounds):
        for variant in ("", *VARIANTS):
            name = f"{scenario}-{variant}" if variant else scenario
            rate = measure(sys.executable, WORKER, "ours", name, "900", "1", "0")["steps_per_s"]
            rates.setdefault(name, []).append(rate)
    plain = statistics.median(rates[scenario])
    for name, values in rates.items():
        rate = statistics.median(values)
        print(f"| {name} | {rate:.0f} | {rate / plain:.2f} |")


if __name__ == "__main__":
    main()
