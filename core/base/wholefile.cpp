// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/wholefile.h>

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

#include <optional>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

Unexpected<Error> cannotWrite(const QString &what, const QString &path, const QString &why)
{
    return Unexpected<Error>(Error{ErrorKind::FileAccess,
                                   u"Cannot write %1 to '%2': %3; nothing was changed."_qs.arg(
                                       what, QDir::toNativeSeparators(path), why)});
}

//! QSaveFile would follow a link and would open a device; both are refused before it can.
std::optional<QString> whyNotATarget(const QString &path)
{
    const QFileInfo target(path);
    if (path.isEmpty())
        return u"no file name was given"_qs;
    if (target.isSymLink())
        return u"it is a symbolic link, which is not followed"_qs;
    if (target.isDir())
        return u"it is a directory"_qs;
    if (target.exists() && !target.isFile())
        return u"it is not a regular file"_qs;
    if (!target.absoluteDir().exists())
        return u"there is no directory '%1'"_qs.arg(
            QDir::toNativeSeparators(target.absolutePath()));
    return std::nullopt;
}

//! A disk that fills up takes a part first and names its trouble only when asked for the rest; a
//! buffer would lose that name ("Unknown error").
bool writeWhole(QSaveFile &file, const QByteArray &bytes)
{
    qint64 written = 0;
    while (written < bytes.size()) {
        const qint64 step = file.write(bytes.constData() + written, bytes.size() - written);
        if (step <= 0)
            return false;
        written += step;
    }
    return file.flush();
}

} // namespace

Expected<void> writeWholeFile(const QString &path, const QByteArray &bytes, const QString &what)
{
    if (const auto why = whyNotATarget(path))
        return cannotWrite(what, path, *why);
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return cannotWrite(what, path, file.errorString());
    if (!writeWhole(file, bytes)) {
        const QString why = file.errorString(); // commit() would not say it again
        file.cancelWriting();
        return cannotWrite(what, path, why);
    }
    if (!file.commit())
        return cannotWrite(what, path, file.errorString());
    return {};
}

} // namespace Breakwater
