# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks/database: runs that are kept in the table performance_baselines of a PostgreSQL database.

The address of a database is postgresql://user@host:port/database. What it leaves out is as with psql:
PGHOST, PGPASSWORD, ~/.pgpass and so on; a password belongs there, since everybody sees command lines.
benchmarks/compare takes such an address in place of OLD.json.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import uuid

import document as documents
import machine
import programs

PROGRAM = "baselines_store"
LONGEST = 60
BUILD = programs.TOP / "build" / "bench"


def is_address(text):
    return str(text).startswith(("postgresql://", "postgres://"))


def run_id(document):
    """The same for the same run, whoever stores it."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True)))


def machine_of(document):
    about = document["machine"]
    return f"{about['processor']}, {about['cores']} cores"


def rows_of(document):
    """A row for each value: times, instructions, and what targets were measured as."""
    targets = {row["id"]: row for row in document["targets"]}
    for report in document["benchmarks"]:
        name = report["benchmark_name"]
        for key, times in report.get("results", {}).items():
            yield {"benchmark": name, "measurement": key, "value": times.get("median_ms", times["avg_ms"]),
                   "unit": "ms", "spread": times.get("spread_ms")}
        for key, count in report.get("instructions", {}).items():
            yield {"benchmark": name, "measurement": f"instructions: {key}", "value": count, "unit": "instructions"}
        for target in report.get("targets", []):
            yield {"benchmark": name, "measurement": f"target: {target['id']}", "target": target["id"],
                   "value": target["measured"], "unit": targets.get(target["id"], {}).get("unit")}


def ask(program, request):
    """The answer of the program that knows PostgreSQL."""
    try:
        done = programs.run([str(program)], LONGEST, input=json.dumps(request), stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, errors="replace")
    except OSError as error:
        raise programs.CannotRun(f"{program}: {error.strerror}; without --no-build it is built") from None
    except subprocess.TimeoutExpired:
        raise programs.CannotRun(f"the database did not answer within {LONGEST} s") from None
    if done.returncode != 0:
        raise programs.CannotRun(done.stderr.strip() or f"{program} ended with {done.returncode}")
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise programs.CannotRun(f"{program} gave no answer that can be read") from None


def put(program, url, document, name=None):
    run = {"run": run_id(document), "name": name, "machine": machine_of(document),
           "commit": document["machine"].get("commit", "unknown"), "taken_at": document["taken_at"],
           "quick": bool(document.get("quick")), "rows": list(rows_of(document)), "report": document}
    ask(program, {"do": "put", "url": url, "run": run})
    return run["run"]


def find(program, url, name=None, machine_name=None, new=None):
    """The run of that name, or the newest of that machine; never the very run that `new` is."""
    found = ask(program, {"do": "find", "url": url, "name": name or "", "machine": machine_name or "",
                          "except": run_id(new) if new else ""})
    if not found:
        raise programs.CannotRun(f"no run is stored there under the name '{name}'" if name else
                                 f"no other run of this machine ({machine_name}) is stored there")
    return documents.checked(found, "the stored run")


def program(arguments):
    """Where it is, built."""
    if not arguments.no_build:
        if not (arguments.build_dir / "CMakeCache.txt").exists():
            programs.configure(arguments.build_dir)
        programs.make(arguments.build_dir, os.cpu_count() or 1, [PROGRAM])
    return arguments.build_dir / "benchmarks" / PROGRAM


def show(runs):
    for run in runs:
        print(f"{run['taken_at']}  {run['run']}  {run['commit']:20}  {run['machine']}"
              + ("; --quick" if run["quick"] else "") + (f"; {run['name']}" if run["name"] else ""))
    print(f"{len(runs)} run" + ("" if len(runs) == 1 else "s"))


def add_options(parser):
    parser.add_argument("--build-dir", type=programs.folder, default=BUILD)
    parser.add_argument("--no-build", action="store_true", help="use what is built")
    parser.add_argument("--no-install", action="store_true", help="touch no packages")


def words():
    parser = argparse.ArgumentParser(prog="benchmarks/database", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="put|list|get")
    put_words = verbs.add_parser("put", help="store a file of benchmarks/run --json")
    put_words.add_argument("url", metavar="URL")
    put_words.add_argument("file", metavar="FILE.json", type=pathlib.Path)
    put_words.add_argument("--name", help="to find it by, for example the number of a release")
    list_words = verbs.add_parser("list", help="what is stored, the newest first")
    list_words.add_argument("url", metavar="URL")
    get_words = verbs.add_parser("get", help="print a stored run, as the file it was")
    get_words.add_argument("url", metavar="URL")
    get_words.add_argument("name", metavar="NAME", nargs="?", help="its name or id; else the newest of this machine")
    for verb in (put_words, list_words, get_words):
        add_options(verb)
    return parser.parse_args()


def perform(arguments):
    if not is_address(arguments.url):
        raise programs.CannotRun("the address of a database begins with postgresql://")
    document = documents.read(arguments.file) if arguments.verb == "put" else None
    asked = program(arguments)
    if arguments.verb == "put":
        print(f"Stored as {put(asked, arguments.url, document, arguments.name)}.")
    elif arguments.verb == "list":
        show(ask(asked, {"do": "list", "url": arguments.url}))
    else:
        here = machine_of({"machine": machine.description(arguments.build_dir)})
        found = find(asked, arguments.url, arguments.name, here)
        print(json.dumps(found, indent=1, ensure_ascii=False))


def main():
    programs.heed_signals()
    try:
        perform(words())
    except (programs.CannotRun, documents.NotComparable) as failure:
        print(f"benchmarks/database: {failure}", file=sys.stderr)
        return 2
    except (KeyError, TypeError, AttributeError) as failure:
        print(f"benchmarks/database: the run or the answer is not whole ({failure!r})", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return programs.INTERRUPTED
    return 0


if __name__ == "__main__":
    programs.leave(main)
