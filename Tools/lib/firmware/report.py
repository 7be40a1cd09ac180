"""What a run of the firmware came to."""


def report(measured: dict, instructions_per_tick: float) -> dict[str, int | None]:
    """The object that `Tools/run-firmware` prints last: instructions a hop of 10 ms, and bytes.

    Front end and network are told apart by the hops that end no tick of the network, in which it
    does nothing. Where every hop ends one, or the front end, too, works once a tick (semitone
    bands, as for chords), they cannot be, and are null.
    """

    def instructions(*names: str) -> float:
        return sum(measured[f"{name}_ticks"] for name in names) * instructions_per_tick

    def mean(*names: str) -> float | None:
        hops = sum(measured[f"{name}_hops"] for name in names)
        return instructions(*names) / hops if hops else None

    kinds = ("open", "open_tick", "closed")
    hops = sum(measured[f"{kind}_hops"] for kind in kinds)
    front_end = network = None
    if (hops_per_tick := measured["hops_per_tick"]) > 1 and measured["open_hops"]:
        front_end = mean("open")
        network = (mean("open_tick") - front_end) / hops_per_tick
    figures = {
        "instructions_per_hop": (instructions(*kinds) + instructions("interrupt")) / hops,
        "worst_hop": instructions("worst"),
        "open_gate_per_hop": mean("open", "open_tick"),
        "front_end_per_hop": front_end,
        "network_per_hop": network,
        "closed_gate_per_hop": mean("closed"),
        "interrupt_per_hop": instructions("interrupt") / hops,
        "flash_bytes": measured["flash_bytes"],
        "ram_bytes": measured["ram_bytes"],
        "stack_bytes": measured["stack_bytes"],
    }
    return {name: None if value is None else round(value) for name, value in figures.items()}
