// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/shutdowndialog.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ShutdownDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theCountdownIsOfWhatReallyBoundsIt();
    void aShortTimeIsDividedTheSameWay();
    void withNothingPendingOnlyGoodbyesAreAwaited();
    void anOutboxKeepsMessages();
    void saysWhatQuittingDiscards();

private:
    void make(bool hasOutbox);
    void show(std::int64_t waiting, std::uint64_t kept = 0);
    QString words() const { return m_dialog->findChild<QLabel *>()->text(); }
    QString button() const { return m_dialog->findChild<QPushButton *>()->text().remove(u'&'); }

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<ShutdownDialog> m_dialog;
    std::uint64_t m_sequence = 0;
};

namespace {

QString seconds(int count)
{
    return QString::number(count) + Format::thinSpace + u's';
}

} // namespace

void ShutdownDialogTest::init()
{
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_sequence = 0;
}

void ShutdownDialogTest::cleanup()
{
    m_dialog.reset();
    m_feed.reset();
}

void ShutdownDialogTest::make(bool hasOutbox)
{
    m_dialog = std::make_unique<ShutdownDialog>(
        *m_feed, *m_time, ShutdownDialog::limitsOf(m_time->now(), 30s), hasOutbox);
}

//! A frame, and the second after which the dialog looks again.
void ShutdownDialogTest::show(std::int64_t waiting, std::uint64_t kept)
{
    const SnapshotPtr frame
        = SnapshotBuilder(++m_sequence).session(SessionBuilder(u"a"_s).queue(waiting, 0)).build();
    auto changed = std::make_shared<Snapshot>(*frame);
    changed->engine.messages.kept = kept;
    m_feed->accept(changed);
    m_time->advance(1s);
}

void ShutdownDialogTest::theCountdownIsOfWhatReallyBoundsIt()
{
    show(5);
    make(false);
    const auto *bar = m_dialog->findChild<QProgressBar *>();

    QCOMPARE(words(),
             u"5 messages are not delivered yet. Trying for at most "_s + seconds(20) + u'.');
    m_time->advance(15s);
    QVERIFY2(words().endsWith(u"Trying for at most "_s + seconds(5) + u'.'), qPrintable(words()));
    QCOMPARE(bar->value() * 4, bar->maximum() * 3);

    m_time->advance(5s); // 20 s of 30: from here on only goodbyes are awaited
    QVERIFY2(words().endsWith(u"No more are sent; closing for at most "_s + seconds(10) + u'.'),
             qPrintable(words()));
    QCOMPARE(bar->value() * 3, bar->maximum() * 2);
    m_time->advance(60s);
    QVERIFY(words().endsWith(seconds(0) + u'.'));
}

void ShutdownDialogTest::aShortTimeIsDividedTheSameWay()
{
    const auto limits = ShutdownDialog::limitsOf(MonotonicTime(7s), 10s);

    QCOMPARE(limits.flushUntil, MonotonicTime(14s)); // 70 %
    QCOMPARE(limits.until, MonotonicTime(17s));
}

void ShutdownDialogTest::withNothingPendingOnlyGoodbyesAreAwaited()
{
    show(0);
    make(false);

    QCOMPARE(words(),
             u"Saying goodbye to the servers. Waiting for at most "_s + seconds(30) + u'.');
    QCOMPARE(button(), u"Quit now"_s);
}

void ShutdownDialogTest::anOutboxKeepsMessages()
{
    show(0, 7); // kept by sessions that were closed before
    show(5, 7);
    make(true);
    QCOMPARE(button(), u"Quit now and keep only what is stored"_s);
    QVERIFY(!words().contains(u"outbox"_s));

    show(0, 12);

    QVERIFY2(words().contains(u"5 messages are kept in the outbox for the next start."_s),
             qPrintable(words()));
    QCOMPARE(button(), u"Quit now"_s);
}

void ShutdownDialogTest::saysWhatQuittingDiscards()
{
    show(5);
    make(false);
    QCOMPARE(button(), u"Quit now and discard 5 messages"_s);

    show(1);

    QCOMPARE(button(), u"Quit now and discard 1 message"_s);
}

BREAKWATER_TEST(ShutdownDialogTest)
#include "tst_shutdowndialog.moc"
