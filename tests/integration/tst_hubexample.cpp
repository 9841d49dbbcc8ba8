// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/hostfixture.h>

#include <QtCore/QProcess>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 15'000;

} // namespace

//! The program of docs/examples/hub does what its first lines say.
class HubExampleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void echoesToAllAndGivesReceipts();
};

void HubExampleTest::echoesToAllAndGivesReceipts()
{
    QProcess program;
    program.start(QStringLiteral(BREAKWATER_HUB_EXAMPLE), {});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += program.readAllStandardOutput()).contains("Dial ws://"),
                             patience);
    const qsizetype from = said.indexOf("ws://");
    QTRY_VERIFY_WITH_TIMEOUT((said += program.readAllStandardOutput()).indexOf('\n', from) > 0,
                             patience);
    const QString url = QString::fromUtf8(said.mid(from, said.indexOf('\n', from) - from));
    EngineHost client(hurried());
    client.post(openSession(u"sender"_s, url));
    client.post(openSession(u"other"_s, url));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(client, u"sender"_s) && isConnected(client, u"other"_s),
                             patience);
    client.post(SendMessage{{u"sender"_s}, {.payload = "news"}});

    const auto received
        = [&client](const QString &name) { return seen(client, name)->messages.received; };
    QTRY_COMPARE_WITH_TIMEOUT(received(u"sender"_s), 2U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(received(u"other"_s), 1U, patience);
    said += program.readAllStandardOutput();
    QCOMPARE(said.count(" came"), qsizetype{2});
    program.kill();
    QVERIFY(program.waitForFinished(patience));
}

BREAKWATER_TEST(HubExampleTest)
#include "tst_hubexample.moc"
