// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/connector.h>

#include <tests/support/testmain.h>
#include <tests/ui/shell/windowfixture.h>
#include <ui/dialogs/secretprompt.h>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestConnector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void opensWithoutASecretWhereNoneIsNeeded();
    void takesTheSecretFromTheKeychain();
    void asksWhenTheKeychainHasNone();
    void asksEachTimeWithoutAKeychain();
    void failsWhenNobodyCanBeAsked();

private:
    static Profile profile(Profile::Auth auth)
    {
        Profile made;
        made.name = u"prod"_qs;
        made.url = u"wss://example.org/"_qs;
        made.auth = auth;
        return made;
    }
    OpenSession opened(int index) const
    {
        return std::get<OpenSession>(std::get<0>(m_fixture->commands.at(index)));
    }
    SecretPrompt *prompt() const { return m_fixture->window.findChild<SecretPrompt *>(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestConnector::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window.show();
}

void TestConnector::opensWithoutASecretWhereNoneIsNeeded()
{
    m_fixture->window.connector().open(profile(Profile::Auth::None));

    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(opened(0).id.value, u"prod"_qs);
    QVERIFY(!opened(0).endpoint.bearerToken);
}

void TestConnector::takesTheSecretFromTheKeychain()
{
    m_fixture->secrets.secrets[u"prod"_qs] = "canary";

    m_fixture->window.connector().open(profile(Profile::Auth::Bearer));

    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(opened(0).endpoint.bearerToken, std::optional<QByteArray>("canary"));
    QVERIFY(!prompt());
}

void TestConnector::asksWhenTheKeychainHasNone()
{
    m_fixture->window.connector().open(profile(Profile::Auth::Bearer));
    QVERIFY(prompt());
    QVERIFY(m_fixture->commands.isEmpty());

    prompt()->findChild<QLineEdit *>()->setText(u"typed"_qs);
    prompt()->findChild<QCheckBox *>()->setChecked(true);
    prompt()->accept();

    QCOMPARE(opened(0).endpoint.bearerToken, std::optional<QByteArray>("typed"));
    QCOMPARE(m_fixture->secrets.secrets.at(u"prod"_qs), QByteArray("typed"));
}

void TestConnector::asksEachTimeWithoutAKeychain()
{
    m_fixture->secrets.runs = false;
    m_fixture->window.connector().open(profile(Profile::Auth::Bearer));

    QVERIFY(prompt());
    QVERIFY(!prompt()->findChild<QCheckBox *>()->isVisible());
    QVERIFY(!prompt()->isToBeRemembered());
}

void TestConnector::failsWhenNobodyCanBeAsked()
{
    SignalRecorder failed(&m_fixture->window.connector(), &Connector::failed);
    m_fixture->window.connector().forbidQuestions();

    m_fixture->window.connector().open(profile(Profile::Auth::Bearer));

    QCOMPARE(failed.size(), 1);
    QVERIFY(std::get<0>(failed.at(0)).contains(u"prod"_qs));
    QVERIFY(!prompt());
    QVERIFY(m_fixture->commands.isEmpty());
}

BREAKWATER_TEST(TestConnector)
#include "tst_connector.moc"
