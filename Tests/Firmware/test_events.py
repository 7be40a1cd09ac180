"""The firmware hears what the program hears, on every core, and costs no more than it may."""

import json

import pytest
from budgets import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.core}-{case.model}")
def test_events_and_cost(case: Case, run_firmware, expected_events):
    ran = run_firmware(case.core, case.recording, "--model", case.model)
    assert ran.returncode == 0, ran.stderr
    *events, figures = ran.stdout.splitlines(keepends=True)
    assert events, "no events: nothing was compared"
    assert "".join(events) == expected_events(case.model, case.recording)
    figures = json.loads(figures)
    over = {name: figures[name] for name, most in case.most.items() if figures[name] > most}
    assert not over, f"over budget: {over}"
