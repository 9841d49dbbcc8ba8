#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.layers: includes and CMake dependencies follow the arrows of docs/architecture.md."""

import re
import sys

import lint

BASE = {"base"}
VALUES = BASE | {"config"}
ARROWS = {
    "base": set(),
    "config": BASE,
    "metrics": BASE,
    "resilience": VALUES | {"metrics"},
    "delivery": VALUES | {"metrics"},
    "net": VALUES,
    "snapshot": BASE | {"metrics"},
    "session": VALUES | {"snapshot", "net", "delivery", "resilience", "metrics"},
    "history": VALUES | {"snapshot", "metrics"},
    "http": VALUES | {"history", "snapshot"},
    "alerts": VALUES | {"history", "snapshot"},
    "watch": VALUES | {"resilience", "net", "snapshot", "metrics"},
    "fault": BASE | {"net"},
    "serve": VALUES | {"session", "net", "fault", "history", "snapshot", "delivery", "metrics"},
    "cleanup": VALUES | {"resilience", "metrics"},
    "store": BASE | {"delivery", "history", "cleanup"},
}
ARROWS["engine"] = set(ARROWS)
UI_SEES = VALUES | {"engine", "snapshot", "metrics", "history", "alerts"}
# From the bottom up: a room of the window may use those before it. Dialogs are opened by the shell.
UI_ORDER = ["format", "theme", "models", "charts", "widgets", "dialogs", "pages", "shell"]

# header pattern → folders that may include it; tests and benchmarks may use what they measure.
LIBRARIES = [
    (r"QtWebSockets/|QWebSocket", ["core/net/"]),
    (r"QtSql/|QSql", ["core/store/"]),
    (r"QtHttpServer/|QHttpServer", ["core/http/"]),
    (r"QtWidgets/|QtCharts/|QtSvg", ["ui/", "app/desktop/"]),
    (r"QtGui/|QtOpenGL", ["ui/", "app/desktop/"]),
    (r"qt6?keychain/|keychain\.h", ["app/secrets/"]),
]


def allowed(path):
    """(rooms of core, rooms of ui, folders of app) that a file of the program may include from."""
    parts = path.split("/")
    room = parts[1]
    if parts[0] == "core":
        return ARROWS.get(room, set()) | {room}, set(), set()
    if parts[0] == "ui":
        below = set(UI_ORDER[:UI_ORDER.index(room)]) if room in UI_ORDER else set()
        return UI_SEES, below | {room}, set()
    if path.startswith("app/desktop/"):
        return set(ARROWS), set(UI_ORDER), {"app", "app/desktop", "app/secrets"}
    # The command line, the secrets, and what all programs share in app itself.
    return set(ARROWS), set(), {"app", path.rsplit("/", 1)[0]}


def check_include(path, quote, target):
    if quote == '"':
        if not target.endswith(".moc"):
            yield f"include <{target}> from the root, with angle brackets"
        return
    if path.startswith(("tests/", "benchmarks/")):
        return
    for pattern, folders in LIBRARIES:
        if re.match(pattern, target) and not path.startswith(tuple(folders)):
            yield f"<{target}> belongs to {' and '.join(folders)} only"
    core, ui, own = allowed(path)
    parts = target.split("/")
    if parts[0] == "core" and parts[1] not in core:
        yield f"no arrow leads from here to core/{parts[1]}"
    if parts[0] == "ui" and parts[1] not in ui:
        yield f"no arrow leads from here to ui/{parts[1]}"
    if parts[0] == "app" and target.rsplit("/", 1)[0] not in own:
        yield f"no arrow leads from here to {target}"
    if parts[0] == "tests":
        yield "the program does not include its tests"


def check_room_list(path, text):
    room = path.split("/")[1]
    for number, line in enumerate(text.split("\n"), 1):
        for used in re.findall(r"Breakwater::Core::(\w+)", line):
            if used.lower() not in ARROWS.get(room, set()):
                yield number, f"no arrow leads from core/{room} to core/{used.lower()}"


def check(path, text):
    if path.endswith("CMakeLists.txt"):
        yield from check_room_list(path, text)
        return
    if path.startswith("core/") and path.split("/")[1] not in ARROWS:
        yield 1, "this room has no arrows yet; give it some here and in docs/architecture.md"
    for number, line in enumerate(lint.without_comments(text).split("\n"), 1):
        include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if include:
            for sentence in check_include(path, *include.groups()):
                yield number, sentence
        if re.search(r"\bQThread\b", line) and path.startswith(("core/", "ui/", "app/")) \
                and not path.startswith("core/engine/enginehost"):
            yield number, "only EngineHost names QThread"


PLANTED = [
    ("core/metrics/a.h", "#include <core/net/endpoint.h>", "core/net"),
    ("core/net/a.h", "#include <core/session/session.h>", "core/session"),
    ("core/base/a.h", "#include <core/config/profile.h>", "core/config"),
    ("core/base/a.h", '#include "text.h"', "angle brackets"),
    ("core/session/a.cpp", "#include <QtWebSockets/QWebSocket>", "core/net/ only"),
    ("core/base/a.cpp", "#include <QtWidgets/QWidget>", "ui/ and app/desktop/ only"),
    ("core/base/a.cpp", "#include <QtGui/QColor>", "only"),
    ("app/cli/a.cpp", "#include <ui/theme/theme.h>", "ui/theme"),
    ("app/cli/a.cpp", "#include <QtWidgets/QLabel>", "only"),
    ("app/cli/a.cpp", "#include <app/desktop/window.h>", "app/desktop"),
    ("app/bootstrap.h", "#include <app/cli/options.h>", "app/cli"),
    ("ui/shell/a.h", "#include <app/bootstrap.h>", "app/bootstrap"),
    ("ui/theme/a.h", "#include <ui/shell/mainwindow.h>", "ui/shell"),
    ("ui/models/a.h", "#include <core/session/session.h>", "core/session"),
    ("core/net/a.h", "class QThread;", "QThread"),
    ("core/novelty/a.h", "", "no arrows"),
    ("core/net/CMakeLists.txt", "DEPENDS Breakwater::Core::Session", "core/session"),
    ("core/net/a.h", "#include <tests/support/fixedrandom.h>", "tests"),
]
CLEAN = [
    ("core/session/a.h", "#include <core/net/transport.h>\n#include <core/base/time.h>"),
    ("core/net/a.cpp", "#include <QtWebSockets/QWebSocket>\n// QThread is named in a comment"),
    ("core/engine/enginehost.cpp", "#include <QtCore/QThread>\nQThread thread;"),
    ("ui/shell/a.cpp", "#include <ui/pages/eventlog.h>\n#include <QtWidgets/QMenu>"),
    ("tests/core/net/tst_a.cpp", '#include <QtWebSockets/QWebSocket>\n#include "tst_a.moc"'),
    ("app/cli/a.cpp", "#include <app/cli/options.h>\n#include <app/bootstrap.h>"),
    ("app/desktop/a.cpp", "#include <app/secrets/keyring.h>\n#include <ui/shell/mainwindow.h>"),
    ("core/net/CMakeLists.txt", "DEPENDS Breakwater::Core::Base"),
]


def wanted(name):
    if name.endswith("CMakeLists.txt"):
        return re.fullmatch(r"core/\w+/CMakeLists\.txt", name) is not None
    return name.endswith(lint.CODE_SUFFIXES) and name.startswith(("core/", "ui/", "app/", "tests/", "benchmarks/"))


if __name__ == "__main__":
    sys.exit(lint.run(check, PLANTED, CLEAN, wanted))
