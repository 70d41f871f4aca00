"""Kernels: what is compiled and its own source run as plain Python agree in every bit."""

from __future__ import annotations

import ast
import copy
import importlib.util
import itertools
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import numpy as np
import pytest

from planner.optimising import kernels
from planner.optimising.kernels import (
    alpha_expansion,
    annealing,
    fusion_moves,
    hub_cuts,
    list_scheduling,
    local_search,
    shared_savings,
    tabu_search,
    transitive_closure,
    trw_s,
    trw_s_waves,
    trw_s_whole,
)

MODULES = (
    alpha_expansion, annealing, fusion_moves, hub_cuts, list_scheduling, local_search,
    shared_savings, tabu_search, transitive_closure, trw_s, trw_s_waves, trw_s_whole,
)  # fmt: skip
SOURCES = {
    module.__name__.rpartition(".")[2]: kernels.load_source(
        module.__name__.rpartition(".")[2], f"source_of_{module.__name__.rpartition('.')[2]}"
    )
    for module in MODULES
}
SEEDS = range(6)

needs_compiled = pytest.mark.skipif(bool(kernels.uncompiled()), reason="no compiler here")


def agree(module, function, *arguments):
    """Call both on copies, compare results and all arrays; return the compiled one's."""
    theirs, ours = copy.deepcopy(arguments), copy.deepcopy(arguments)
    plain = SOURCES[module.__name__.rpartition(".")[2]]
    with np.errstate(all="ignore"):
        expected = getattr(plain, function)(*ours)
    found = getattr(module, function)(*theirs)
    assert found == expected
    for one, other in zip(theirs, ours, strict=True):
        if isinstance(one, np.ndarray):
            assert one.tobytes() == other.tobytes()
    return found, theirs


def rows(row, item, count):
    order = np.argsort(row, kind="stable")
    start = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=count), out=start[1:])
    return start, item[order]


class Placed:
    """A random placement instance as the kernels take it."""

    def __init__(self, seed, units=14, labels=4, edges=30, limits=3):
        rng = np.random.default_rng(seed)
        self.own = rng.uniform(0, 10, (units, labels))
        closed = rng.random((units, labels)) < 0.2
        closed[:, 0] = False
        self.own[closed] = np.inf
        ends = rng.integers(0, units, (edges, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        ends = np.unique(np.sort(ends, axis=1), axis=0)  # one edge a pair
        self.first, self.second = (np.ascontiguousarray(end) for end in ends.T)
        count = len(ends)
        numbers = np.concatenate([np.arange(count)] * 2)
        self.start, self.edge = rows(np.concatenate([self.first, self.second]), numbers, units)
        self.weight = rng.uniform(0, 3, count)
        self.kind = rng.integers(0, 3, count) * (rng.random(count) < 0.3)
        equal = np.eye(labels, dtype=np.int64)
        self.clash = np.array([0 * equal, equal, np.kron(1 - np.eye(2), np.ones((2, 2)))], np.int64)
        later = np.bincount(self.first, minlength=units)
        earlier = np.bincount(self.second, minlength=units)
        self.share = 1.0 / np.maximum(1, np.maximum(later, earlier))
        self.kept, self.kept_back = 1 - later * self.share, 1 - earlier * self.share
        points = rng.uniform(0, 3, (labels, 2))
        self.distance = np.abs(points[:, None] - points[None]).sum(axis=2)
        self.amount = rng.uniform(0, 2, (limits, units, labels))
        self.lower = np.zeros(limits)
        self.label = np.zeros(units, dtype=np.int64)
        self.used = self.amount[:, :, 0].sum(axis=1)
        self.upper = self.used * rng.uniform(0.5, 1.1, limits)
        self.scale = 1.0 / np.maximum(1.0, self.upper)
        self.ends = np.column_stack([self.first, self.second, self.kind])
        tolls = [self.used * 0.8, rng.uniform(1, 3, limits), rng.choice([0.0, 4.0], limits)]
        self.limits = np.column_stack([self.lower, self.upper, self.scale, *tolls])
        self.edges = (self.start, self.edge, self.ends, self.weight, self.clash, self.distance)


def worth_of(p, penalty, label, _pull, used):
    """What a labelling costs, in the same terms as the kernels but worked out at once."""
    own = p.own[np.arange(len(label)), label].sum()
    apart = p.weight @ p.distance[label[p.first], label[p.second]]
    clashing = penalty * p.clash[p.kind, label[p.first], label[p.second]].sum()
    free, step, toll = p.limits[:, 3], p.limits[:, 4], p.limits[:, 5]
    return own + apart + clashing + toll @ np.maximum(0.0, np.ceil((used - free) / step))


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("heat", [0.0, 0.7])
def test_messages_between_targets(seed, heat):
    p = Placed(seed)
    first, second = np.zeros((len(p.first), 4)), np.zeros((len(p.first), 4))
    bounds = []
    for _ in range(3):
        head = (p.own, p.start, p.edge, p.share)
        ends = (p.first, p.second, p.weight, p.kind, p.clash, p.distance, heat)
        _, out = agree(trw_s, "backward", *head, p.kept_back, *ends, first, second)
        first, second = out[-2:]
        increment = np.zeros_like(p.own)
        bound, out = agree(trw_s, "forward", *head, p.kept, *ends, first, second, increment)
        first, second = out[-3:-1]
        bounds.append(bound)
    assert heat > 0 or bounds == sorted(bounds)
    portion = np.zeros_like(p.own)
    agree(
        trw_s, "chain_shares", *head, p.kept, *ends[:-1], first, second, portion,
    )  # fmt: skip
    agree(trw_s, "soft_shares", *head, p.first, 0.5, first, second, portion)
    agree(
        trw_s, "hand_over", *head, p.first, first, second, np.zeros_like(first),
        np.zeros_like(first),
    )  # fmt: skip
    agree(trw_s, "round_labels", *head[:-1], *ends[:-1], first, second, p.label)


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_local_search_of_a_placement(seed):
    p = Placed(seed)
    pull, penalty = np.zeros_like(p.own), 1e4
    _, out = agree(
        local_search, "fill_pull", p.own, p.ends, p.weight, p.clash, p.distance, p.label, penalty,
        pull,
    )  # fmt: skip
    state = (p.label, out[-1], p.used)
    value = np.array([[0, 0, 1, 1], [0, -1, 0, 0]])
    groups = (np.array([0, 3, 7]), np.array([0, 4, 9, 1, 2, 5, 8]), value)
    calls = (
        ("mend", (40,)), ("descend", ()), ("exchange", (10,)), ("pairs", ()),
        ("chains", (np.full_like(p.own, -1.0), 6)),
        ("regroup", groups),
    )  # fmt: skip
    for name, more in calls:
        worth = worth_of(p, penalty, *state)
        saved, out = agree(local_search, name, *p.edges, p.amount, p.limits, penalty, *more, *state)
        state = out[-3:]
        if name != "mend":
            assert worth - worth_of(p, penalty, *state) == pytest.approx(saved, abs=1e-6)
        assert np.isfinite(state[1][np.arange(len(p.label)), state[0]]).all()


@needs_compiled
@pytest.mark.parametrize("seed", range(60))
def test_clusters_that_are_not_tried_would_not_have_saved(seed):
    p = Placed(seed, units=40, edges=80)
    rng = np.random.default_rng(seed)
    p.limits[:, 1] = np.maximum(p.limits[:, 1], p.used + 1e-3)  # no limit is broken
    p.limits[:, 0] = np.minimum(p.limits[:, 0], p.used - 1e-3)
    pull = np.zeros_like(p.own)
    local_search.fill_pull(p.own, p.ends, p.weight, p.clash, p.distance, p.label, 1e4, pull)
    state = (p.label, pull, p.used)
    known = (*p.edges, p.amount, p.limits, 1e4)
    local_search.descend(*known, *state)
    found = []
    for price in (np.full(len(p.limits), 1e9), rng.normal(0, 0.5, len(p.limits)), 0 * p.used):
        # So dear a price counts the free room for more than anything: every cluster is tried.
        own, least = copy.deepcopy(state), np.empty_like(pull)
        _, out = agree(shared_savings, "least_of_clusters", *known[2:], price, 8, *state, least)
        found.append((local_search.chains(*known, out[-1], 8, *own), own[0].tolist()))
    for saved, label in found[1:]:
        assert label == found[0][1]
        assert saved == pytest.approx(found[0][0], abs=1e-9)


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_tabu_search(seed):
    p = Placed(seed, edges=90)
    pull, penalty = np.zeros_like(p.own), 1e4
    _, out = agree(
        local_search, "fill_pull", p.own, p.ends, p.weight, p.clash, p.distance, p.label, penalty,
        pull,
    )  # fmt: skip
    weight = np.zeros((len(p.label), len(p.label)))
    kind = weight.astype(np.int64)
    for full, value in ((weight, p.weight), (kind, p.kind)):
        full[p.first, p.second] = full[p.second, p.first] = value
    best = p.label.copy()
    limits = (p.amount, p.lower, p.upper, p.scale)
    _, out = agree(
        tabu_search, "tabu_search", weight, kind, p.clash, p.distance, penalty, *limits, 60,
        seed + 1, 20.0, p.label, out[-1], p.used, best,
    )  # fmt: skip
    label, pull, used = out[-4:-1]
    assert used == pytest.approx(p.amount[:, np.arange(len(label)), label].sum(axis=1))
    _, fresh = agree(
        local_search, "fill_pull", p.own, p.ends, p.weight, p.clash, p.distance, label, penalty,
        np.zeros_like(p.own),
    )  # fmt: skip
    assert pull == pytest.approx(fresh[-1])


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_expansions_and_fusions(seed):
    p = Placed(seed)
    rng = np.random.default_rng(seed)
    edges = (p.start, p.edge, p.first, p.second, p.weight, p.distance)
    switched, out = agree(alpha_expansion, "expand", p.own, *edges, p.label, 1)
    assert switched == (out[-2] == 1).sum()
    other = np.where(np.isfinite(p.own), rng.random(p.own.shape), -1).argmax(axis=1)
    agree(
        fusion_moves, "fuse", p.own, p.start, p.edge, p.first, p.second, p.weight, p.kind,
        p.clash, p.distance, p.amount, p.lower, p.upper * 2, p.used, p.label, other,
    )  # fmt: skip


class Planned:
    """A random wave instance as the kernels take it."""

    def __init__(self, seed, groups=16, waves=6, arcs=18, ties=14, limits=3):
        rng = np.random.default_rng(seed)
        self.rng, self.groups, self.waves = rng, groups, waves
        ends = rng.integers(0, groups, (arcs, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        self.first, self.second = ends.min(axis=1), ends.max(axis=1)
        self.lag = rng.integers(0, 2, len(ends))
        pairs = rng.integers(0, groups, (ties, 2))
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        self.pairs = pairs
        self.tie_price = rng.uniform(0, 0.2, len(pairs))
        self.opened = np.ones((groups, waves), dtype=np.uint8)
        self.opened[rng.random((groups, waves)) < 0.1] = 0
        self.opened[:, -2:] = 1
        self.days = np.cumsum(rng.uniform(10, 40, waves))
        self.amounts = rng.uniform(0, 3, (groups, limits)) * (rng.random((groups, limits)) < 0.7)
        self.shifts = -rng.integers(0, 2, (groups, limits)) * (np.arange(groups) % 2)[:, None]
        self.opened[1::2, 0] = 0  # what takes two waves
        cells = np.arange(waves * limits).reshape(limits, waves)
        cells[0, 2] = cells[0, 1]  # a period of two waves
        cells[1, 3] = -1  # nothing is bounded there
        self.bound_of = cells
        self.most = np.full(cells.size, self.amounts.sum(axis=0).max() / waves * 1.3)
        self.least = np.zeros(cells.size)
        group, row = np.nonzero(self.amounts)
        start = np.zeros(groups + 1, dtype=np.int64)
        np.cumsum(np.bincount(group, minlength=groups), out=start[1:])
        self.loads = (start, row, self.shifts[group, row], self.amounts[group, row], cells)
        self.slope = rng.uniform(0, 2, groups)
        order = np.argsort(self.second, kind="stable")
        self.need = (*rows(self.second, self.first, groups), self.lag[order])
        order = np.argsort(self.first, kind="stable")
        self.by = (*rows(self.first, self.second, groups), self.lag[order])
        both = np.concatenate([pairs[:, 0], pairs[:, 1]])
        other = np.concatenate([pairs[:, 1], pairs[:, 0]])
        price = np.concatenate([self.tie_price] * 2)
        self.ties = (*rows(both, other, groups), price[np.argsort(both, kind="stable")])

    def usage(self, plan):
        use = np.zeros(len(self.most))
        group, row = np.nonzero(self.amounts)
        bound = self.bound_of[row, plan[group] + self.shifts[group, row]]
        np.add.at(use, bound[bound >= 0], self.amounts[group, row][bound >= 0])
        return use

    def listed(self):
        plan = np.zeros(self.groups, dtype=np.int64)
        last = np.full(self.groups, self.waves - 1)
        order = self.rng.permutation(self.groups)
        _, out = agree(
            list_scheduling, "fill_waves", order, self.opened, *self.need, *self.loads, self.most,
            last, plan,
        )  # fmt: skip
        return out[-1]


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_lists_and_annealing_of_waves(seed):
    p = Planned(seed)
    plan = p.listed()
    use = p.usage(plan)
    cost = p.slope[:, None] * p.days[None] + p.rng.uniform(-5, 5, (p.groups, p.waves))
    figures = np.array([cost[np.arange(p.groups), plan].sum(), 0.0, np.inf])
    # The last two are platforms that are left with the last of those they wait for.
    _, out = agree(
        annealing, "anneal", plan, plan.copy(), figures, 3000, 5.0, 0.5, seed, cost, p.days,
        p.opened, *p.need, *p.by, *p.ties, *p.loads, 2, p.most, p.least, use, np.ones_like(use), 12,
    )  # fmt: skip
    assert np.allclose(out[-3], p.usage(out[0]))
    assert (out[0] != plan).any()


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_messages_between_waves_and_hub_prices(seed):
    p = Planned(seed)
    first = np.concatenate([p.first, p.pairs[:, 0]])
    second = np.concatenate([p.second, p.pairs[:, 1]])
    first, second = np.minimum(first, second), np.maximum(first, second)
    lag = np.concatenate([np.zeros_like(p.lag), np.full(len(p.pairs), -1)])
    price = np.concatenate([np.zeros(len(p.first)), p.tie_price])
    numbers = np.arange(len(first))
    theta = p.slope[:, None] * p.days[None]
    messages = (np.zeros((len(first), p.waves)), np.zeros((len(first), p.waves)))
    graph = (p.days, p.opened, first, second, lag, price)
    around = (*rows(second, numbers, p.groups), *rows(first, numbers, p.groups))
    bounds = []
    for _ in range(4):
        label = np.zeros(p.groups, dtype=np.int64)
        _, out = agree(trw_s_waves, "sweep", theta, *graph, *around, *messages, label)
        messages = out[-3:-1]
        bounds.append(agree(trw_s_waves, "closed_bound", theta, *graph, *messages)[0])
    assert all(later >= sooner - 1e-9 for sooner, later in itertools.pairwise(bounds))
    hub, forward = np.array([0, 3]), np.array([1, 0])
    start, member = np.array([0, 4, 7]), np.array([1, 2, 5, 6, 0, 1, 2])
    room = p.rng.uniform(0, 5, (2, p.amounts.shape[1], p.waves, p.waves))
    charged = p.rng.uniform(0, 1, room.shape[:3]) * (p.rng.random(room.shape[:3]) < 0.5)
    agree(
        hub_cuts, "add_cut_costs", theta, charged, hub, forward, start, member, room, p.amounts
    )  # fmt: skip
    agree(
        hub_cuts, "cut_slacks", p.listed(), hub, forward, start, member, room, p.amounts,
        np.zeros_like(charged),
    )  # fmt: skip


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_messages_over_both_stages(seed):
    rng = np.random.default_rng(seed)
    nodes, targets, states, edges = 8, 3, 5, 14
    theta = rng.uniform(0, 9, (nodes, targets, states))
    theta[rng.random(theta.shape) < 0.3] = np.inf
    theta[:, 0, -1] = 1.0
    opened = np.zeros((2, nodes, states), dtype=np.uint8)
    opened[0, :, :targets] = np.isfinite(theta).any(axis=2)
    opened[1] = np.isfinite(theta).any(axis=1)
    ends = np.sort(np.array([rng.choice(nodes, 2, replace=False) for _ in range(edges)]), axis=1)
    first, second = (np.ascontiguousarray(end) for end in ends.T)
    space, kind = rng.integers(0, 2, edges), rng.integers(0, 2, edges)
    distance = rng.uniform(0, 2, (2, states, states))
    distance += distance.transpose(0, 2, 1)
    clash = np.zeros((2, states, states), dtype=np.uint8)
    clash[1, 1:, 1:-1] = rng.random((states - 1, states - 2)) < 0.3  # something is left for all
    clash[1, -1] = 0
    weight = rng.uniform(0, 3, edges)
    graph = (opened, first, second, space, weight, kind, distance, clash)
    around = (*rows(second, np.arange(edges), nodes), *rows(first, np.arange(edges), nodes))
    head, tail = np.zeros((edges, states)), np.zeros((edges, states))
    label = np.zeros((nodes, 2), dtype=np.int64)
    known = -np.inf
    for _ in range(4):
        _, after = agree(trw_s_whole, "sweep", theta, *graph, *around, head, tail, label)
        head, tail, label = after[-3:]
        bound, _ = agree(trw_s_whole, "closed_bound", theta, *graph, head, tail)
        assert bound >= known - 1e-9
        known = bound


@needs_compiled
@pytest.mark.parametrize("seed", SEEDS)
def test_sums_over_a_closure(seed):
    rng = np.random.default_rng(seed)
    reach = rng.integers(0, 2**63, (100, 2), dtype=np.uint64)
    reach[:, 1] &= np.uint64((1 << 36) - 1)
    amounts = rng.uniform(0, 5, (100, 3))
    _, out = agree(
        transitive_closure, "sum_over_closure", reach, amounts, np.zeros_like(amounts),
        np.zeros_like(amounts),
    )  # fmt: skip
    bits = (reach[:, [0, 1]][:, :, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    flags = bits.reshape(100, 128)[:, :100].astype(float)
    assert np.allclose(out[2], flags @ amounts)


def test_what_two_kernels_need_stands_alike_in_both():
    found: dict[str, set[str]] = {}
    for place in Path(kernels.__file__).parent.glob("*.py"):
        for node in ast.parse(place.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and "cython.declare" in ast.unparse(node.value):
                found.setdefault(ast.unparse(node.targets[0]), set()).add(ast.unparse(node.value))
            elif isinstance(node, ast.FunctionDef) and node.name == "joint":
                found.setdefault("joint", set()).add(ast.unparse(node))
    assert {"joint", "UPPER", "TOLL"} <= found.keys()
    assert [name for name, forms in found.items() if len(forms) > 1] == []


def test_a_changed_source_is_known_and_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "HERE", tmp_path)
    (tmp_path / "one.py").write_text("FOUND = 'source'\n")
    assert kernels.uncompiled() == ("one",)
    spec = importlib.util.find_spec("_ctypes")
    assert spec is not None
    assert spec.origin is not None
    whole, place = Path(spec.origin).read_bytes(), tmp_path / f"one{EXTENSION_SUFFIXES[0]}"
    for damaged in (b"", b"no library", whole[: len(whole) // 2]):
        place.write_bytes(damaged)
        if sys.platform.startswith("linux") or not damaged:
            assert kernels.uncompiled() == ("one",)
    place.write_bytes(whole)
    assert kernels.uncompiled() == ()
    (tmp_path / "built.json").write_text("{")
    assert kernels.uncompiled() == ("one",)
    (tmp_path / "built.json").write_text('{"one": "another digest"}')
    assert kernels.uncompiled() == ("one",)
    assert vars(kernels.load_source("one", "one_for_the_test"))["FOUND"] == "source"
