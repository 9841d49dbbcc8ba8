// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagepage.h>

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

#include <optional>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::SessionFixture;

class MessagePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsTheNewestTenThousandOverAllSessions();
    void tellsWhatIsKnownOfALivingMessage();
    void tellsOnlyWhatEndedSinceItWasAsked();
    void tellsThatSomeEndedUnseen();

private:
    Session &open(const QString &name);
    void accept(Session &session, OutgoingMessage message = {.payload = "x"})
    {
        QVERIFY(session.send(std::move(message)).isAccepted());
    }
    MessagePage page(std::uint64_t endedAfter = 0) const
    {
        return messagePage(*m_sessions, m_world->journal, endedAfter, m_world->time.sample());
    }
    void end(std::uint64_t id)
    {
        m_world->journal.add({.session = {u"a"_qs},
                              .message = {.id = {id}, .payload = "x"},
                              .bytes = 1,
                              .how = MessageState::Failed,
                              .at = m_world->time.now(),
                              .why = u"It failed."_qs});
    }

    std::optional<SessionFixture> m_world; //!< its own session stays idle
    std::optional<SessionManager> m_sessions;
};

void MessagePageTest::init()
{
    m_sessions.reset();
    StabilityConfig config;
    config.queue.maxMessages = 8000;
    m_world.emplace(config);
    SessionFixture &world = *m_world;
    m_sessions.emplace(
        config,
        SessionWorld{world.time, world.random, world.network, world, world.budget, world.journal});
}

Session &MessagePageTest::open(const QString &name)
{
    return m_sessions->open({name}, name, *Endpoint::fromUrl(u"ws://127.0.0.1:9/"_qs));
}

void MessagePageTest::keepsTheNewestTenThousandOverAllSessions()
{
    Session &first = open(u"a"_qs);
    Session &second = open(u"b"_qs);
    for (int i = 0; i < 6000; ++i) {
        accept(first);
        m_world->time.advance(1ms);
        accept(second);
        m_world->time.advance(1ms);
    }

    const auto live = page().live;

    QCOMPARE(live.size(), 10'000u);
    for (std::size_t i = 0; i < live.size(); ++i) {
        QCOMPARE(live[i].session.value, i < 5000 ? u"a"_qs : u"b"_qs); // in order, for the window
        QCOMPARE(live[i].id.value, 1001 + i % 5000);
    }
}

void MessagePageTest::tellsWhatIsKnownOfALivingMessage()
{
    Session &session = open(u"a"_qs);
    m_world->peer()->accept();
    accept(session,
           {.payload = "12345", .kind = PayloadKind::Binary, .explicitId = std::string("mine")});
    m_world->network.answersPings = true;
    m_world->peer()->backlog = 1 << 30;
    accept(session, {.payload = "", .priority = Priority::BestEffort});

    const MessagePage shown = page();

    QCOMPARE(shown.live.size(), 2u);
    const MessageRecord &one = shown.live[0];
    QCOMPARE(one.session.value, u"a"_qs);
    QCOMPARE(one.bytes, 5);
    QVERIFY(one.explicitId == u"mine"_qs);
    QVERIFY(!one.isText && one.isCritical);
    QCOMPARE(toString(one.state), toString(MessageState::Written));
    QCOMPARE(one.writings, 1u);
    QVERIFY(one.writtenAt == m_world->time.now());
    const MessageRecord &other = shown.live[1];
    QVERIFY(other.isText && !other.isCritical && !other.explicitId && !other.writtenAt);
    QCOMPARE(toString(other.state), toString(MessageState::Queued));
    QVERIFY(shown.at.monotonic == m_world->time.now());
}

void MessagePageTest::tellsOnlyWhatEndedSinceItWasAsked()
{
    for (std::uint64_t id = 1; id <= 3; ++id)
        end(id);

    const MessagePage all = page();
    const MessagePage rest = page(2);

    QCOMPARE(all.ended.size(), 3u);
    QCOMPARE(all.endedUpTo, 3u);
    QVERIFY(!all.skipped);
    QCOMPARE(rest.ended.size(), 1u);
    QCOMPARE(rest.ended[0].id.value, 3u);
    QCOMPARE(rest.ended[0].why, u"It failed."_qs);
    QCOMPARE(toString(rest.ended[0].state), toString(MessageState::Failed));
    QVERIFY(rest.ended[0].endedAt == m_world->time.now());
    QVERIFY(page(3).ended.empty());
    QCOMPARE(page(3).endedUpTo, 3u);
}

void MessagePageTest::tellsThatSomeEndedUnseen()
{
    for (std::uint64_t id = 1; id <= 105; ++id) // the journal keeps 100
        end(id);

    QVERIFY(page(4).skipped);
    QCOMPARE(page(4).ended.size(), 100u);
    QVERIFY(!page(5).skipped);
    QCOMPARE(page(5).ended.front().id.value, 6u);
}

BREAKWATER_TEST(MessagePageTest)
#include "tst_messagepage.moc"
