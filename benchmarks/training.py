"""What learning costs: the reference agent against RecurrentPPO of sb3-contrib and IMPALA of RLlib, one core each.

    python benchmarks/training.py [--steps 20000] [--python sb3=PATH --python rllib=PATH]

Control steps a second of processor time, mazes and learner together, on classic/9x9 with a memory of 256. Every row is
a process of its own with one thread; its first round, in which things are compiled, does not count. What the others
need is installed into environments of their own, unless `--python` names an interpreter that has it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from peer import measure, peer_python
from reporting import parser_of, reporting

WORKER = Path(__file__).with_name("training_worker.py")

PEERS = {"online": None, "recurrent_ppo": "sb3", "impala": "rllib"}
"""Trainers of `training_worker.py`, and the environment that each needs; None: this one."""


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--steps", type=int, default=20_000, help="control steps of each trainer, at least")
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PATH", help="an interpreter")
    with reporting(parser) as (arguments, report):
        known = dict(pair.split("=", 1) for pair in arguments.python)

        def measured(trainer: str, peer: str | None) -> dict[str, Any]:
            python = sys.executable if peer is None else known.get(peer) or peer_python(peer)
            return measure(python, WORKER, trainer, str(arguments.steps))

        rows = {trainer: measured(trainer, peer) for trainer, peer in PEERS.items()}
        rates = {trainer: row["steps"] / row["cpu_s"] for trainer, row in rows.items()}
        best = max(rate for trainer, rate in rates.items() if trainer != "online")
        figures = {"steps": "{}", "CPU s": "{:.1f}", "steps a CPU s": "{:.0f}", "ratio": "{:.2f}"}
        table = report.table({"trainer": "{}", "what": "{}", **figures})
        for trainer, row in rows.items():
            table.add(trainer, row["what"], row["steps"], row["cpu_s"], rates[trainer], rates[trainer] / best)
        shares = report.table({"of the reference agent": "{}", "microseconds a step": "{:.0f}", "share": "{:.0%}"})
        parts = rows["online"]["parts"]
        for kind, seconds in parts.items():
            shares.add(kind, seconds / rows["online"]["steps"] * 1e6, seconds / sum(parts.values()))


if __name__ == "__main__":
    main()
