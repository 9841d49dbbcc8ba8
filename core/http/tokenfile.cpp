// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/tokenfile.h>

#include <QtCore/QFile>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostBytes = 4096;
constexpr qsizetype fewestBytes = 16;

Unexpected<Error> problem(const QString &path, const QString &what)
{
    return Unexpected<>(
        Error{ErrorKind::FileAccess, u"The token file '%1' %2."_qs.arg(path, what)});
}

QString warningAbout(const QFile &file, const QByteArray &token)
{
    constexpr auto others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (file.permissions() & others)
        return u"Others on this machine may read the token file '%1'; chmod 600 keeps it yours."_qs
            .arg(file.fileName());
    if (token.size() < fewestBytes)
        return u"The token in '%1' is short enough to be guessed; openssl rand -hex 32 makes one."_qs
            .arg(file.fileName());
    return {};
}

} // namespace

Expected<TokenFile> readTokenFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem(path, u"cannot be read: %1"_qs.arg(file.errorString()));
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return problem(path, u"is too long for a token"_qs);
    const QByteArray token = bytes.trimmed();
    if (token.isEmpty())
        return problem(path, u"is empty"_qs);
    // What a header cannot carry could never be shown.
    if (!std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 127; }))
        return problem(path, u"holds more than one line of printable characters without spaces"_qs);
    return TokenFile{token, warningAbout(file, token)};
}

} // namespace Breakwater
