from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assessing import environments, load_rule_set
from planner.assessing.environments import (
    environment_pairs,
    environments_by_name,
    pairs_tested,
    recovery_pairs,
    system_of,
)
from planner.assessing.graph import bridges, components, reach_counts
from planner.assessing.groups import _against_order, _has_cycle, cheapest_relaxation
from planner.assessing.needs import Need
from planner.model.inventory import Dependency
from planner.optimising.components import joined
from planner.optimising.problem import DependencyKind
from tests.assessing.assessing_cases import assessed, workload

RULES = load_rule_set("balanced")
EDGES = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] != e[1]))


@given(EDGES)
def test_components_and_reach_agree_with_networkx(edges):
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(9))
    graph.add_edges_from(sorted(edges))
    lists = [sorted(graph.successors(node)) for node in range(9)]
    theirs = map(sorted, nx.strongly_connected_components(graph))
    assert components(lists) == list(theirs), "the same ones in the same order"
    assert reach_counts(lists) == [len(nx.descendants(graph, node)) for node in range(9)]


@given(st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=4), max_size=5))
def test_groups_that_overlap_are_joined_as_networkx_joins_them(groups):
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(9))
    for group in groups:
        nx.add_path(graph, group)
    theirs = sorted(map(sorted, nx.connected_components(graph)))
    number = {node: place for place, members in enumerate(theirs) for node in members}
    assert joined(9, groups) == [number[node] for node in range(9)]


@given(EDGES)
def test_bridges_agree_with_networkx(edges):
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(9))
    graph.add_edges_from(edges)
    lists = [sorted(graph.neighbors(node)) for node in range(9)]
    links: Iterable[tuple[int, int]] = nx.bridges(graph)  # type: ignore[arg-type]  # their stub
    theirs = {frozenset(one) for one in links}
    assert {frozenset(one) for one in bridges(lists)} == theirs


def need(source: str, needed: str, weight: float = 1.0) -> Need:
    return Need(source, needed, DependencyKind.BEFORE, weight, 0, 0, False, False, "", True)


def test_the_cheapest_edge_of_a_cycle_is_the_one_to_relax():
    ring = [need("A", "B", 5), need("B", "C", 1), need("C", "A", 3), need("A", "D", 0.1)]
    assert cheapest_relaxation(ring) == (("B", "C"),)


@given(EDGES)
@settings(max_examples=60)
def test_relaxing_opens_every_cycle_and_nothing_can_be_spared(edges):
    needs = [need(f"N{a}", f"N{b}", 1 + (a * 7 + b) % 5) for a, b in sorted(edges)]
    relaxed = set(cheapest_relaxation(needs))
    left = [one for one in needs if (one.source, one.needed) not in relaxed]
    assert not _has_cycle(left)
    for spared in relaxed:
        assert _has_cycle([*left, need(*spared)])
    quick = set(_against_order(needs))
    assert not _has_cycle([one for one in needs if (one.source, one.needed) not in quick])


def test_groups_hubs_and_blast_radius():
    loads = [workload(name) for name in "ABCDEFGH"]
    needs = (
        *tuple(Dependency(one, "A") for one in "BCDEFGH"),
        Dependency("B", "C", interface="shared_database"),
        Dependency("D", "E"),
        Dependency("E", "D"),
    )
    result = assessed(RULES, *loads, needs=needs)
    assert {(group.workloads, group.why) for group in result.groups} == {
        (("B", "C"), "shared"),
        (("D", "E"), "cycle"),
    }
    hubs = [note for note in result.structure if note.kind == "hub"]
    assert [(note.workloads, note.figure) for note in hubs] == [(("A",), 7.0)]
    assert result.blast_radius["A"] == 7
    assert result.blast_radius["D"] == 1


def test_common_services_group_nobody():
    loads = [workload("IAM", "Identity and Access"), workload("A"), workload("B")]
    needs = (Dependency("A", "IAM"), Dependency("IAM", "A"), Dependency("B", "IAM"))
    result = assessed(RULES, *loads, needs=needs)
    assert result.groups == ()
    assert "common_service" in {note.kind for note in result.structure}


def test_whoever_needs_a_retired_system_is_warned():
    loads = [workload("A", strategy="retire"), workload("B")]
    result = assessed(RULES, *loads, needs=(Dependency("B", "A"),))
    assert result.workloads["A"].retires
    warned = [note.workloads for note in result.structure if note.kind == "retired_needed"]
    assert warned == [("A", "B")]


def test_environments_of_one_system_are_told_by_name():
    assert system_of("Mobile Bank, System Test") == "mobile bank"
    assert system_of("手机银行系统测试") == "手机银行"
    assert system_of("Fastest Path") == "fastest path"
    loads = [
        workload("P", "Mobile Bank", environment="production"),
        workload("T", "Mobile Bank (UAT)", environment="test"),
        workload("X", "Other", environment="test"),
    ]
    assert environment_pairs(loads) == (("P", "T"),)


def test_a_name_says_what_a_system_serves_where_that_one_is_there():
    loads = [
        workload("P", "Claims"),
        workload("U", "Claims UAT"),
        workload("Q", "QA - Claims"),
        workload("D", "Claims Development"),
        workload("R", "Claims DR Site"),
        workload("K", "核心系统"),
        workload("L", "核心系统测试环境"),
        workload("Z", "核心系统灾备"),
        workload("B", "Kernbank"),
        workload("A", "Kernbank Abnahme"),
        workload("X", "Loan Recovery"),
        workload("Y", "Loan"),
        workload("N", "Penetration Test"),
    ]
    by_name = environments_by_name(loads)
    tests, recovery = {"U", "Q", "L", "A"}, {"R", "Z"}
    assert by_name == {
        **dict.fromkeys(tests, "test"),
        **dict.fromkeys(recovery, "recovery"),
        "D": "development",
    }
    assert set(pairs_tested(loads)) == {("U", "P"), ("Q", "P"), ("L", "K"), ("A", "B")}
    assert ("P", "D") in environment_pairs(loads)
    assert set(recovery_pairs(loads)) == {("R", "P"), ("Z", "K")}


def test_a_recovery_site_of_two_of_one_name_is_left_open():
    loads = [workload("A", "Claims"), workload("B", "Claims"), workload("R", "Claims DR")]
    assert tuple(recovery_pairs(loads)) == ()


def test_no_mark_is_looked_for_in_a_text_that_is_no_name(monkeypatch):
    class Short:
        def __init__(self, pattern):
            self.pattern = pattern

        def search(self, text):
            assert len(text) <= 300
            return self.pattern.search(text)

        def sub(self, mark, text):
            assert len(text) <= 300
            return self.pattern.sub(mark, text)

    monkeypatch.setattr(environments, "_ANY", Short(environments._ANY))
    long = "Claims " + "system " * 5_000
    systems = [workload("A", name=long), workload("B", name=f"{long} UAT"), workload("C")]
    assert environments_by_name(systems) == {}
    assert system_of(long) != system_of(f"{long} UAT")
