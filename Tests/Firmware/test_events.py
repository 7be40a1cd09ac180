"""The firmware hears what the program hears, on every core, and costs no more than it may."""

import json

import pytest
from budgets import BUDGETS
from conftest import WORDS


@pytest.mark.parametrize("core", BUDGETS)
def test_events_and_cost(core, run_firmware, expected_events):
    ran = run_firmware(core, WORDS)
    assert ran.returncode == 0, ran.stderr
    *events, figures = ran.stdout.splitlines(keepends=True)
    assert "".join(events) == expected_events
    assert expected_events.count("\n") == 7
    figures = json.loads(figures)
    over = {
        name: (figures[name], most)
        for name, most in BUDGETS[core].items()
        if figures[name] > most
    }  # fmt: skip
    assert not over, f"over budget (measured, allowed): {over}"
