from graphlib import TopologicalSorter

from debtscan_rules import PACK


def test_rules_give_way_to_rules_there_are_and_never_in_a_ring():
    ways = {rule.id: rule.gives_way_to for rule in PACK.rules}
    assert {other for others in ways.values() for other in others} <= ways.keys()
    assert set(TopologicalSorter(ways).static_order()) == ways.keys()
