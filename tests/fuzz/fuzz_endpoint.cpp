// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/net/endpoint.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

//! A URL that somebody typed, with headers: refused with a sentence, or one that can be dialled and
//! shows no secret; no header smuggles another one in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Fuzz::Parts parts(data, size);
    const QString text = parts.nextText();
    const QByteArray name = parts.next();
    const QByteArray value = parts.next();
    auto endpoint = Endpoint::fromUrl(text);
    if (!endpoint) {
        MUST(!endpoint.error().message.isEmpty());
        return 0;
    }

    MUST(endpoint->url.scheme() == QStringLiteral("ws")
         || endpoint->url.scheme() == QStringLiteral("wss"));
    MUST(!endpoint->url.host().isEmpty() && endpoint->url.path().startsWith(u'/'));
    MUST(endpoint->url.userInfo().isEmpty() && !endpoint->url.hasFragment());
    const QByteArray line = endpoint->url.toEncoded();
    MUST(!line.contains(' ') && !line.contains('\r') && !line.contains('\n'));
    MUST(sanitised(endpoint->shownUrl(), 10'000) == endpoint->shownUrl());
    const QString shown = endpoint->shownUrl();
    MUST(!shown.left(shown.indexOf(u'?')).contains(u'@') || endpoint->url.path().contains(u'@'));
    if (endpoint->addHeader(name, value))
        MUST(!(name + value).contains('\r') && !(name + value).contains('\n'));
    return 0;
}
