// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/http/healthpages.h>
#include <core/http/httpdoor.h>

#include <QtCore/QStringList>

#include <memory>

namespace Breakwater {

//! Health and metrics over HTTP. Lives on one thread, the one that its snapshots arrive on;
//! destroying it ends every connection.
class HealthServer final
{
public:
    explicit HealthServer(TimeSystem &time);
    ~HealthServer();

    //! Listens on `config.http.listen` (host:port; port 0 takes a free one), or says why not: bad
    //! address, port in use, token file that cannot be used, an address that other machines reach
    //! without a token. Starting again stops first.
    Expected<quint16> start(const StabilityConfig &config, const HttpDoor::Limits &limits = {});
    void stop();
    //! `http://127.0.0.1:8081`; empty while it is not listening.
    QString url() const;
    //! Of the last start, for people: a token file that others may read.
    QStringList warnings() const { return m_warnings; }

    void setSnapshot(SnapshotPtr snapshot);
    //! What can change live; `http.listen` and `http.token_file` wait for the next start.
    void setConfig(const StabilityConfig &config);
    //! A shutdown has begun: not ready any more, until the next start.
    void setStopping();

private:
    class Library;

    Expected<AccessGate::Rules> rulesFor(const StabilityConfig &config, const QString &host,
                                         bool isLoopback);

    TimeSystem &m_time;
    SnapshotPtr m_snapshot;
    std::unique_ptr<HealthPages> m_pages; //!< null while stopped, like the library
    std::unique_ptr<Library> m_library;
    QString m_url;
    QStringList m_warnings;
};

} // namespace Breakwater
