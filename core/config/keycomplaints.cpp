// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeytable.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>
#include <QtCore/QUrl>

namespace Breakwater::ConfigKeyTable {

using namespace Qt::StringLiterals;

QString listenComplaint(const QString &text)
{
    static const QRegularExpression form(
        uR"(\A([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})\z)"_qs);
    const auto match = form.match(text);
    if (match.hasMatch() && match.captured(2).toInt() <= 65535)
        return {};
    return u"host:port such as 127.0.0.1:8080 or [::1]:8080 (port 0 takes a free one)"_qs;
}

QString pointerComplaint(const QString &text)
{
    static const QRegularExpression form(uR"(\A(?:/(?:[^~/]|~[01])*)+\z)"_qs);
    return form.match(text).hasMatch() ? QString() : u"a JSON Pointer such as /ack/id"_qs;
}

QString timeZoneComplaint(const QString &text)
{
    return QTimeZone::isTimeZoneIdAvailable(text.toUtf8())
        ? QString()
        : u"a time zone that this machine knows, such as Europe/Berlin"_qs;
}

QString webUrlComplaint(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (url.isValid() && web && !url.host().isEmpty() && url.userInfo().isEmpty())
        return {};
    return u"an http:// or https:// URL without user name and password"_qs;
}

} // namespace Breakwater::ConfigKeyTable
