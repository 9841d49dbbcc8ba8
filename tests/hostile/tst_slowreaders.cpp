// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>

#include <tests/core/serve/gatewayfixture.h>
#include <tests/hostile/hostileclient.h>
#include <tests/support/peakmemory.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <memory>
#include <vector>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Those who take what a gateway sends, but do not read it.
class SlowReadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subscribersThatDoNotReadHoldLittleAndOthersGetEverything();
    void clientsThatDoNotReadTheirEchoHoldLittle();

private:
    static constexpr int patience = 30'000;

    static SnapshotPtr frame(std::uint64_t number)
    {
        SnapshotBuilder builder(number);
        for (int i = 0; i < 100; ++i)
            builder.session(SessionBuilder(u"link %1 in frame %2"_s.arg(i).arg(number)));
        return builder.build();
    }

    RealTimeSystem m_time;
    StabilityConfig m_config;
};

void SlowReadersTest::subscribersThatDoNotReadHoldLittleAndOthersGetEverything()
{
    GatewayWorld world(m_config, m_time);
    const auto url = world.gateway.start({}, {});
    QVERIFY(url);
    MetricsStream &stream = world.gateway.stream();
    std::vector<std::unique_ptr<HostileClient>> slow;
    for (int i = 0; i < 8; ++i) {
        slow.push_back(std::make_unique<HostileClient>(static_cast<quint16>(url->port())));
        slow.back()->handshake("/stream");
    }
    QTRY_COMPARE_WITH_TIMEOUT(stream.subscribers(), std::ssize(slow), patience);
    for (const auto &client : slow)
        client->stopReading();
    QUrl streamUrl = *url;
    streamUrl.setPath(QString::fromUtf16(MetricsStream::path));
    GatewayClient good(streamUrl, m_config, m_time);
    QTRY_COMPARE_WITH_TIMEOUT(stream.subscribers(), std::ssize(slow) + 1, patience);
    stream.publish(frame(1));
    QTRY_COMPARE_WITH_TIMEOUT(good.heard.texts.size(), 1u, patience);
    const std::int64_t bytes = good.heard.texts.front().size();
    QVERIFY(bytes > 50'000);
    const PeakMemory peak;

    std::size_t last = 1;
    for (std::uint64_t number = 2; number < 300; ++number) {
        stream.publish(frame(number));
        QTRY_VERIFY_WITH_TIMEOUT(good.heard.texts.size() > last, patience);
        last = good.heard.texts.size();
        good.heard.texts.back().clear(); // it keeps none of them
    }

    QVERIFY(stream.framesSkipped() > 100);
    QVERIFY(good.isOpen());
    // Without a bound each of them would hold most of 300 frames.
    const qint64 most = m_config.limits.subscriberBacklog + mebibyte;
    QVERIFY(300 * bytes > 2 * most);
    QVERIFY(peak.staysBelow(std::ssize(slow) * most + 16 * mebibyte));
}

void SlowReadersTest::clientsThatDoNotReadTheirEchoHoldLittle()
{
    GatewayWorld world(m_config, m_time);
    const auto url = world.gateway.start({}, {.echo = true});
    QVERIFY(url);
    std::vector<std::unique_ptr<HostileClient>> slow;
    for (int i = 0; i < 8; ++i) {
        slow.push_back(std::make_unique<HostileClient>(static_cast<quint16>(url->port())));
        slow.back()->handshake();
    }
    QTRY_COMPARE_WITH_TIMEOUT(world.gateway.clients(), int(slow.size()), patience);
    const PeakMemory peak;

    for (const auto &client : slow) {
        client->stopReading();
        client->flood(HostileClient::frame(0x82, QByteArray(60'000, 'x')));
    }
    // Thirty megabytes of echoes for each, if nobody minded.
    const auto sent = [&] {
        return std::ranges::all_of(slow, [](const auto &client) {
            return client->isGone() || client->sentBytes() > 30 * mebibyte;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(sent(), patience);

    QVERIFY(peak.staysBelow(std::ssize(slow) * 2 * mebibyte + 16 * mebibyte));
}

BREAKWATER_TEST(SlowReadersTest)
#include "tst_slowreaders.moc"
