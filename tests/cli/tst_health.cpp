// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/health.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Cli;
using namespace Qt::StringLiterals;

class HealthTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queueIsTooFullFromTheMarkItselfOn_data();
    void queueIsTooFullFromTheMarkItselfOn();
    void unknownLimitsAreNotReached();
};

namespace {

SessionSnapshot upWith(std::int64_t queued, std::int64_t bytes)
{
    SessionSnapshot session = Test::SessionBuilder(u"a"_qs);
    session.connections.opened = 1;
    session.queue = {};
    session.queue.queued = queued;
    session.queue.bytes = bytes;
    session.queue.maxMessages = 10;
    session.queue.maxBytes = 1000;
    session.queue.highWater = 0.8;
    return session;
}

} // namespace

void HealthTest::queueIsTooFullFromTheMarkItselfOn_data()
{
    QTest::addColumn<int>("queued");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("isDegraded");
    QTest::newRow("below") << 7 << 799 << false;
    QTest::newRow("messages at the mark") << 8 << 0 << true;
    QTest::newRow("bytes at the mark") << 1 << 800 << true;
}

void HealthTest::queueIsTooFullFromTheMarkItselfOn()
{
    QFETCH(int, queued);
    QFETCH(int, bytes);
    QFETCH(bool, isDegraded);

    const Diagnosis diagnosis = diagnose(upWith(queued, bytes));

    QVERIFY2((diagnosis.health == Health::Degraded) == isDegraded, qPrintable(diagnosis.reason));
}

void HealthTest::unknownLimitsAreNotReached()
{
    SessionSnapshot session = upWith(0, 0);
    session.queue.maxMessages = 0;
    session.queue.maxBytes = 0;

    QVERIFY(diagnose(session).health == Health::Healthy);
}

BREAKWATER_TEST(HealthTest)
#include "tst_health.moc"
