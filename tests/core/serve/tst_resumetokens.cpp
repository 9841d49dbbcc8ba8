// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/resumetokens.h>

#include <tests/support/testmain.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class ResumeTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensAreLongAndFitIntoAnAddress();
    void tokensOfTheSystemNeverRepeat();
    void aTokenCountsOnlyOnceItIsGiven();
    void theNewestTokenOfASessionVoidsTheOneBefore();
    void theShownTokenStaysGoodUntilTheNewOneArrived();
    void theTokenOfAnotherSessionIsNotKept();
    void revokedTokensAreVoid();
    void nothingLikeATokenFindsAnything();

private:
    SeededRandom m_random{1};
    const SessionId m_session{u"client:00000001"_qs};
};

void ResumeTokensTest::tokensAreLongAndFitIntoAnAddress()
{
    ResumeTokens tokens(m_random);

    const QString token = QString::fromLatin1(tokens.make());

    QVERIFY(QRegularExpression(u"^[A-Za-z0-9_-]{43}$"_qs).match(token).hasMatch());
}

void ResumeTokensTest::tokensOfTheSystemNeverRepeat()
{
    SystemRandom system;
    ResumeTokens tokens(system);

    QSet<QByteArray> made;
    for (int i = 0; i < 1000; ++i)
        made.insert(tokens.make());

    QCOMPARE(made.size(), 1000);
}

void ResumeTokensTest::aTokenCountsOnlyOnceItIsGiven()
{
    ResumeTokens tokens(m_random);
    const QByteArray token = tokens.make();
    QVERIFY(!tokens.find(token));
    QVERIFY(!tokens.hasToken(m_session));

    tokens.give(token, m_session);

    QCOMPARE(tokens.find(token)->value, m_session.value);
    QVERIFY(tokens.hasToken(m_session));
}

void ResumeTokensTest::theNewestTokenOfASessionVoidsTheOneBefore()
{
    ResumeTokens tokens(m_random);
    const QByteArray first = tokens.make();
    const QByteArray second = tokens.make();
    tokens.give(first, m_session);

    tokens.give(second, m_session);

    QVERIFY(!tokens.find(first));
    QVERIFY(tokens.find(second));
}

void ResumeTokensTest::theShownTokenStaysGoodUntilTheNewOneArrived()
{
    ResumeTokens tokens(m_random);
    const QByteArray shown = tokens.make();
    const QByteArray lost = tokens.make();
    const QByteArray newest = tokens.make();
    tokens.give(shown, m_session);

    tokens.renew(lost, m_session, shown);
    QVERIFY(tokens.find(shown) && tokens.find(lost));
    tokens.renew(newest, m_session, shown);
    QVERIFY(tokens.find(shown) && tokens.find(newest));
    QVERIFY2(!tokens.find(lost), "two at most");
    tokens.settle(m_session);

    QVERIFY(!tokens.find(shown));
    QVERIFY(tokens.find(newest));
    tokens.revoke(m_session);
    QVERIFY(!tokens.find(newest));
}

void ResumeTokensTest::theTokenOfAnotherSessionIsNotKept()
{
    ResumeTokens tokens(m_random);
    const QByteArray others = tokens.make();
    const QByteArray own = tokens.make();
    tokens.give(others, {u"client:00000002"_qs});

    tokens.renew(own, m_session, others);

    QCOMPARE(tokens.find(others)->value, u"client:00000002"_qs);
    tokens.revoke(m_session);
    QVERIFY(tokens.find(others));
}

void ResumeTokensTest::revokedTokensAreVoid()
{
    ResumeTokens tokens(m_random);
    const QByteArray token = tokens.make();
    tokens.give(token, m_session);

    tokens.revoke(m_session);
    tokens.revoke(m_session);

    QVERIFY(!tokens.find(token));
    QVERIFY(!tokens.hasToken(m_session));
}

void ResumeTokensTest::nothingLikeATokenFindsAnything()
{
    ResumeTokens tokens(m_random);
    const QByteArray token = tokens.make();
    tokens.give(token, m_session);

    for (const QByteArray &guess :
         {QByteArray(), token.chopped(1), token + 'A', token.toLower(), QByteArray(1 << 20, 'A')})
        QVERIFY(!tokens.find(guess));
}

BREAKWATER_TEST(ResumeTokensTest)
#include "tst_resumetokens.moc"
