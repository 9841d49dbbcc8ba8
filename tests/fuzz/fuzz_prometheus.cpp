// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/prometheustext.h>

#include <tests/core/http/prometheusreader.h>
#include <tests/fuzz/fuzz.h>

#include <bit>
#include <cstring>

using namespace Breakwater;

//! A page for Prometheus with foreign text in help and labels, and any number at all: every line
//! is legal, and the labels read back as they were.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < sizeof(double))
        return 0;
    double value = 0;
    std::memcpy(&value, data, sizeof value);
    Fuzz::Parts parts(data + sizeof value, size - sizeof value);
    const QString help = parts.nextText();
    const QString first = parts.nextText();
    const QString second = parts.nextText();
    PrometheusText page;
    page.family("breakwater_thing_total", PrometheusText::Type::Counter, help);
    page.sample({{"session", first}, {"state", second}}, std::uint64_t{7});
    page.family("breakwater_other", PrometheusText::Type::Gauge, help);
    page.sample({{"session", first}}, value);

    const auto samples = Test::readPage(page.bytes());

    MUST(page.bytes().count('\n') == 6); // two heads of two lines, two samples
    MUST(samples && samples->size() == 2);
    MUST(samples->front().labels.value("session") == first);
    MUST(samples->front().labels.value("state") == second);
    MUST(samples->front().value == "7");
    MUST(samples->back().labels.value("session") == first);
    return 0;
}
