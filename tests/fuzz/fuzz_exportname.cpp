// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <tests/fuzz/fuzz.h>

#include <algorithm>

using namespace Breakwater;

//! The name of an export, from any text at all: one file in the folder, visible, and no option.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString suffix = QStringLiteral(".json");

    const QByteArray name
        = exportFileName(QString::fromUtf8(Fuzz::bytesOf(data, size)), suffix).toUtf8();

    MUST(name.size() > suffix.size() && name.size() <= 64);
    MUST(!name.startsWith('.') && !name.startsWith('-'));
    MUST(std::all_of(name.begin(), name.end(), [](unsigned char byte) {
        return byte < 0x80 && (std::isalnum(byte) || byte == '.' || byte == '_' || byte == '-');
    }));
    return 0;
}
