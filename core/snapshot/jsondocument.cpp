// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/jsondocument.h>

#include <QtCore/QJsonDocument>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

Unexpected<> refuse(const QString &sentence)
{
    return Unexpected<>(Error{ErrorKind::BadArgument, sentence});
}

//! Of objects and arrays, brackets in strings left out; without recursion. Of what is no JSON it
//! may say anything: the parser refuses that.
int depthOf(const QByteArray &utf8)
{
    int depth = 0;
    int deepest = 0;
    bool isInString = false;
    for (auto it = utf8.begin(); it != utf8.end(); ++it) {
        if (isInString && *it == '\\' && it + 1 != utf8.end())
            ++it; // the escaped character ends nothing
        else if (*it == '"')
            isInString = !isInString;
        else if (!isInString && (*it == '{' || *it == '['))
            deepest = std::max(deepest, ++depth);
        else if (!isInString && (*it == '}' || *it == ']'))
            --depth;
    }
    return deepest;
}

} // namespace

Expected<QJsonObject> readJsonObject(const QByteArray &utf8, qsizetype mostBytes,
                                     const QString &what)
{
    if (utf8.size() > mostBytes)
        return refuse(
            u"%1 has %2 bytes; at most %3 are read."_qs.arg(what).arg(utf8.size()).arg(mostBytes));
    if (depthOf(utf8) > deepestJson)
        return refuse(u"%1 is nested deeper than %2 levels."_qs.arg(what).arg(deepestJson));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(utf8, &problem);
    if (problem.error != QJsonParseError::NoError)
        return refuse(u"%1 is not JSON: %2 at byte %3."_qs.arg(what, problem.errorString())
                          .arg(problem.offset));
    if (!document.isObject())
        return refuse(u"%1 is not a JSON object."_qs.arg(what));
    return document.object();
}

} // namespace Breakwater
