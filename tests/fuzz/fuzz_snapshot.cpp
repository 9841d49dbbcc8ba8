// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/snapshot/snapshotjson.h>
#include <core/snapshot/snapshotreader.h>

#include <tests/fuzz/fuzz.h>

#include <QtCore/QJsonDocument>

using namespace Breakwater;

//! A snapshot document of somebody else: refused with a sentence, or read, and then what is written
//! from it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QJsonObject document
        = QJsonDocument::fromJson(Fuzz::bytesOf(data, size)).object(); // empty when it is none
    const auto snapshot = readSnapshot(document);
    if (!snapshot) {
        const QString said = snapshot.error().message;
        MUST(!said.isEmpty() && sanitised(said, said.size()) == said);
        return 0;
    }

    const QJsonObject written = toJson(*snapshot);
    const auto again = readSnapshot(written);

    MUST(again.has_value());
    MUST(toJson(*again) == written);
    MUST(snapshot->sessions.size() <= std::size_t(mostReadSessions));
    return 0;
}
