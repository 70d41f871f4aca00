"""Workloads are named as people type them."""

from __future__ import annotations

import pytest

from planner.cli.named import workload_named
from planner.errors import BadInputError
from planner.model.inventory import Inventory, Workload


@pytest.mark.parametrize("typed", ["客户　主数据", "客户  主数据 ", "客户\t主数据", "客户 主数据"])
def test_any_blank_is_a_blank(typed):
    inventory = Inventory(workloads=(Workload("A1", "客户 主数据"), Workload("A2", "客户主数据")))
    assert workload_named(inventory, typed) == "A1"


def test_names_that_differ_in_blanks_alone_ask_for_the_id():
    inventory = Inventory(workloads=(Workload("A1", "Pay roll"), Workload("A2", "pay  roll")))
    with pytest.raises(BadInputError):
        workload_named(inventory, "PAY ROLL")
