// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshotjson.h>
#include <core/watch/watcher.h>
#include <core/watch/watchtarget.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/scriptednetwork.h>
#include <tests/support/snapshotbuilder.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QStringList>

namespace Breakwater::Test {

//! Notes what a watcher tells.
class WatchNotes final : public WatchListener
{
public:
    void watchChanged(const SessionId &) override { ++changes; }
    void watchEvent(const SessionId &source, const QString &name, Severity severity,
                    const QString &title, const QString &detail) override
    {
        events
            += QStringLiteral("%1 %2 %3: %4").arg(QString(toString(severity)), title, name, detail);
        Q_ASSERT(source.value.endsWith(name));
    }
    qsizetype eventsWith(const QString &text) const { return events.filter(text).size(); }

    int changes = 0;
    QStringList events; //!< "warning Connection lost name: why"
};

inline WatchTarget targetOf(const QString &url, const QString &name = QStringLiteral("remote"))
{
    const auto target = WatchTarget::fromUrl(url, name);
    Q_ASSERT(target);
    return *target;
}

//! One frame of a stream.
inline QByteArray frameOf(const QString &type, const QJsonValue &data)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("type"), type},
                                     {QStringLiteral("data"), data},
                                     {QStringLiteral("timestamp"),
                                      QStringLiteral("2026-11-21T15:40:25.123Z")}})
        .toJson(QJsonDocument::Compact);
}

//! The first frame of a core: its whole document.
inline QByteArray wholeFrame(std::uint64_t sequence = 1, Duration period = std::chrono::seconds(1))
{
    const auto frame = SnapshotBuilder(sequence)
                           .at({{}, WallTime(std::chrono::seconds(1'700'000'000))})
                           .realtimePeriod(period)
                           .session(SessionBuilder(QStringLiteral("link")))
                           .events(sequence, 2)
                           .build();
    return frameOf(QStringLiteral("initial_stats"), toJson(*frame));
}

inline QByteArray tickOf(std::uint64_t sequence)
{
    const auto frame = SnapshotBuilder(sequence)
                           .at({{}, WallTime(std::chrono::seconds(1'700'000'001))})
                           .tiers({Tier::Realtime})
                           .realtimePeriod(std::chrono::seconds(1))
                           .session(SessionBuilder(QStringLiteral("link")))
                           .build();
    return frameOf(QStringLiteral("snapshot"), toJson(*frame));
}

} // namespace Breakwater::Test
