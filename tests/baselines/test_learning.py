"""What the recurrent agent computes: advantages, V-trace, what a memory forgets, and that it learns."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from memory_maze import load
from memory_maze.baselines.online.config import SIZES, Size, make_settings
from memory_maze.baselines.online.network import new_network
from memory_maze.baselines.online.objectives import Judged, Opinion, judge, ppo, vtrace
from memory_maze.baselines.online.returns import advantages
from memory_maze.baselines.online.segments import Segment
from memory_maze.baselines.online.training import Plan, train

ROOM = str(Path(__file__).parents[2] / "examples" / "tiny_room.yaml")

DISCOUNT, TRACE = 0.9, 0.8


def some_segment(steps: int = 7, mazes: int = 3) -> Segment:
    """Episodes end here and there, some by their time limit."""
    random = torch.Generator().manual_seed(0)
    segment = Segment.empty(steps, 2, torch.zeros(1, mazes, 4))
    for rows in (segment.rewards, segment.values, segment.log_probs):
        rows.copy_(torch.randn(rows.shape, generator=random))
    segment.begins[1:] = torch.rand(steps, mazes, generator=random) < 0.3
    segment.after.copy_(torch.randn(steps, mazes, generator=random) * segment.ends)
    return segment


def test_advantages_are_sums_of_surprises_up_to_the_end_of_the_episode() -> None:
    segment = some_segment()
    settings = make_settings(changes={"discount": DISCOUNT, "trace": TRACE})
    found = judge(segment, settings)
    for maze in range(3):
        for step in range(7):
            total, weight = 0.0, 1.0
            for later in range(step, 7):
                is_over = bool(segment.begins[later + 1, maze])
                worth = segment.after[later, maze] if is_over else segment.values[later + 1, maze]
                total += weight * float(
                    segment.rewards[later + 1, maze] + DISCOUNT * worth - segment.values[later, maze]
                )
                if is_over:
                    break
                weight *= DISCOUNT * TRACE
            assert float(found.targets[step, maze] - segment.values[step, maze]) == pytest.approx(total, abs=1e-5)
    assert float(found.advantages.mean()) == pytest.approx(0, abs=1e-6)


def test_v_trace_is_the_advantage_estimate_where_the_agent_has_not_changed() -> None:
    segment = some_segment()
    settings = make_settings(changes={"discount": DISCOUNT, "trace": TRACE})
    judged = judge(segment, settings)
    now = Opinion(segment.log_probs.clone(), segment.values[:-1].clone())
    loss = vtrace(now, segment, judged, settings)
    assert float(loss.value) == pytest.approx(float((judged.targets - segment.values[:-1]).square().mean()), rel=1e-5)


def test_v_trace_cuts_ratios_at_one() -> None:
    segment, settings = some_segment(), make_settings()
    judged = judge(segment, settings)
    values = segment.values[:-1]
    likelier, rarer = (Opinion(segment.log_probs + shift, values) for shift in (1.0, -50.0))
    same = vtrace(Opinion(segment.log_probs, values), segment, judged, settings).value
    assert float(vtrace(likelier, segment, judged, settings).value) == pytest.approx(float(same))
    # What would never be done now says nothing.
    assert float(vtrace(rarer, segment, judged, settings).value) == pytest.approx(0, abs=1e-6)


def test_ppo_gains_nothing_beyond_its_clip() -> None:
    segment, settings = some_segment(), make_settings()
    judged = Judged(torch.ones(7, 3), segment.values[:-1])
    shift = torch.full((7, 3), 2.0, requires_grad=True)
    loss = ppo(Opinion(segment.log_probs + shift, segment.values[:-1]), segment, judged, settings)
    loss.policy.backward()
    assert loss.policy.item() == pytest.approx(-1.2)
    assert shift.grad is not None
    assert not shift.grad.any()


def test_weights_of_nothing_leave_surprises_alone() -> None:
    surprises = torch.arange(6.0).reshape(3, 2)
    assert torch.equal(advantages(surprises, torch.zeros(3, 2)), surprises)
    assert advantages(surprises, torch.ones(3, 2))[0].tolist() == [6.0, 9.0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("memory", ["gru", "lstm", "none"])
def test_a_segment_in_one_go_is_a_segment_step_by_step(size: Size, memory: str) -> None:
    small = {"memory": memory, "features": 8, "hidden": 8, "precision": "float32"}
    network = new_network(make_settings(size, small), side=16, seed=1)
    random = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (6, 2, 16, 16, 3), generator=random, dtype=torch.uint8)
    actions = torch.randint(0, 6, (6, 2), generator=random)
    rewards, begins = torch.rand(6, 2, generator=random), torch.zeros(6, 2, dtype=torch.bool)
    begins[3, 0] = True
    start = network.memory.empty(2)
    with torch.no_grad():
        logits, values, _ = network(images, actions, rewards, begins, start)
        state = start
        for step in range(6):
            one = slice(step, step + 1)
            logit, value, state = network(images[one], actions[one], rewards[one], begins[one], state)
            torch.testing.assert_close(logit[0], logits[step])
            torch.testing.assert_close(value[0], values[step])
        # Maze 0 has forgotten all that was before; maze 1 has not.
        rest, _, _ = network(images[3:], actions[3:], rewards[3:], begins[3:], start)
    torch.testing.assert_close(rest[:, 0], logits[3:, 0])
    # Batches of other sizes are added up in another order on some processors.
    assert torch.allclose(rest[:, 1], logits[3:, 1], rtol=1e-3, atol=1e-7) == (memory == "none")


@pytest.mark.slow
@pytest.mark.parametrize("objective", ["ppo", "vtrace"])
def test_it_learns_in_a_tiny_room(tmp_path: Path, objective: str) -> None:
    changes = {"objective": objective, "segment": 60, "learning_rate": 1e-3, "discount": 0.95}
    tally = train(Plan("tiny", (load(ROOM),), changes=changes, threads=1), tmp_path, 120_000)
    assert tally.mean_return is not None
    assert tally.mean_return > 1.5
