// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/watch/healthreader.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

//! An answer to a health poll, with any HTTP status: an error, or a report that can be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const int status = data[0] % 4 == 0 ? 503 : data[0] % 4 == 1 ? 500 : 200;
    const auto report = readHealth(status, Fuzz::bytesOf(data + 1, size - 1));
    if (!report) {
        MUST(!report.error().message.isEmpty());
        return 0;
    }

    MUST(status != 500);
    MUST(report->isReady == (status == 200));
    MUST(sanitised(report->status, report->status.size()) == report->status);
    MUST(report->snapshot.has_value() == report->whyStatusOnly.isEmpty());
    if (report->connections) {
        MUST(report->connections->total >= 0 && report->connections->connected >= 0);
        MUST(report->connections->queuedMessages >= 0);
    }
    return 0;
}
