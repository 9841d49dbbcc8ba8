// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/watch/healthpoller.h>

#include <tests/core/watch/watchfixture.h>
#include <tests/support/rawpeer.h>

#include <QtTest/QTest>

namespace Breakwater::Test {

inline constexpr int limit = 10'000; // only bounds a failing test

inline QByteArray answer(int status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Word\r\nContent-Type: application/json\r\n"
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

inline QByteArray healthBody(const QByteArray &status = "healthy", const QByteArray &more = {})
{
    return R"({"status": ")" + status
        + R"(", "timestamp_utc": "2026-11-21T15:40:25.123Z", "timestamp_local": )"
          R"("2026-11-21T16:40:25.123+01:00", "timezone": "Europe/Berlin")"
        + more + "}";
}

//! One poller against a peer that says bytes. Time moves by hand, the network is real.
struct PollFixture
{
    explicit PollFixture(const QByteArray &firstAnswer = {}, const QString &userInfo = {})
    {
        answers(firstAnswer);
        QString url = peer.url(QStringLiteral("http"));
        url.insert(7, userInfo);
        watcher = std::make_unique<HealthPoller>(targetOf(url), config,
                                                 HealthPoller::World{time, random, notes});
    }
    void answers(const QByteArray &bytes)
    {
        peer.onRequest([this, bytes](QTcpSocket &socket, const QByteArray &request) {
            requests += request;
            peer.expectAnotherRequest(socket);
            socket.write(bytes);
        });
    }
    WatchedSource look() { return watcher->look(time.sample()); }
    QString connection() { return toString(look().connection); }
    bool becomes(const QString &state)
    {
        return QTest::qWaitFor([&] { return connection() == state; }, limit);
    }
    bool isAsked(int times)
    {
        return QTest::qWaitFor([&] { return requests.size() == times; }, limit);
    }
    void start() { watcher->start(); }
    //! Not later: the request that follows has a deadline of its own.
    void waitForTheNextAttempt() { time.advance(*look().nextAttemptIn); }

    ManualTimeSystem time;
    FixedRandom random;
    WatchNotes notes;
    RawPeer peer;
    QByteArrayList requests;
    StabilityConfig config;
    std::unique_ptr<HealthPoller> watcher;
};

} // namespace Breakwater::Test
