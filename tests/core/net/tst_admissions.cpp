// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/admissions.h>

#include <tests/support/testmain.h>

#include <optional>
#include <vector>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class AdmissionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAddressHasItsLimit();
    void loopbackHasOnlyTheLimitOfAll();
    void anAddressIsTheSameInBothSpellings();
    void anAdmissionEndsWithItsLastCopy();
    void admissionsOutliveTheDoor();

private:
    const QHostAddress m_stranger{u"192.0.2.1"_qs};
    const QHostAddress m_other{u"2001:db8::1"_qs};
};

void AdmissionsTest::oneAddressHasItsLimit()
{
    Admissions admissions;
    std::vector<std::shared_ptr<void>> held;
    for (int i = 0; i < 3; ++i)
        held.push_back(admissions.admit(m_stranger));

    QVERIFY(!admissions.hasRoom(m_stranger, 100, 3));
    QVERIFY(admissions.hasRoom(m_other, 100, 3));
    held.pop_back();
    QVERIFY(admissions.hasRoom(m_stranger, 100, 3));
}

void AdmissionsTest::loopbackHasOnlyTheLimitOfAll()
{
    Admissions admissions;
    std::vector<std::shared_ptr<void>> held;
    for (const auto &address : {u"127.0.0.1"_qs, u"127.0.0.1"_qs, u"::1"_qs, u"::1"_qs})
        held.push_back(admissions.admit(QHostAddress(address)));

    QVERIFY(admissions.hasRoom(QHostAddress(u"127.0.0.1"_qs), 5, 1));
    QVERIFY(admissions.hasRoom(QHostAddress(u"::1"_qs), 5, 1));
    QVERIFY(!admissions.hasRoom(QHostAddress(u"::1"_qs), 4, 1));
}

void AdmissionsTest::anAddressIsTheSameInBothSpellings()
{
    Admissions admissions;
    const auto held = admissions.admit(QHostAddress(u"::ffff:192.0.2.1"_qs));

    QVERIFY(!admissions.hasRoom(m_stranger, 100, 1));
    const auto local = admissions.admit(QHostAddress(u"::ffff:127.0.0.1"_qs));
    QVERIFY(admissions.hasRoom(QHostAddress(u"::ffff:127.0.0.1"_qs), 100, 1));
}

void AdmissionsTest::anAdmissionEndsWithItsLastCopy()
{
    Admissions admissions;
    auto held = admissions.admit(m_stranger);
    auto copy = held;

    held.reset();
    QCOMPARE(admissions.count(), 1);
    copy.reset();

    QCOMPARE(admissions.count(), 0);
}

void AdmissionsTest::admissionsOutliveTheDoor()
{
    std::optional<Admissions> admissions(std::in_place);
    auto held = admissions->admit(m_stranger);

    admissions.reset();
    held.reset();

    QVERIFY(!held);
}

BREAKWATER_TEST(AdmissionsTest)
#include "tst_admissions.moc"
