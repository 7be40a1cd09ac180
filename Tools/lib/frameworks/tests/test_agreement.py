"""How two runs are compared, and what is said of them."""

import numpy as np
import pytest

from frameworks.agreement import compare, decisions, first_difference
from frameworks.case import Case
from frameworks.report import HEADINGS, Row, lines, markdown, plain


def case(output, weights="grid", **others):
    output = np.array(output)
    return Case("a network", weights, np.zeros((len(output), 1), np.uint8), output, ["--dt", "1"], **others)


def test_spikes_are_counted_once_each_at_their_tick():
    theirs = [[2, 0], [0, 1], [0, 0], [1, 0]]
    ours = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], np.uint8)
    found = compare(case(theirs), ours)
    assert found.spikes == 4 and found.ticks == 4
    assert found.same_tick == pytest.approx(3 / 5)
    assert found.rate_difference == pytest.approx(2 / 4)
    assert first_difference(case(theirs), ours) == (0, 0)


def test_identical_runs_agree_wholly():
    theirs = np.ones((400, 1))
    found = compare(case(theirs), theirs)
    assert (found.same_tick, found.rate_difference, found.misses("grid")) == (1, 0, [])
    assert first_difference(case(theirs), theirs) is None


def test_silence_on_both_sides_is_a_miss():
    theirs = np.zeros((400, 2))
    assert "0 spikes, too few to tell" in compare(case(theirs), theirs).misses("grid")


@pytest.mark.parametrize("kind, misses", [("grid", 1), ("free", 0)])
def test_a_shift_by_a_tick_matters_on_the_grid_only(kind, misses):
    theirs = np.tile([[1], [0]], (400, 1))
    assert len(compare(case(theirs, kind), 1 - theirs).misses(kind)) == misses


def test_rates_matter_always():
    theirs = np.ones((1000, 1))
    ours = theirs.copy()
    ours[:30] = 0
    for kind in ("free", "trained"):
        assert "rates differ by 3.00%" in compare(case(theirs, kind), ours).misses(kind)


def test_decisions_are_the_largest_sums():
    output = np.array([[1, 0], [1, 1], [0, 1], [0, 2]])
    assert decisions(output, 2).tolist() == [0, 1]
    potentials = case(output * 1.0, "trained", observed="membrane", decision_ticks=2)
    found = compare(potentials, output[::-1] * 1.0)
    assert (found.decisions, found.same_decisions) == (2, 0)
    assert found.misses("trained") == ["0.00% of the decisions are the same"]


def test_potentials_are_compared_by_the_largest():
    theirs = np.linspace(-2, 4, 12).reshape(6, 2)
    found = compare(case(theirs, observed="membrane"), theirs + 0.04)
    assert found.spikes is None and found.membrane_error == pytest.approx(0.01)
    assert any(miss.startswith("potentials differ by 1.00%") for miss in found.misses("grid"))


def test_a_network_is_one_line_for_all_its_weights():
    theirs = np.ones((400, 1))
    rows = [
        Row("one", case(theirs, kind), compare(case(theirs, kind), theirs), []) for kind in ("grid", "free")
    ]
    rows.append(Row("two", case(theirs), None, ["pack: no such node"]))
    assert lines(rows) == [
        ["one", "a network", "--dt 1", "400", "400", "100.00%", "0.00%", ""],
        ["two", "a network", "--dt 1", "", "", "", "", ""],
    ]
    assert plain(rows).endswith("missed: two, a network, grid weights: pack: no such node")
    assert all(line.count("|") == len(HEADINGS) + 1 for line in markdown(rows).splitlines())
