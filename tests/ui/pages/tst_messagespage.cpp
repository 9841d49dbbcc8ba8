// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/messagespage.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/ui/models/messagepages.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/composepanel.h>
#include <ui/pages/composewords.h>
#include <ui/pages/incomingpanel.h>
#include <ui/pages/ledgerpanel.h>
#include <ui/pages/messagedetails.h>
#include <ui/theme/theme.h>
#include <ui/widgets/balancestrip.h>

#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMessagesPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsThatNoMessageIsLost();
    void asksOncePerTickOnlyWhileItIsSeen();
    void enterShowsAllAboutAMessage();
    void searchesWithControlF();
    void saysWhatConfirmedMeansAndHowLongRepeatsAreKnown();
    void tellsBothAnswersOfAStoredMessage();
    void sendsWithControlReturn();
    void sendsBinaryFromHexadecimal();
    void refusesWhatIsNoHexadecimal_data();
    void refusesWhatIsNoHexadecimal();
    void sendsToTheOnlySessionOrToNone();
    void showsTheAnswerToTheLastMessageOnly();
    void repeatsUntilStopped();
    void showsIncomingAsPlainTextAndNotTooMuch();
    void cutsNoCharacterInHalf();
    void forgetsTheTrafficOfSessionsThatLeft();
    void takesPictures_data();
    void takesPictures();

private:
    void show(const SessionSnapshot &session);
    void answer(const MessagePage &page);
    template <class Command> Command sent(int number) const;
    QPushButton *button(const QString &text) const;
    QString anyLabel(const QString &containing) const;

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<MessagesPage> m_page;
    std::unique_ptr<QSignalSpy> m_commands;
    QPlainTextEdit *m_text = nullptr;
    std::uint64_t m_sequence = 0;
};

void TestMessagesPage::init()
{
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_page = std::make_unique<MessagesPage>(*m_feed);
    m_commands = std::make_unique<QSignalSpy>(m_page.get(), &MessagesPage::commandWanted);
    m_page->resize(1000, 640);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_text = m_page->findChild<ComposePanel *>()->findChild<QPlainTextEdit *>();
    m_sequence = 0;
    m_commands->clear();
}

void TestMessagesPage::cleanup()
{
    m_commands.reset();
    m_page.reset();
    m_feed.reset();
}

void TestMessagesPage::show(const SessionSnapshot &session)
{
    m_feed->accept(SnapshotBuilder(++m_sequence).session(session).build());
    m_feed->select(session.id);
}

void TestMessagesPage::answer(const MessagePage &page)
{
    m_page->showMessages(std::make_shared<const MessagePage>(page));
}

template <class Command> Command TestMessagesPage::sent(int number) const
{
    return std::get<Command>(m_commands->at(number).at(0).value<EngineCommand>());
}

QPushButton *TestMessagesPage::button(const QString &text) const
{
    for (QPushButton *each : m_page->findChildren<QPushButton *>()) {
        if (each->text().remove(u'&') == text)
            return each;
    }
    return nullptr;
}

QString TestMessagesPage::anyLabel(const QString &containing) const
{
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->text().contains(containing))
            return label->text();
    }
    return {};
}

void TestMessagesPage::showsThatNoMessageIsLost()
{
    MessageCounters counts;
    counts.accepted = 100;
    counts.recovered = 5;
    counts.confirmed = 80;
    counts.failed = 2;
    counts.dropped = 3;

    show(SessionBuilder(u"a"_s).queue(15, 5).messages(counts));

    const auto *strip = m_page->findChild<BalanceStrip *>();
    QVERIFY(strip->balance().verdict == Balance::Verdict::Holds);
    QVERIFY2(strip->spokenName().endsWith(u"balances"_s), qPrintable(strip->spokenName()));
    m_time->advance(SnapshotFeed::unknownAfter);
    QVERIFY(strip->balance().verdict == Balance::Verdict::Unknown);
}

void TestMessagesPage::asksOncePerTickOnlyWhileItIsSeen()
{
    const auto questions = [this] {
        int count = 0;
        for (const auto &emitted : *m_commands)
            count += std::holds_alternative<QueryMessages>(emitted.at(0).value<EngineCommand>());
        return count;
    };
    const auto tick = [this](std::initializer_list<Tier> tiers) {
        m_feed->accept(SnapshotBuilder(++m_sequence).tiers(tiers).build());
    };
    m_commands->clear(); // it asked when it was shown
    tick({Tier::Realtime});
    QCOMPARE(questions(), 0); // the first answer is still awaited
    answer(messagePage({endedMessage(1)}, 41));
    tick({Tier::Realtime});
    QCOMPARE(questions(), 1);
    QCOMPARE(sent<QueryMessages>(0).endedAfter, 41U);
    answer(messagePage({}, 41));
    tick({Tier::Performance});
    QCOMPARE(questions(), 1);

    m_page->hide();
    tick({Tier::Realtime});
    QCOMPARE(questions(), 1);
    m_page->show(); // at once, not a tick later
    QCOMPARE(questions(), 2);

    m_time->advance(5s); // that answer was lost
    tick({Tier::Realtime});
    QCOMPARE(questions(), 3);
}

void TestMessagesPage::enterShowsAllAboutAMessage()
{
    show(SessionBuilder(u"a"_s));
    answer(
        messagePage({endedMessage(1), endedMessage(2, MessageState::Failed, u"too large"_s)}, 2));
    auto *view = m_page->findChild<LedgerPanel *>()->findChild<QTableView *>();

    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Return);

    QVERIFY(m_page->findChild<MessageDetails *>()->isVisible());
    QCOMPARE(anyLabel(u"given up with a reason"_s), u"Failed: given up with a reason"_s);
    QCOMPARE(anyLabel(u"too large"_s), u"too large"_s);
    m_page->focusCompose();
    QVERIFY(m_text->isVisible());
}

void TestMessagesPage::searchesWithControlF()
{
    show(SessionBuilder(u"a"_s));
    m_page->focusCompose();

    QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);

    const auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field && field->accessibleName() == u"Search the messages"_s);
}

void TestMessagesPage::saysWhatConfirmedMeansAndHowLongRepeatsAreKnown()
{
    SessionSnapshot session = SessionBuilder(u"a"_s).guarantee(Guarantee::App);
    session.queue.storing = 3;
    session.dedupHorizon = 300s;
    session.dedupEntries = 1234;
    show(session);

    QVERIFY(!anyLabel(u"“Confirmed” means acknowledged by the server's program"_s).isEmpty());
    QVERIFY(!anyLabel(u"3 being stored"_s).isEmpty());
    QVERIFY(!anyLabel(u"1234 ids"_s).isEmpty());
    show(SessionBuilder(u"a"_s).guarantee(Guarantee::None));

    QVERIFY(!anyLabel(u"Nothing confirms here"_s).isEmpty());
    QVERIFY(anyLabel(u"repeats"_s).isEmpty()); // off: nothing is claimed
}

void TestMessagesPage::tellsBothAnswersOfAStoredMessage()
{
    show(SessionBuilder(u"a"_s));
    button(u"Send"_s)->click();
    const auto request = sent<SendMessage>(m_commands->count() - 1).requestId;

    m_page->showAnswer({request, {SendVerdict::Pending, MessageId{12}}});
    QVERIFY(!anyLabel(u"being stored as #12; not accepted yet"_s).isEmpty());
    m_page->showAnswer({request, {SendVerdict::Accepted, MessageId{12}}});
    QVERIFY(!anyLabel(u"accepted as #12"_s).isEmpty());
    m_page->showAnswer({request, {SendVerdict::StoreFailed, {}}});

    QVERIFY(!anyLabel(u"the outbox could not store it"_s).isEmpty());
}

void TestMessagesPage::sendsWithControlReturn()
{
    show(SessionBuilder(u"a"_s));
    m_page->focusCompose();
    QTest::keyClicks(m_text, u"hello"_s);
    auto *id = m_page->findChild<ComposePanel *>()->findChild<QLineEdit *>();
    for (QLineEdit *each : m_page->findChildren<QLineEdit *>()) {
        if (each->placeholderText().contains(u"Optional"_s))
            id = each;
    }
    id->setText(u"order-7"_s);

    QTest::keyClick(m_text, Qt::Key_Return, Qt::ControlModifier);

    QCOMPARE(m_commands->count(), 1);
    const auto command = sent<SendMessage>(0);
    QCOMPARE(command.id.value, u"a"_s);
    QCOMPARE(command.message.payload, QByteArray("hello"));
    QCOMPARE(command.message.explicitId, std::optional<std::string>("order-7"));
    QVERIFY(command.message.kind == PayloadKind::Text);
    QVERIFY(command.message.priority == Priority::Critical);
}

void TestMessagesPage::sendsBinaryFromHexadecimal()
{
    show(SessionBuilder(u"a"_s));
    m_text->setPlainText(u"00 fF:10\n2a"_s);
    m_page->findChild<ComposePanel *>()->findChild<QComboBox *>()->setCurrentIndex(1);

    button(u"Send"_s)->click();

    const auto command = sent<SendMessage>(0);
    QVERIFY(command.message.kind == PayloadKind::Binary);
    QCOMPARE(command.message.payload, QByteArray::fromHex("00ff102a"));
}

void TestMessagesPage::refusesWhatIsNoHexadecimal_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::addRow("letter") << u"00 g0"_s << u"Character 4"_s;
    QTest::addRow("odd") << u"00 1"_s << u"last byte"_s;
}

void TestMessagesPage::refusesWhatIsNoHexadecimal()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    show(SessionBuilder(u"a"_s));
    m_text->setPlainText(text);
    m_page->findChild<ComposePanel *>()->findChild<QComboBox *>()->setCurrentIndex(1);

    button(u"Send"_s)->click();

    QCOMPARE(m_commands->count(), 0);
    QVERIFY(!anyLabel(sentence).isEmpty());
}

void TestMessagesPage::sendsToTheOnlySessionOrToNone()
{
    QVERIFY(!button(u"Send"_s)->isEnabled());
    m_feed->accept(SnapshotBuilder(++m_sequence).session(SessionBuilder(u"a"_s)).build());
    QVERIFY(button(u"Send"_s)->isEnabled());
    QCOMPARE(anyLabel(u"To "_s), u"To a"_s);

    m_feed->accept(SnapshotBuilder(++m_sequence)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s))
                       .build());

    QVERIFY(!button(u"Send"_s)->isEnabled());
    QVERIFY(!anyLabel(u"Select one connection"_s).isEmpty());
}

void TestMessagesPage::showsTheAnswerToTheLastMessageOnly()
{
    show(SessionBuilder(u"a"_s));
    button(u"Send"_s)->click();
    button(u"Send"_s)->click();
    const auto first = sent<SendMessage>(0).requestId;
    const auto second = sent<SendMessage>(1).requestId;

    m_page->showAnswer({second, {SendVerdict::Accepted, MessageId{12}}});
    QVERIFY(!anyLabel(u"accepted as #12"_s).isEmpty());
    m_page->showAnswer({first, {SendVerdict::QueueFull, {}}});

    QVERIFY(anyLabel(u"queue is full"_s).isEmpty());
    QCOMPARE(ComposeWords::answer({SendVerdict::QueueFull, {}}), u"rejected: the queue is full"_s);
}

void TestMessagesPage::repeatsUntilStopped()
{
    show(SessionBuilder(u"a"_s));
    m_text->setPlainText(u"tick {sequence}"_s);
    m_page->findChild<QDoubleSpinBox *>()->setValue(20);

    button(u"Repeat"_s)->click();
    QVERIFY(button(u"Stop"_s));
    button(u"Stop"_s)->click();

    QCOMPARE(m_commands->count(), 2);
    QCOMPARE(sent<SetTraffic>(0).perSecond, 20.0);
    QCOMPARE(sent<SetTraffic>(0).text, u"tick {sequence}"_s);
    QCOMPARE(sent<SetTraffic>(1).perSecond, 0.0);
    QVERIFY(button(u"Repeat"_s));
}

void TestMessagesPage::showsIncomingAsPlainTextAndNotTooMuch()
{
    show(SessionBuilder(u"a"_s));
    const auto *view = m_page->findChild<IncomingPanel *>()->findChild<QPlainTextEdit *>();

    m_page->showIncoming(SessionId{u"a"_s}, "<b>hello</b>", true, 12);
    QCOMPARE(view->toPlainText(), u"<b>hello</b>"_s);
    m_page->showIncoming(SessionId{u"b"_s}, "other", true, 5);
    QCOMPARE(view->toPlainText(), u"<b>hello</b>"_s);
    m_page->showIncoming(SessionId{u"a"_s}, QByteArray("\x00\xff", 2), false, 2);
    QCOMPARE(view->toPlainText(), u"00 ff"_s);
    m_page->showIncoming(SessionId{u"a"_s}, QByteArray(4096, 'x'), true, 500'000);

    QCOMPARE(view->toPlainText().size(), IncomingPanel::shownBytes);
    const QString sizes = u"the first %1 of %2"_s.arg(Format::bytes(4096), Format::bytes(500'000));
    QVERIFY(!anyLabel(sizes).isEmpty());
}

void TestMessagesPage::cutsNoCharacterInHalf()
{
    show(SessionBuilder(u"a"_s));
    const auto *view = m_page->findChild<IncomingPanel *>()->findChild<QPlainTextEdit *>();
    const QByteArray first = QByteArray(4095, 'x') + QString(u"ä"_s).toUtf8().left(1);

    m_page->showIncoming(SessionId{u"a"_s}, first, true, 5000);

    QCOMPARE(view->toPlainText(), QString(4095, u'x'));
}

void TestMessagesPage::forgetsTheTrafficOfSessionsThatLeft()
{
    show(SessionBuilder(u"a"_s));
    button(u"Repeat"_s)->click();
    QVERIFY(button(u"Stop"_s));

    m_feed->accept(SnapshotBuilder(++m_sequence).build());
    show(SessionBuilder(u"a"_s));

    QVERIFY(button(u"Repeat"_s));
}

void TestMessagesPage::takesPictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addRow("light") << false << QSize(1280, 700);
    QTest::addRow("dark, smallest") << true << QSize(900, 420);
}

void TestMessagesPage::takesPictures()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QApplication::setPalette(themePalette(dark));
    QCoreApplication::processEvents();
    MessageCounters counts;
    counts.accepted = 12'345;
    counts.confirmed = 12'325;
    counts.received = 800;
    show(SessionBuilder(u"prod-eu"_s).queue(15, 5).messages(counts));
    m_text->setPlainText(u"{\"n\": {sequence}}"_s);
    m_page->showIncoming(SessionId{u"prod-eu"_s}, "{\"hello\": \"<b>world</b>\"}", true, 25);
    button(u"Send"_s)->click();
    m_page->showAnswer({sent<SendMessage>(0).requestId, {SendVerdict::QueueFull, {}}});
    std::vector<MessageRecord> ended;
    for (int state = static_cast<int>(MessageState::Sent);
         state <= static_cast<int>(MessageState::Abandoned); ++state) {
        const bool isWell = state <= static_cast<int>(MessageState::Confirmed);
        ended.push_back(
            endedMessage(std::uint64_t(86'300 + state), static_cast<MessageState>(state),
                         isWell ? QString() : u"some reason of the engine"_s, u"prod-eu"_s));
        ended.back().explicitId = u"order-%1"_s.arg(state);
    }
    std::vector<MessageRecord> live;
    for (int state = 0; state < 3; ++state) {
        live.push_back(liveMessage(std::uint64_t(86'380 + state), u"prod-eu"_s));
        live.back().state = static_cast<MessageState>(state);
    }
    answer(messagePage(std::move(ended), 7, std::move(live)));

    m_page->resize(size);
    QCoreApplication::processEvents();

    QCOMPARE(m_page->size(), size); // its least size is no larger
    QVERIFY(keepPicture(*m_page, u"messages-%1"_s.arg(size.width())));
    QApplication::setPalette(themePalette(false));
}

BREAKWATER_TEST(TestMessagesPage)
#include "tst_messagespage.moc"
