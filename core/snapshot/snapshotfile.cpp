// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <core/base/wholefile.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

Expected<void> exportJson(const Snapshot &snapshot, const QString &path)
{
    return writeWholeFile(path, toBytes(snapshot), u"the snapshot"_qs);
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
