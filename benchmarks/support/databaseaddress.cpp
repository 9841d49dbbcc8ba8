// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/databaseaddress.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>

#include <algorithm>

namespace Breakwater::Bench {

using namespace Qt::StringLiterals;

namespace {

const QString expected
    = u"The address of a database looks like postgresql://user@host:port/database"_qs;

QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_qs).replace(u'\'', u"\\'"_qs);
    return u'\'' + value + u'\'';
}

//! None when it cannot be handed on: the driver takes ';' for the end of an option.
std::optional<QString> optionOf(const QString &key, const QString &value)
{
    static const QRegularExpression name(u"^[a-z_]+$"_qs);
    if (!name.match(key).hasMatch() || value.contains(u';'))
        return {};
    return key + u'=' + quoted(value);
}

} // namespace

Expected<DatabaseAddress, QString> DatabaseAddress::fromUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "postgresql"_L1 && url.scheme() != "postgres"_L1))
        return Unexpected{expected + u" (and percent signs for what is special in it)."_qs};
    DatabaseAddress address{.host = url.host(QUrl::FullyDecoded),
                            .port = {},
                            .user = url.userName(QUrl::FullyDecoded),
                            .password = url.password(QUrl::FullyDecoded),
                            .database = url.path(QUrl::FullyDecoded).mid(1),
                            .options = {}};
    if (url.port() >= 0)
        address.port = url.port();
    for (const auto &[key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        const auto option = optionOf(key, value);
        if (!option)
            return Unexpected{expected + u"?option=value&…; one of these options is none."_qs};
        if (key == "password"_L1)
            address.password = value;
        else
            address.options += *option;
    }
    return address;
}

QString DatabaseAddress::shown() const
{
    QString text = u"postgresql://"_qs;
    if (!user.isEmpty())
        text += user + u'@';
    text += host;
    if (port)
        text += u':' + QString::number(*port);
    text += u'/' + database;
    const auto isHost = [](const QString &option) { return option.startsWith("host="_L1); };
    const auto other = std::find_if(options.begin(), options.end(), isHost);
    return other == options.end() ? text : text + u'?' + *other;
}

QString DatabaseAddress::withoutPassword(QString text) const
{
    return password.isEmpty() ? text : text.replace(password, u"…"_qs);
}

} // namespace Breakwater::Bench
