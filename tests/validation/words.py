#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.words: words that must not stand in the code, or only where they belong."""

import re
import sys

import lint

PROGRAM = ("core/", "ui/", "app/")
EVERYWHERE = PROGRAM + ("tests/", "benchmarks/")
# pattern, where it is forbidden, where it is allowed all the same, what to do instead
RULES = [
    (r"QThread::(m|u)?sleep|qSleep|this_thread::sleep|\b(u|nano)sleep\s*\(|QTest::qWait\s*\(",
     EVERYWHERE, (), "no sleeps: move virtual time, or wait for a condition with a limit"),
    (r"ignoreSslErrors", EVERYWHERE, (), "certificates are never waved through"),
    (r"(steady|system|high_resolution)_clock::now|currentDateTime|currentM?SecsSinceEpoch"
     r"|\bQElapsedTimer\b|QTime::currentTime|QDate::currentDate",
     ("core/", "ui/"), ("core/base/",), "time comes from the TimeSystem"),
    (r"\bQ(Basic|Chrono)?Timer\b|\bstartTimer\s*\(", ("core/",), ("core/base/",), "timers come from the TimeSystem"),
    (r"QRandomGenerator::(global|system|securelySeeded)|std::random_device|\bs?rand\s*\(",
     ("core/", "ui/"), ("core/base/",), "chance comes from the RandomSource"),
    (r"\bQSKIP\b", ("tests/",), (), "a test that skips proves nothing: fail and say what is missing"),
    (r"\bqgetenv\b|qEnvironmentVariable|\bgetenv\s*\(", ("core/", "ui/"), (),
     "nobody below app asks the environment"),
]
# In two parts, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")


def check(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if UNFINISHED.search(line):
            yield number, "finish it, or file an issue"
    if not path.endswith(lint.CODE_SUFFIXES):
        return
    for number, line in enumerate(lint.without_comments(text).split("\n"), 1):
        for pattern, forbidden, allowed, instead in RULES:
            if path.startswith(forbidden) and not path.startswith(allowed or ("\0",)) and re.search(pattern, line):
                yield number, instead


PLANTED = [
    ("tests/core/a.cpp", "QTest::qWait(50);", "no sleeps"),
    ("core/net/a.cpp", "std::this_thread::sleep_for(1s);", "no sleeps"),
    ("core/net/a.cpp", "m_socket->ignoreSslErrors();", "certificates"),
    ("core/net/a.cpp", "auto now = std::chrono::steady_clock::now();", "TimeSystem"),
    ("ui/pages/a.cpp", "QDateTime::currentDateTimeUtc()", "TimeSystem"),
    ("core/session/a.cpp", "QTimer timer;", "TimeSystem"),
    ("core/session/a.cpp", "QRandomGenerator::global()->bounded(3)", "RandomSource"),
    ("tests/core/a.cpp", 'QSKIP("no server");', "skips"),
    ("core/config/a.cpp", 'qgetenv("HOME")', "environment"),
    ("docs/a.md", "TO" + "DO: write", "finish it"),
    ("core/net/a.cpp", "// FIX" + "ME", "finish it"),
]
CLEAN = [
    ("core/base/realtimesystem.cpp", "return std::chrono::steady_clock::now();"),
    ("core/net/a.cpp", "// QTest::qWait( and ignoreSslErrors stand in a comment only"),
    ("core/net/a.cpp", 'qWarning("no ignoreSslErrors here");'),
    ("tests/core/a.cpp", "QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 5000);"),
    ("app/desktop/a.cpp", "QTimer::singleShot(0, this, [] {});"),
]


def wanted(name):
    return not name.startswith(("LICENSES/", "COPYING")) and not name.endswith((".png", ".svg"))


if __name__ == "__main__":
    sys.exit(lint.run(check, PLANTED, CLEAN, wanted))
