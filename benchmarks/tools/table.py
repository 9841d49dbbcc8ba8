# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets against what was measured: one row for each target, never a guess."""

import json
import pathlib

from document import is_void

TARGETS = pathlib.Path(__file__).resolve().parents[1] / "targets.json"
# Units whose numbers are the same on a quiet and on a busy machine: missing one is a fault. "% CPU" is a time.
EXACT = ("ratio", "%", "B", "MB", "allocations", "instructions", "sessions")
VOID = "void"
# What stands below a table that has such rows.
VOID_MEANS = ("void (+9.0 %): the same thing, measured twice in that run, differed by so much. The number and the "
              "verdict behind it are told, and say nothing.")


def known_targets():
    return json.loads(TARGETS.read_text(encoding="utf-8"))["targets"]


def is_met(target, bound, value):
    return value >= target[bound] if target["better"] == "higher" else value <= target[bound]


def distance(target, bound, value):
    """How far from it, in words: a share of the target, or times it when that is far."""
    limit = target[bound]
    worse, better = (limit, value) if target["better"] == "higher" else (value, limit)
    if better <= 0:
        return number(abs(value - limit))
    factor = worse / better
    if factor >= 2:
        return f"{factor:.1f}×"
    share = (factor - 1) * 100
    return f"{share:.0f} %" if share >= 1 else f"{max(share, 0.1):.1f} %"  # a miss is never by nothing


def verdict(target, value):
    if value is None:
        return "not measured"
    if "must" in target and not is_met(target, "must", value):
        return "missed by " + distance(target, "must", value)
    if "aim" not in target:
        return "must met"
    if is_met(target, "aim", value):
        return "aim met"
    return ("must met" if "must" in target else "measured") + f", {distance(target, 'aim', value)} from the aim"


def number(value):
    if value is None:
        return "–"
    if value == 0 or abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def rows(targets, measured, void=None):
    """One row a target, in their order: dictionaries with id, what, unit, must, aim, measured, verdict. Of those that
    void reports measured, a verdict that nobody takes for one; see void_in()."""
    made = []
    for target in targets:
        said = verdict(target, measured.get(target["id"]))
        if target["id"] in (void or {}):
            said = f"{VOID} ({(void[target['id']] - 1) * 100:+.1f} %): {said}"
        made.append({**target, "measured": measured.get(target["id"]), "verdict": said})
    return made


def void_in(reports):
    """The control of the report, by the ids of targets that void reports measured."""
    return {target["id"]: report["control"] for report in reports if is_void(report)
            for target in report.get("targets", [])}


def measured_in(reports):
    """By target id. The reports say what they measured; two that say it are a mistake."""
    result = {}
    for report in reports:
        for target in report.get("targets", []):
            if target["id"] in result:
                raise ValueError(f"two benchmarks measured {target['id']}")
            result[target["id"]] = target["measured"]
    return result


def missed(row, strict=False):
    """Whether this row has to fail the run: times on a busy machine do so only when that is asked for."""
    counts = strict or row["unit"] in EXACT
    return counts and row["measured"] is not None and row["verdict"].startswith("missed")


def unmeasured(all_rows, is_quick):
    """What must be met and was not measured, except what --quick leaves out by design."""
    return [row["id"] for row in all_rows
            if "must" in row and row["measured"] is None and not (is_quick and row.get("full_only"))]


def bounds(row):
    unit = "" if row["unit"] == "ratio" else " " + row["unit"]
    sign = "≥" if row["better"] == "higher" else "≤"
    return [f"{sign} {number(row[bound])}{unit}" if bound in row else "–" for bound in ("must", "aim")]


def cells(row):
    unit = "" if row["unit"] == "ratio" or row["measured"] is None else " " + row["unit"]
    return [row["id"], row["what"], *bounds(row), number(row["measured"]) + unit, row["verdict"]]


HEAD = ["target", "what", "must", "aim", "measured", "verdict"]


def below(all_rows):
    """What has to be explained of the rows."""
    return [VOID_MEANS] if any(row["verdict"].startswith(VOID) for row in all_rows) else []


def text(all_rows):
    lines = [HEAD, *(cells(row) for row in all_rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([drawn[0], "-" * len(max(drawn, key=len)), *drawn[1:]])


def markdown(all_rows):
    lines = [HEAD, ["---"] * len(HEAD), *(cells(row) for row in all_rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
