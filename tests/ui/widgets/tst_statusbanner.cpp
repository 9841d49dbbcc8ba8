// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/statusbanner.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/theme.h>

#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStatusBanner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_time = std::make_unique<ManualTimeSystem>();
        m_feed = std::make_unique<SnapshotFeed>(*m_time);
        m_sequence = 0;
    }
    void cleanup() { m_feed.reset(); }
    void isHiddenWhileAllIsWellAndOnTheFirstAttempt();
    void saysWhyAndWhatHappensNext();
    void turnsRedAfterFiveMinutes();
    void speaksOfARefusalUntilSomebodyActs();
    void saysThatTheDataIsNotFresh();
    void showsHostileTextAsText();
    void hintsCanBeDismissed();
    void countsTroublesOfAll();

private:
    QString text(const StatusBanner &banner) const { return banner.findChild<QLabel *>()->text(); }
    QStringList buttons(const StatusBanner &banner) const
    {
        QStringList shown;
        for (const QPushButton *button : banner.findChildren<QPushButton *>()) {
            if (!button->isHidden())
                shown += button->text().remove(u'&');
        }
        return shown;
    }
    void show(const SessionSnapshot &session)
    {
        m_feed->accept(SnapshotBuilder(++m_sequence).at(m_time->sample()).session(session).build());
        m_feed->select(session.id);
    }
    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::uint64_t m_sequence = 0;
};

void TestStatusBanner::isHiddenWhileAllIsWellAndOnTheFirstAttempt()
{
    StatusBanner banner(*m_feed);
    QVERIFY(banner.isHidden());

    show(SessionBuilder(u"a"_s));
    QVERIFY(banner.isHidden());
    show(SessionBuilder(u"a"_s).connection(ConnectionState::Connecting));
    QVERIFY(banner.isHidden());
}

void TestStatusBanner::saysWhyAndWhatHappensNext()
{
    StatusBanner banner(*m_feed);
    QSignalSpy retry(&banner, &StatusBanner::retryWanted);
    QSignalSpy edit(&banner, &StatusBanner::editWanted);

    show(SessionBuilder(u"a"_s).waiting(4, 8s, u"connection refused"_s));

    QVERIFY(!banner.isHidden());
    QCOMPARE(text(banner), u"Not connected: connection refused — attempt 4, next in 8\u202Fs."_s);
    banner.resize(900, banner.sizeHint().height());
    QVERIFY(keepPicture(banner, u"banner"_s));
    QCOMPARE(buttons(banner), (QStringList{u"Retry now"_s, u"Edit connection"_s}));
    for (QPushButton *button : banner.findChildren<QPushButton *>())
        button->click();
    QCOMPARE(retry.count(), 1);
    QCOMPARE(edit.count(), 1);
}

void TestStatusBanner::turnsRedAfterFiveMinutes()
{
    StatusBanner banner(*m_feed);
    const auto edge = [&] { return pictureOf(banner, {600, 40}).pixelColor(1, 20); };
    show(SessionBuilder(u"a"_s).waiting(4, 8s));
    const QColor atOnce = edge();

    for (int i = 0; i < 300; ++i) {
        m_time->advance(1s);
        show(SessionBuilder(u"a"_s).waiting(4, 8s));
    }

    const QColor later = edge();
    QVERIFY(later != atOnce);
    QVERIFY(later.red() - later.green() > atOnce.red() - atOnce.green());
    show(SessionBuilder(u"a"_s));
    QVERIFY(banner.isHidden());
    show(SessionBuilder(u"a"_s).waiting(1, 1s));
    QCOMPARE(edge(), atOnce); // a new trouble starts anew
}

void TestStatusBanner::speaksOfARefusalUntilSomebodyActs()
{
    StatusBanner banner(*m_feed);

    show(SessionBuilder(u"a"_s).connection(ConnectionState::Refused, u"401 Unauthorized."_s));

    QVERIFY(!text(banner).contains(u".."_s));
    QVERIFY2(text(banner).contains(u"401 Unauthorized"_s), qPrintable(text(banner)));
    QVERIFY(text(banner).contains(u"until you retry"_s));
}

void TestStatusBanner::saysThatTheDataIsNotFresh()
{
    StatusBanner banner(*m_feed);
    show(SessionBuilder(u"a"_s));

    m_time->advance(95s);

    QVERIFY(!banner.isHidden());
    QVERIFY2(text(banner).contains(u"1\u202Fm 35\u202Fs"_s), qPrintable(text(banner)));
    QVERIFY(buttons(banner).isEmpty());
}

void TestStatusBanner::showsHostileTextAsText()
{
    StatusBanner banner(*m_feed);

    show(SessionBuilder(u"a"_s).waiting(2, 8s, u"<b>free</b>\n<img src='file:///x'>"_s));

    QCOMPARE(banner.findChild<QLabel *>()->textFormat(), Qt::PlainText);
    QVERIFY(!text(banner).contains(u'\n'));
}

void TestStatusBanner::hintsCanBeDismissed()
{
    StatusBanner banner(*m_feed);
    show(SessionBuilder(u"a"_s).url(u"ws://example.com/"_s, true));
    QVERIFY(!banner.isHidden());
    QVERIFY2(text(banner).contains(u"not encrypted"_s), qPrintable(text(banner)));

    for (QPushButton *button : banner.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == u"Dismiss"_s)
            button->click();
    }

    QVERIFY(banner.isHidden());
    show(SessionBuilder(u"a"_s).url(u"ws://example.com/"_s, true));
    QVERIFY(banner.isHidden());
    show(SessionBuilder(u"b"_s).guarantee(Guarantee::None));
    QVERIFY(text(banner).contains(u"cannot be confirmed"_s));
}

void TestStatusBanner::countsTroublesOfAll()
{
    StatusBanner banner(*m_feed);

    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s).waiting(1, 2s))
                       .session(SessionBuilder(u"c"_s).open(2s))
                       .build());

    QCOMPARE(text(banner), u"2 of 3 connections in trouble: b, c."_s);
}

BREAKWATER_TEST(TestStatusBanner)
#include "tst_statusbanner.moc"
