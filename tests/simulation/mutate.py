#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies rooms of the core with every mistake of mutants.toml built in, each behind a switch.

mutate.py MUTANTS SOURCE_FOLDER OUTPUT_FOLDER ROOM_FOLDER...

A mutant names a file, a text that stands there exactly once, and what stands there instead; in it
MUTANT is true while that mutant is switched on. Fails when an original text is not found: then the
core has changed, and the mutant has to follow it.
"""

import pathlib
import sys
import tomllib

HEAD = "#include <mutantswitch.h>\n"
SWITCH = """// Made by tests/simulation/mutate.py.
#pragma once

namespace Breakwater::Simulation {
inline int switchedOn = 0; //!< number of the mutant that is switched on; 0: none
}
"""


def complain(mutant, sentence):
    sys.exit(f"mutants.toml: {mutant['name']}: {sentence}")


def place(mutant, text):
    """(from, to, what instead) of one mutant in the original text."""
    original = mutant["original"].strip("\n")
    found = text.count(original)
    if found != 1:
        complain(mutant, f"its original text stands {found} times in {mutant['file']}, not once. "
                         "The core has changed: let the mutant follow it.")
    if "MUTANT" not in mutant["mutated"]:
        complain(mutant, "nothing in it asks for MUTANT, so it could not be switched off.")
    switch = f"(::Breakwater::Simulation::switchedOn == {mutant['number']})"
    start = text.index(original)
    return start, start + len(original), mutant["mutated"].strip("\n").replace("MUTANT", switch)


def mutated(text, mutants):
    changes = sorted((place(mutant, text) for mutant in mutants), reverse=True)
    for (start, end, instead), before in zip(changes, changes[1:] + [(0, 0, "")]):
        if before[1] > start:
            sys.exit(f"mutants.toml: two mutants overlap at: {text[start:end]}")
        text = text[:start] + instead + text[end:]
    return text


def write(path, text):
    """Only if it differs, so that nothing is compiled anew for nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def listing(mutants):
    def quoted(text):
        return '"' + " ".join(text.split()).replace('"', '\\"') + '"'
    rows = "".join(f"    {{{quoted(m['name'])}, {quoted(m['story'])}}},\n" for m in mutants)
    return ("// Made by tests/simulation/mutate.py.\n#include <tests/simulation/mutants.h>\n\n"
            "#include <mutantswitch.h>\n\nnamespace Breakwater::Simulation {\n\n"
            "const std::vector<Mutant> &mutants()\n{\n    static const std::vector<Mutant> all{\n"
            f"{rows}    }};\n    return all;\n}}\n\n"
            "void switchOn(int number)\n{\n    switchedOn = number;\n}\n\n"
            "} // namespace Breakwater::Simulation\n")


def main(list_file, source, output, rooms):
    files = sorted(str(path.relative_to(source)) for room in rooms
                   for path in (pathlib.Path(source) / room).iterdir() if path.suffix in (".h", ".cpp"))
    mutants = tomllib.loads(pathlib.Path(list_file).read_text())["mutant"]
    for number, mutant in enumerate(mutants, 1):
        mutant["number"] = number
        if mutant["file"] not in files:
            complain(mutant, f"{mutant['file']} is no file of the rooms that are copied.")
    if len({mutant["name"] for mutant in mutants}) != len(mutants):
        sys.exit("mutants.toml: two mutants bear the same name")
    for name in files:
        text = (pathlib.Path(source) / name).read_text()
        own = [mutant for mutant in mutants if mutant["file"] == name]
        if own:
            text = mutated(text, own)
            text = HEAD + text if name.endswith(".cpp") else text.replace("#pragma once\n", "#pragma once\n" + HEAD, 1)
        write(pathlib.Path(output) / name, text)
    write(pathlib.Path(output) / "mutantswitch.h", SWITCH)
    write(pathlib.Path(output) / "mutantlist.cpp", listing(mutants))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
