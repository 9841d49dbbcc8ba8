// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/isotime.h>

#include <core/base/randomsource.h>
#include <tests/support/testmain.h>

#include <QtCore/QDateTime>

using namespace Breakwater;

namespace {

QByteArray written(qint64 milliseconds)
{
    const IsoTime time{WallTime(std::chrono::milliseconds(milliseconds))};
    return {time.text().data(), static_cast<qsizetype>(time.text().size())};
}

QByteArray asQtWritesIt(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC)
        .toString(Qt::ISODateWithMs)
        .toLatin1();
}

} // namespace

class IsoTimeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isUtcWithMilliseconds();
    void isWhatQtWrites();
    void isEmptyWhereNoYearHasFourDigits();
};

void IsoTimeTest::isUtcWithMilliseconds()
{
    QCOMPARE(written(1'795'000'000'123), QByteArray("2026-11-18T11:06:40.123Z"));
    QCOMPARE(written(0), QByteArray("1970-01-01T00:00:00.000Z"));
    QCOMPARE(written(-1), QByteArray("1969-12-31T23:59:59.999Z"));
}

void IsoTimeTest::isWhatQtWrites()
{
    constexpr std::uint64_t span = 315'000'000'000'000; // the years 1 to 9982
    constexpr qint64 first = -62'135'596'800'000;
    SeededRandom random(1);
    for (int i = 0; i < 20'000; ++i) {
        const qint64 time = first + static_cast<qint64>(random.next() % span);
        QCOMPARE(written(time), asQtWritesIt(time));
    }
    for (const qint64 time : {first, qint64{253'402'300'799'999}})
        QCOMPARE(written(time), asQtWritesIt(time));
}

void IsoTimeTest::isEmptyWhereNoYearHasFourDigits()
{
    constexpr qint64 day = 86'400'000;
    for (const qint64 time :
         {qint64{253'402'300'800'000}, qint64{-62'135'596'800'001},
          std::numeric_limits<qint64>::max() / 1000, std::numeric_limits<qint64>::min() / 1000}) {
        QCOMPARE(written(time), QByteArray());
        QCOMPARE(written(time + (time > 0 ? day : -day)), QByteArray());
    }
}

BREAKWATER_TEST(IsoTimeTest)

#include "tst_isotime.moc"
