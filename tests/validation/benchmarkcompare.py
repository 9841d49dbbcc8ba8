#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.benchmarkcompare: what benchmarks/compare says of numbers that were planted."""

import copy
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import unittest

import lint
from benchmarktools import HIGHER, LOWER, TOOLS, document, report

import compare  # noqa: E402
import document as documents  # noqa: E402
import table  # noqa: E402


def states(old, new):
    return {one["name"]: one["state"] for one in compare.compare(old, new)}


class Comparing(unittest.TestCase):
    def test_a_slower_time_is_found_and_noise_is_not(self):
        old = document(report(median=1.0))
        self.assertEqual(states(old, document(report(median=1.2)))["hash_performance: it"], "worse")
        self.assertEqual(states(old, document(report(median=1.04)))["hash_performance: it"], "same")
        self.assertEqual(states(old, document(report(median=0.7)))["hash_performance: it"], "better")
        still = document(report(median=1.0, spread=0))
        self.assertEqual(states(still, document(report(median=1.04, spread=0)))["hash_performance: it"], "same")

    def test_a_noisy_run_accuses_nobody(self):
        old, new = document(report(spread=0.05)), document(report(median=1.2, spread=0.05))
        self.assertEqual(states(old, new)["hash_performance: it"], "same")

    def test_what_is_as_fast_as_ever_at_its_best_has_only_been_disturbed(self):
        new = report(median=1.5)
        new["results"]["it"]["min_ms"] = 1.0
        self.assertEqual(states(document(report()), document(new))["hash_performance: it"], "same")

    def test_a_slower_machine_is_no_slower_code(self):
        new = report(median=1.5)
        for key in compare.CONTROLS:
            new["results"][key] = {**new["results"][key], "median_ms": 1.5}
        self.assertEqual(states(document(report()), document(new))["hash_performance: it"], "same")

    def test_times_of_different_machines_are_not_compared_but_counts_are(self):
        old = document(report(instructions={"path": 100.0}))
        new = document(report(median=9, instructions={"path": 103.0}), machine="other")
        self.assertEqual(states(old, new), {"hash_performance: path": "worse"})

    def test_a_worse_ratio_is_found_whichever_way_is_better(self):
        def rows(a, b):
            return table.rows([{**HIGHER, "id": "up"}, {**LOWER, "id": "down", "unit": "B"}], {"up": a, "down": b})
        old = document(report(), rows=rows(0.9, 100))
        found = states(old, document(report(), rows=rows(0.7, 102)))
        self.assertEqual((found["target: up"], found["target: down"]), ("worse", "worse"))
        found = states(old, document(report(), rows=rows(0.89, 100)))
        self.assertEqual((found["target: up"], found["target: down"]), ("same", "same"))

    def test_a_ratio_that_went_up_is_printed_as_more_though_more_is_better(self):
        def printed(before, after, target):
            both = (document(report(), rows=table.rows([{**target, "id": "it"}], {"it": value}))
                    for value in (before, after))
            return next(line for line in self.words(*both).splitlines() if "target: it" in line)
        self.assertRegex(printed(0.5, 2, HIGHER), r"^better +\+300.0 % .*0\.5 → 2$")
        self.assertRegex(printed(2, 0.5, HIGHER), r"^worse +-75.0 % .*2 → 0\.5$")
        self.assertRegex(printed(4, 8, {**LOWER, "unit": "B"}), r"^worse +\+100.0 % .*4 B → 8 B$")
        self.assertRegex(printed(8, 4, {**LOWER, "unit": "B"}), r"^better +-50.0 % .*8 B → 4 B$")

    def test_the_worst_stands_first_whichever_way_is_better(self):
        known = [{**HIGHER, "id": "up"}, {**LOWER, "id": "down", "unit": "B"}]
        old, new = (document(report(), rows=table.rows(known, {"up": up, "down": down}))
                    for up, down in ((0.9, 100), (0.3, 150)))
        self.assertEqual([line.split("target: ")[1].split()[0] for line in self.words(old, new).splitlines()
                          if "target: " in line], ["up", "down"])

    def test_what_is_gone_is_told(self):
        old = document(report(), report(name="other", instructions={"path": 1.0}))
        new = copy.deepcopy(old)
        new["benchmarks"][1]["instructions"] = {}
        self.assertEqual(list(compare.lost(old, new)), ["other: path"])
        del new["benchmarks"][1]
        self.assertEqual(list(compare.lost(old, new)), ["other"])

    def test_a_target_that_is_not_measured_any_more_is_gone(self):
        rows = table.rows([LOWER, {**HIGHER, "full_only": True}], {"A": 4, "B": 1})
        old = document(report(), rows=rows)
        new = document(report(), rows=[{**row, "measured": None} for row in rows])
        self.assertEqual(compare.gone(old, new), ["target: A", "target: B"])
        self.assertEqual(compare.gone(old, {**new, "quick": True}), ["target: A"])
        self.assertEqual(self.outcome(old, new)[0], 1)
        self.assertEqual(self.outcome(old, new, "--partial")[0], 0)
        self.assertIn("new    target: A: nothing to compare with", self.words(new, old))

    def test_every_target_is_compared_unless_it_is_the_median_of_a_result(self):
        units = {"ms": 3, "µs": 3, "ns": 3, "MB": 60, "% CPU": 0.9, "%": 15, "s/s": 0.5, "ratio": 0.5, "B": 400}
        def made(factor):
            known = [{**LOWER, "id": unit, "unit": unit, "better": "higher" if unit == "s/s" else "lower"} for unit in units]
            return document(report(), rows=table.rows(known, {
                unit: value / factor if unit == "s/s" else value * factor for unit, value in units.items()}))
        self.assertEqual({one["kind"]: one["state"] for one in compare.compare(made(1), made(3))},
                         {**dict.fromkeys(units, "worse"), "time": "same"})
        self.assertEqual({one["state"] for one in compare.compare(made(1), made(1.004))}, {"same"})
        own = document(report(targets=[{"id": "A", "measured": 1e6}]), rows=table.rows([LOWER], {"A": 1e6}))
        self.assertNotIn("target: A", states(own, own))

    def test_what_is_void_is_refused(self):
        good, void = document(report(), report(name="other")), document(report(control=1.2), report(name="other"))
        self.assertEqual(set(states(good, void)), {"other: it"})
        self.assertEqual(compare.gone(good, void), ["hash_performance"])
        self.assertEqual((self.outcome(good, void)[0], self.outcome(good, void, "--partial")[0]), (1, 2))
        self.assertIn("void in NEW: hash_performance: equal things differed by +20 %", self.words(good, void))
        self.assertIn("new    hash_performance: nothing to compare with", self.words(void, good))

    def test_what_failed_or_was_measured_otherwise_is_told(self):
        good = document(report())
        failed = {**good, "failures": {"bench_hash": "exit code 2"}, "quick": True, "only": "hash"}
        self.assertEqual(self.outcome(good, failed)[0], 2)
        for sentence in ("failed in NEW: bench_hash: exit code 2", "NEW was measured with --quick, OLD was not",
                         "NEW was measured with --only hash"):
            self.assertIn(sentence, self.words(good, failed))

    def test_it_is_told_when_fresh_memory_was_much_dearer_in_one_of_the_two(self):
        quiet, slow = document(report(first_touch_us=[0.2, 0.3])), document(report(first_touch_us=[9, 4]))
        none = document(report())
        sentence = "A first touch of a page took 0.25 µs in OLD, 6.5 µs in NEW"
        self.assertIn(sentence, self.words(quiet, slow))
        for old, new in ((quiet, quiet), (slow, slow), (none, slow), (quiet, none),
                         (quiet, document(report(first_touch_us=[0.1, 0.1])))):
            self.assertNotIn("first touch", self.words(old, new))

    def frames(self, factor):
        """A program that paints: no control of the machine, and a best frame far from the middle one."""
        made = report(name="window", median=factor, spread=0.2 * factor)
        made["results"]["it"] |= {"min_ms": 0.3 * factor, "max_ms": 9 * factor, "repetitions": 300}
        for key in compare.CONTROLS:
            del made["results"][key]
        return made

    def test_slower_frames_are_found_though_frames_differ(self):
        old = document(self.frames(1))
        for factor, state in ((1.6, "worse"), (1.1, "same"), (0.6, "better")):
            self.assertEqual(states(old, document(self.frames(factor))), {"window: it": state})

    def test_the_pace_of_the_machine_is_taken_out_of_frames_too(self):
        slow = report(median=1.6)
        for key in compare.CONTROLS:
            slow["results"][key] = {**slow["results"][key], "median_ms": 1.6}
        found = states(document(report(), self.frames(1)), document(slow, self.frames(1.6)))
        self.assertEqual(set(found.values()), {"same"})

    def words(self, old, new):
        return self.told(old, new).stdout

    def outcome(self, old, new, *words):
        done = self.told(old, new, *words)
        return done.returncode, done.stderr

    def told(self, old, new, *words):
        """What became of benchmarks/compare with two files of these contents; None: no file."""
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder) / name for name in ("old.json", "new.json")]
            for path, content in zip(paths, (old, new)):
                if content is not None:
                    path.write_text(content if isinstance(content, str) else json.dumps(content))
            return subprocess.run([sys.executable, "-B", str(TOOLS / "compare.py"), *map(str, paths), *words],
                                  capture_output=True, text=True, timeout=60, check=False)

    def test_exit_codes(self):
        good = document(report())
        self.assertEqual(self.outcome(good, good), (0, ""))
        self.assertEqual(self.outcome(good, document(report(median=2))), (1, ""))
        both = document(report(), report(name="other"))
        self.assertEqual(self.outcome(both, good), (1, ""))
        self.assertEqual(self.outcome(both, good, "--partial"), (0, ""))

    def test_what_cannot_be_compared_is_told_in_a_line(self):
        good = document(report())
        halved = {key: value for key, value in good.items() if key != "benchmarks"}
        timeless = document({**report(), "results": {"it": {}}})
        for old, new, sentence in ((None, good, "No such file"), (good, "{", "is no JSON"), (good, "[]", "its schema is"),
                                   ({"schema": "breakwater.benchmarks/2"}, good, "its schema is breakwater.benchmarks/2"),
                                   (good, halved, "'benchmarks' is missing"), (good, timeless, "is not whole"),
                                   (good, document(), "nothing in common")):
            code, errors = self.outcome(old, new)
            self.assertEqual((code, len(errors.splitlines())), (2, 1), errors)
            self.assertIn(sentence, errors)
        self.assertIn("--baseline goes with", self.outcome(good, good, "--baseline", "v1")[1])

    def test_ten_per_cent_in_a_quiet_run_are_found_and_three_in_a_noisy_one_are_not(self):
        def measured(factor, spread, seed, target):
            chance = random.Random(seed)
            times = [factor * (1 + chance.gauss(0, spread)) for _ in range(7)]
            median = statistics.median(times)
            made = report(median=median, spread=statistics.median(abs(time - median) for time in times),
                          control=1 + chance.gauss(0, spread) / 3, targets=[{"id": "up", "measured": target / median}])
            made["results"]["it"] |= {"min_ms": min(times), "max_ms": max(times)}
            return document(made, rows=table.rows([{**HIGHER, "id": "up"}], {"up": target / median}))
        for seed in range(200):
            quiet = states(measured(1, 0.006, seed, 0.9), measured(1.1, 0.006, seed + 1000, 0.9))
            self.assertEqual(quiet, {"target: up": "worse", "hash_performance: it": "worse"}, seed)
            noisy = states(measured(1, 0.03, seed, 0.9), measured(1.03, 0.03, seed + 1000, 0.9))
            self.assertEqual(set(noisy.values()), {"same"}, seed)

    def test_two_per_cent_more_instructions_are_found_and_half_a_one_is_not(self):
        old = document(report(instructions={"path": 200.0}))
        for count, state in ((204.5, "worse"), (201.0, "same"), (195.0, "better")):
            self.assertEqual(states(old, document(report(instructions={"path": count})))["hash_performance: path"], state)

    def test_the_baselines_can_be_compared_with(self):
        for path in sorted((lint.TOP / "benchmarks" / "baselines").glob("*.json")):
            baseline = documents.read(path)
            self.assertEqual({found["state"] for found in compare.compare(baseline, baseline)}, {"same"}, path)


if __name__ == "__main__":
    unittest.main()
