// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

namespace {

void mustBeHarmless(const QString &text)
{
    for (const QChar character : text) {
        const char16_t code = character.unicode();
        MUST(code >= 0x20 && (code < 0x7f || code >= 0xa0)); // terminals, logs
        MUST(code != 0x2028 && code != 0x2029);              // more line ends
        MUST((code < 0x202a || code > 0x202e) && (code < 0x2066 || code > 0x2069)); // direction
    }
}

} // namespace

//! Text of a peer for logs and labels, and URLs to be shown: nothing in it steers a terminal, and
//! secrets in user info and query do not show.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Fuzz::Parts parts(data, size);
    const QString foreign = parts.nextText();
    const QString path = parts.nextText();
    const QString shown = sanitised(foreign);
    mustBeHarmless(shown);
    MUST(shown.size() <= 201 && sanitised(shown, shown.size()) == shown);
    MUST(shown == QString::fromUtf8(shown.toUtf8()) || !foreign.isValidUtf16());

    QUrl url(QStringLiteral("wss://me:canary@example.org/") + path);
    if (url.userInfo().isEmpty() || foreign.contains(QStringLiteral("canary"))
        || path.contains(QStringLiteral("canary")))
        return 0;
    url.setQuery(foreign + QStringLiteral("=canary&b=canary"));
    for (const QString &text : {redacted(url), shortName(url)}) {
        mustBeHarmless(text);
        MUST(!text.contains(QStringLiteral("canary")));
    }
    return 0;
}
