// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/balancestrip.h>

#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/format/words.h>
#include <ui/theme/theme.h>

#include <QtGui/QHelpEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class BalanceStripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isGreenOnlyWhenItBalances();
    void saysByHowMuchItDoesNotBalance();
    void needsNoMoreThanTwoRowsWhereThereIsLittleRoom();
    void showsEveryPlaceThatHoldsAMessageHoweverNarrow();
    void explainsWhatIsPointedAt();
    void takesPictures_data();
    void takesPictures();
};

namespace {

Balance sample(std::int64_t missing = 0)
{
    using S = MessageState;
    Balance balance;
    balance.cameIn = {{u"Accepted"_s, u"taken over"_s, 12'345 + missing, {}},
                      {u"Recovered"_s, u"came back"_s, 0, {}}};
    const std::pair<S, int> places[]
        = {{S::Queued, 15}, {S::Written, 5},  {S::InDoubt, 0},        {S::Confirmed, 12'300},
           {S::Sent, 0},    {S::Expired, 20}, {S::ExpiredInDoubt, 0}, {S::Dropped, 0},
           {S::Failed, 5},  {S::Abandoned, 0}};
    for (const auto &[state, count] : places)
        balance.accountedFor.push_back(
            {Format::messageState(state), Format::messageMeaning(state), count, state});
    balance.accountedFor.push_back({u"Kept"_s, u"left in the outbox"_s, 0, {}});
    balance.sumIn = 12'345 + missing;
    balance.sumAccounted = 12'345;
    balance.verdict = missing == 0 ? Balance::Verdict::Holds : Balance::Verdict::Fails;
    return balance;
}

Balance unknown()
{
    Balance balance = sample();
    for (auto *side : {&balance.cameIn, &balance.accountedFor}) {
        for (Balance::Term &term : *side)
            term.count.reset();
    }
    balance.sumIn.reset();
    balance.sumAccounted.reset();
    balance.verdict = Balance::Verdict::Unknown;
    return balance;
}

QString toolTipAt(BalanceStrip &strip, const QPoint &point)
{
    QToolTip::hideText();
    QHelpEvent help(QEvent::ToolTip, point, strip.mapToGlobal(point));
    QApplication::sendEvent(&strip, &help);
    return QToolTip::text();
}

//! The tool tips that can be had anywhere.
QString allToolTips(BalanceStrip &strip)
{
    QStringList all;
    for (int y = 8; y < strip.height(); y += 12)
        for (int x = 4; x < strip.width(); x += 24)
            all += toolTipAt(strip, {x, y});
    return all.join(u'\n');
}

} // namespace

void BalanceStripTest::isGreenOnlyWhenItBalances()
{
    const QColor green = colour(Role::Healthy, QApplication::palette());
    const QColor red = colour(Role::Failing, QApplication::palette());
    const auto picture = [](Balance balance) {
        for (Balance::Term &term : balance.accountedFor)
            term.state.reset(); // only the mark has a colour then
        BalanceStrip strip;
        strip.setBalance(balance);
        return pictureOf(strip, {1000, 80});
    };

    QVERIFY(pixelsOf(picture(sample()), green) > 50);
    QCOMPARE(pixelsOf(picture(sample()), red), 0);
    QVERIFY(pixelsOf(picture(sample(80)), red) > 50);
    QCOMPARE(pixelsOf(picture(sample(80)), green), 0);
    QCOMPARE(pixelsOf(picture(unknown()), green), 0);
    QCOMPARE(pixelsOf(picture(unknown()), red), 0);
}

void BalanceStripTest::saysByHowMuchItDoesNotBalance()
{
    BalanceStrip strip;

    strip.setBalance(sample(80));

    QVERIFY2(strip.spokenName().endsWith(u"does not balance by 80"_s),
             qPrintable(strip.spokenName()));
}

void BalanceStripTest::needsNoMoreThanTwoRowsWhereThereIsLittleRoom()
{
    BalanceStrip strip;
    strip.setBalance(sample());

    QCOMPARE(strip.heightForWidth(1400), strip.minimumSizeHint().height());
    QCOMPARE(strip.heightForWidth(640), strip.minimumSizeHint().height());
    QVERIFY(strip.heightForWidth(420) >= strip.minimumSizeHint().height());
}

void BalanceStripTest::showsEveryPlaceThatHoldsAMessageHoweverNarrow()
{
    BalanceStrip strip;
    strip.setBalance(sample());
    strip.show();

    for (const int width : {1400, 1000, 640, 420}) {
        strip.resize(width, strip.heightForWidth(width));
        const QString shown = allToolTips(strip);
        for (const Balance::Term &term : strip.balance().accountedFor) {
            if (*term.count > 0)
                QVERIFY2(shown.contains(term.name + u": "_s), qPrintable(term.name));
        }
        QCOMPARE(shown.contains(u"others: places with no message"_s), width < 1000);
    }
}

void BalanceStripTest::explainsWhatIsPointedAt()
{
    BalanceStrip strip;
    strip.setBalance(sample());
    strip.resize(1400, strip.heightForWidth(1400));
    strip.show();

    QCOMPARE(toolTipAt(strip, {12, 12}), u"<qt>Accepted: taken over</qt>"_s);
    QToolTip::hideText();
}

void BalanceStripTest::takesPictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addRow("light") << false;
    QTest::addRow("dark") << true;
}

void BalanceStripTest::takesPictures()
{
    QFETCH(bool, dark);
    QApplication::setPalette(themePalette(dark));
    int number = 0;
    for (const Balance &balance : {sample(), sample(80), unknown()}) {
        BalanceStrip strip;
        strip.setBalance(balance);
        const int width = number == 2 ? 640 : 1200;
        strip.resize(width, strip.heightForWidth(width));
        QVERIFY(keepPicture(strip, u"balance-%1-%2"_s.arg(dark).arg(++number)));
    }
    QApplication::setPalette(themePalette(false));
}

BREAKWATER_TEST(BalanceStripTest)
#include "tst_balancestrip.moc"
