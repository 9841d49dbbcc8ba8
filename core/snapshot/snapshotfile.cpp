// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

Unexpected<Error> cannotWrite(const QString &path, const QString &why)
{
    return Unexpected<Error>(
        Error{ErrorKind::FileAccess,
              u"Cannot write the snapshot to '%1': %2; nothing was changed."_qs.arg(
                  QDir::toNativeSeparators(path), why)});
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

QByteArray toBytes(const Snapshot &snapshot)
{
    return QJsonDocument(toJson(snapshot)).toJson(QJsonDocument::Indented);
}

Expected<void> exportJson(const Snapshot &snapshot, const QString &path)
{
    if (const auto why = whyNotATarget(path))
        return cannotWrite(path, *why);
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return cannotWrite(path, file.errorString());
    if (!writeWhole(file, toBytes(snapshot))) {
        const QString why = file.errorString(); // commit() would not say it again
        file.cancelWriting();
        return cannotWrite(path, why);
    }
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

QString exportFileName(const QString &name, const QString &suffix)
{
    constexpr qsizetype most = 64;
    QString safe;
    for (const QChar character : name) {
        const char16_t code = character.unicode();
        const bool legal = (code >= u'0' && code <= u'9') || (code >= u'a' && code <= u'z')
            || (code >= u'A' && code <= u'Z') || code == u'.' || code == u'_' || code == u'-';
        safe += legal ? character : QChar(u'-');
    }
    while (safe.startsWith(u'.') || safe.startsWith(u'-')) // no hidden file, no option, no ".."
        safe.remove(0, 1);
    safe.truncate(most - suffix.size());
    return (safe.isEmpty() ? u"snapshot"_qs : safe) + suffix;
}

} // namespace Breakwater
