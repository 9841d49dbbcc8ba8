# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What benchmarks/run --json writes, read again."""

import json
import pathlib
import statistics

SCHEMA = "breakwater.benchmarks/1"
PARTS = {"machine": dict, "benchmarks": list, "targets": list}
# What each part has to say, so that nobody stumbles over it later.
WORDS = {"machine": ("processor", "cores"), "benchmarks": ("benchmark_name",), "targets": ("id", "unit", "better")}
CONTROL = (0.97, 1.03)  # the same thing twice: outside of this, the report is void


class NotComparable(Exception):
    """That is no such document; what it says goes to people."""


def is_void(report):
    """Equal things did not look equal: what it says means nothing."""
    control = report.get("control")
    return control is not None and not CONTROL[0] <= control <= CONTROL[1]


def first_touches(document):
    """What the first touch of a page took, in µs, before and after each program; see support/firsttouch.h."""
    return [value for report in document["benchmarks"] for value in report.get("first_touch_us", [])]


def first_touch(document):
    """The middle one; none where nobody measured it."""
    touches = first_touches(document)
    return statistics.median(touches) if touches else None


def read(path):
    try:
        text = pathlib.Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise NotComparable(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NotComparable(f"{path} is no text") from None
    try:
        return checked(json.loads(text), path)
    except ValueError as error:
        raise NotComparable(f"{path} is no JSON: {error}") from None


def checked(document, path):
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise NotComparable(f"{path} was not written by this version's benchmarks/run --json "
                            f"(its schema is {schema or 'missing'}, not {SCHEMA})")
    for part, kind in PARTS.items():
        if not isinstance(document.get(part), kind):
            raise NotComparable(f"{path} is not whole: '{part}' is missing")
        for one in document[part] if kind is list else [document[part]]:
            for word in WORDS[part]:
                if not isinstance(one, dict) or word not in one:
                    raise NotComparable(f"{path} is not whole: '{word}' is missing in '{part}'")
    return document
