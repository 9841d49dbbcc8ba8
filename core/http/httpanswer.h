// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/jsonwriter.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUrlQuery>

#include <utility>
#include <vector>

namespace Breakwater {

//! What was asked, as far as any page or check here looks at it.
struct HttpRequest
{
    bool isHead = false;
    QString path;
    QUrlQuery query;
    QByteArray host;          //!< as sent; empty when absent
    QByteArray origin;        //!< the same
    QByteArray authorization; //!< the same
};

struct HttpAnswer
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers = {}; //!< beside type and length
};

//! With one object; `members(json)` writes what is in it.
template <class Write> HttpAnswer jsonAnswer(int status, Write members)
{
    return {.status = status, .contentType = "application/json", .body = jsonLine(members) + '\n'};
}
//! `{"error": "One sentence."}`
HttpAnswer refusal(int status, const QString &sentence);
//! The whole answer on the wire, for a request that is not worth parsing.
QByteArray toBytes(const HttpAnswer &answer);
//! Never empty.
QByteArray reasonPhrase(int status);

} // namespace Breakwater
