// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/history/sourcehistory.h>
#include <core/serve/streambudget.h>
#include <core/serve/streamcommand.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QByteArray>

#include <vector>

namespace Breakwater {

//! Makes the frames of the metrics stream out of the newest frame of the core. What several
//! subscribers wish for is made once, and nothing is made before somebody wishes for it. Lives on
//! the worker thread.
class StreamDocuments final
{
public:
    explicit StreamDocuments(TimeSystem &time) : m_time(time) { }

    //! What was made of the frame before is forgotten.
    void renew(const SnapshotPtr &frame);
    //! Null before the first.
    const SnapshotPtr &latest() const { return m_latest; }
    void setHistory(const SourceHistory *history) { m_history = history; }

    // Not before the first frame.
    QByteArray initialStats();
    QByteArray snapshot(TierSet tiers, const StreamFilter &filter);
    // An error when it is not made yet, and all subscribers together have asked for too much.
    QByteArray stats();
    QByteArray exported();
    //! May be a second old. Also an error when there is no history.
    QByteArray history(const HistoryCommand &command);
    //! Whether snapshot() may be asked for out of turn, by somebody's wish.
    bool affords(TierSet tiers, const StreamFilter &filter);
    QByteArray busy(const QString &command) const;

    QByteArray recentEvents(int limit) const;
    QByteArray subscribed(const SubscribeCommand &command) const;
    QByteArray pong() const;
    QByteArray refused(const StreamRefusal &refusal) const;
    //! Those of the newest frame that `before` has not; `before` may be null: then all.
    std::vector<QByteArray> news(const SnapshotPtr &before) const;

    //! Of these ids, how many are not links: clients then, or not known at all.
    std::size_t othersThanLinks(const StreamFilter &filter) const;

    //! So many clients may be in a filter: their numbers are made for it.
    static constexpr std::size_t mostClients = 16;
    //! So many links stand in a document that nobody filtered: it stays below a mebibyte.
    static constexpr std::size_t mostLinks = 200;

private:
    enum class Kind : std::uint8_t { InitialStats, Snapshot, Stats, Export };
    struct Made
    {
        Kind kind = Kind::Snapshot;
        std::uint8_t tiers = 0;
        StreamFilter filter;
        QByteArray frame;
    };

    struct Past
    {
        HistoryCommand command;
        MonotonicTime at{};
        QByteArray frame;
    };

    bool isMade(Kind kind, TierSet tiers = {}, const StreamFilter &filter = {}) const;
    QByteArray made(Kind kind, TierSet tiers = {}, const StreamFilter &filter = {});
    QByteArray madeOrBusy(Kind kind, const QString &command);
    QByteArray make(Kind kind, TierSet tiers, const StreamFilter &filter) const;

    TimeSystem &m_time;
    const SourceHistory *m_history = nullptr;
    SnapshotPtr m_latest;
    std::vector<Made> m_made; //!< the last few, of the newest frame
    std::vector<Past> m_past; //!< of the last second
    ReceiveBudget m_shared{StreamBudget::sharedPerSecond};
};

} // namespace Breakwater
