"""The tables that `Tools/bench` prints, in Markdown."""

from .reference import VARIANTS


def tables(rows):
    """What the workloads are, and what they cost, next to the C reference where it was measured."""
    counted = ["synaptic events a tick", "spikes a tick", "blob bytes", "arena bytes"]
    work = [["workload", "", "weights", *counted]]
    cost = [["workload", "weights", "vectors", "instructions a tick", "a synaptic event"]]
    has_reference = any(row["reference"] for row in rows)
    if has_reference:
        cost[0] += ["C reference", "times the reference"]
    for row in rows:
        counts = (row[name] for name in ("events", "spikes", "blobBytes", "arenaBytes"))
        work.append([row["workload"], row["title"], row["layout"], *(f"{n:,.0f}" for n in counts)])
        for build, ours in row["instructions"].items():
            line = [row["workload"], row["layout"], build]
            line += [f"{ours:,.0f}", f"{ours / row['events']:.2f}"]
            if has_reference:
                reference = row["reference"][build]
                line += [f"{reference:,.0f} ({VARIANTS[row['layout']]})", f"{ours / reference:.2f}"]
            cost.append(line)
    return f"{_markdown(work, texts=3)}\n\n{_markdown(cost, texts=3)}"


def sound_table(rows):
    """What a second of sound costs."""
    table = [["model", "sound", "vectors", "instructions a second", "of these the front end"]]
    for row in rows:
        table += [
            [row["model"], row["sound"], build, f"{whole:,.0f}", f"{front_end:,.0f}"]
            for build, (whole, front_end) in row["instructions"].items()
        ]
    return _markdown(table, texts=3)


def model_table(models):
    """What a model takes in memory."""
    table = [["model", "blob bytes", "arena bytes"]]
    table += [[m["model"], f"{m['bytes']:,}", f"{m['arenaBytes']:,}"] for m in models]
    return _markdown(table, texts=1)


def _markdown(lines, texts):
    """A table, whose first `texts` columns are words and the others numbers."""
    rule = ["---"] * texts + ["---:"] * (len(lines[0]) - texts)
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rule, *lines[1:]])
