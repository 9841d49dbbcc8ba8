// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchsecrets.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class WatchSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOutWhatWasGivenToDial();
    void shortOnesAreLeft();
    void valuesOfTheQueryAreTakenOutOfSentencesOnly();
};

void WatchSecretsTest::takesOutWhatWasGivenToDial()
{
    Endpoint endpoint = *Endpoint::fromUrl(u"ws://ann:password-1@host/"_qs);
    endpoint.bearerToken = "bearer-token-2";
    endpoint.proxy.auth = BasicAuth{u"bob"_qs, u"proxy-password-3"_qs};
    QVERIFY(endpoint.addHeader("X-Api-Key", "api-key-4"));
    const WatchSecrets secrets(endpoint);
    const QString said = u"a password-1 b bearer-token-2 c proxy-password-3 d api-key-4 e"_qs;

    QCOMPARE(secrets.withoutSecrets(said), u"a \u2026 b \u2026 c \u2026 d \u2026 e"_qs);
    QCOMPARE(secrets.withoutSecrets(said.toUtf8()),
             u"a \u2026 b \u2026 c \u2026 d \u2026 e"_qs.toUtf8());
}

void WatchSecretsTest::shortOnesAreLeft()
{
    Endpoint endpoint;
    endpoint.bearerToken = "type";
    const WatchSecrets secrets(endpoint);

    QCOMPARE(secrets.withoutSecrets(QByteArray("{\"type\"}")), QByteArray("{\"type\"}"));
}

void WatchSecretsTest::valuesOfTheQueryAreTakenOutOfSentencesOnly()
{
    const WatchSecrets secrets(*Endpoint::fromUrl(u"ws://host/?a=services&b=1"_qs));

    QCOMPARE(secrets.withoutSecrets(u"no services 1"_qs), u"no \u2026 1"_qs);
    QCOMPARE(secrets.withoutSecrets(QByteArray("{\"services\":1}")),
             QByteArray("{\"services\":1}"));
}

BREAKWATER_TEST(WatchSecretsTest)

#include "tst_watchsecrets.moc"
