// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/connectdialog.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/signalrecorder.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/ui/dialogs/memorysecretstore.h>
#include <ui/dialogs/profilebook.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QDirIterator>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestConnectDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysBelowTheFieldsWhatIsWrong();
    void keepsTheSecretOutOfEveryFile();
    void saysThatItWillAskWithoutAKeychain();
    void movesTheSecretAlongWithANewName();
    void deletesTheSecretOnlyWhenNothingCanBeUndone();
    void testTellsTheCauseAndLeavesNothingBehind();
    void testGivesUpInTime();
    void connectsWithWhatWasSaved();
    void everyFieldHasAName();
    void namesUrlsApart();
    void noTwoMnemonicsAreAlike();
    void proposesToWatchWhatCanBeWatched();
    void leavesTheChoiceToWhoeverMadeIt();
    void watchesWithWhatWasSaved();

private:
    template <class Widget> Widget *find(const QString &label) const;
    QPushButton *button(const QString &text) const;
    QString words() const;
    void type(const QString &label, const QString &text) { find<QLineEdit>(label)->setText(text); }
    void useToken(const QString &token);

    ManualTimeSystem m_time;
    MemorySecretStore m_secrets;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<ProfileBook> m_book;
    std::unique_ptr<ConnectDialog> m_dialog;
};

void TestConnectDialog::init()
{
    m_secrets = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_feed = std::make_unique<SnapshotFeed>(m_time);
    m_book = std::make_unique<ProfileBook>(m_folder->filePath(u"profiles.json"_qs));
    m_dialog = std::make_unique<ConnectDialog>(
        ConnectDialog::World{*m_book, m_secrets, *m_feed, m_time, 15s});
    m_dialog->show();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestConnectDialog::cleanup()
{
    m_dialog.reset();
    m_book.reset();
    m_feed.reset();
}

//! By the label that stands before it.
template <class Widget> Widget *TestConnectDialog::find(const QString &label) const
{
    for (const QLabel *const each : m_dialog->findChildren<QLabel *>()) {
        if (QString(each->text()).remove(u'&') == label)
            return qobject_cast<Widget *>(each->buddy());
    }
    return nullptr;
}

QPushButton *TestConnectDialog::button(const QString &text) const
{
    for (QPushButton *const each : m_dialog->findChildren<QPushButton *>()) {
        if (each->text().remove(u'&') == text)
            return each;
    }
    return nullptr;
}

//! All that is said in labels.
QString TestConnectDialog::words() const
{
    QString all;
    for (const QLabel *const each : m_dialog->findChildren<QLabel *>())
        all += each->text() + u'\n';
    return all;
}

void TestConnectDialog::useToken(const QString &token)
{
    auto *const kind = find<QComboBox>(u"Sign in with"_qs);
    kind->setCurrentIndex(kind->findText(u"Bearer token"_qs));
    find<QLineEdit>(u"Token"_qs)->setText(token);
}

void TestConnectDialog::saysBelowTheFieldsWhatIsWrong()
{
    QVERIFY(!button(u"Save"_qs)->isEnabled());

    type(u"URL"_qs, u"ftp://example.org/"_qs);
    QVERIFY(!button(u"Save"_qs)->isEnabled());
    QVERIFY2(words().contains(u"ws://"_qs), qPrintable(words()));

    type(u"URL"_qs, u"wss://example.org/"_qs);
    QVERIFY2(button(u"Save"_qs)->isEnabled(), qPrintable(words()));

    find<QPlainTextEdit>(u"Headers"_qs)->setPlainText(u"no colon"_qs);
    QVERIFY(!button(u"Save"_qs)->isEnabled());
    QVERIFY2(words().contains(u"Headers, line 1"_qs), qPrintable(words()));
    QVERIFY(!QApplication::activeModalWidget());
}

void TestConnectDialog::keepsTheSecretOutOfEveryFile()
{
    type(u"URL"_qs, u"wss://example.org/"_qs);
    type(u"Name"_qs, u"prod"_qs);
    useToken(u"canary-7f3a"_qs);
    m_dialog->findChild<QCheckBox *>(u"remember"_qs)->setChecked(true);

    QTest::mouseClick(button(u"Save"_qs), Qt::LeftButton);

    QCOMPARE(m_book->profiles().size(), std::size_t(1));
    QCOMPARE(m_book->profiles().front().auth, Profile::Auth::Bearer);
    QCOMPARE(m_secrets.secrets.at(u"prod"_qs), QByteArray("canary-7f3a"));
    int files = 0;
    QDirIterator all(m_folder->path(), QDir::Files | QDir::Hidden);
    while (all.hasNext()) {
        QFile file(all.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("canary"));
        ++files;
    }
    QVERIFY(files > 0);
}

void TestConnectDialog::saysThatItWillAskWithoutAKeychain()
{
    m_secrets.runs = false;
    m_dialog->addNew();
    useToken(u"canary"_qs);

    QVERIFY(!m_dialog->findChild<QCheckBox *>(u"remember"_qs)->isEnabled());
    QVERIFY2(words().contains(u"asked for each time"_qs), qPrintable(words()));
}

void TestConnectDialog::movesTheSecretAlongWithANewName()
{
    type(u"URL"_qs, u"wss://example.org/"_qs);
    type(u"Name"_qs, u"old"_qs);
    useToken(u"canary"_qs);
    m_dialog->findChild<QCheckBox *>(u"remember"_qs)->setChecked(true);
    button(u"Save"_qs)->click();
    m_dialog->edit(u"old"_qs);

    type(u"Name"_qs, u"new"_qs);
    button(u"Save"_qs)->click();

    QCOMPARE(m_book->profiles().size(), std::size_t(1));
    QCOMPARE(m_secrets.secrets, (std::map<QString, QByteArray>{{u"new"_qs, "canary"}}));
}

void TestConnectDialog::deletesTheSecretOnlyWhenNothingCanBeUndone()
{
    type(u"URL"_qs, u"wss://example.org/"_qs);
    type(u"Name"_qs, u"prod"_qs);
    button(u"Save"_qs)->click();
    m_secrets.secrets[u"prod"_qs] = "canary";
    auto *const list = m_dialog->findChild<QListWidget *>();
    QCOMPARE(list->count(), 1);
    QVERIFY(!button(u"Undo delete"_qs)->isVisible());

    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);

    QVERIFY(m_book->profiles().empty());
    QVERIFY(button(u"Undo delete"_qs)->isVisible());
    QCOMPARE(m_secrets.secrets.size(), std::size_t(1));
    button(u"Undo delete"_qs)->click();
    QCOMPARE(m_book->profiles().size(), std::size_t(1));
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Delete);
    m_dialog.reset();
    QVERIFY(m_secrets.secrets.empty());
}

void TestConnectDialog::testTellsTheCauseAndLeavesNothingBehind()
{
    SignalRecorder commands(m_dialog.get(), &ConnectDialog::commandWanted);
    type(u"URL"_qs, u"ws://127.0.0.1:1/"_qs);
    type(u"Name"_qs, u"prod"_qs);

    button(u"Test"_qs)->click();

    QCOMPARE(commands.size(), 1);
    const auto opened = std::get<OpenSession>(std::get<0>(commands.at(0)));
    QCOMPARE(opened.id.value, u"test:prod"_qs);
    QVERIFY(!button(u"Test"_qs)->isEnabled());
    const auto session = [&](ConnectionState state, const QString &detail) {
        return SessionBuilder(opened.id.value).connection(state, detail).build();
    };
    m_feed->accept(SnapshotBuilder(1)
                       .at(m_time.sample())
                       .session(session(ConnectionState::Connecting, {}))
                       .build());
    QCOMPARE(commands.size(), 1);
    m_feed->accept(SnapshotBuilder(2)
                       .at(m_time.sample())
                       .session(session(ConnectionState::BackingOff, u"connection refused"_qs))
                       .build());
    QCOMPARE(commands.size(), 2);
    QCOMPARE(std::get<CloseSession>(std::get<0>(commands.at(1))).id, opened.id);
    QVERIFY2(words().contains(u"connection refused"_qs), qPrintable(words()));
    QVERIFY(button(u"Test"_qs)->isEnabled());
    QVERIFY(m_book->profiles().empty());
}

void TestConnectDialog::testGivesUpInTime()
{
    SignalRecorder commands(m_dialog.get(), &ConnectDialog::commandWanted);
    type(u"URL"_qs, u"ws://127.0.0.1:1/"_qs);
    button(u"Test"_qs)->click();

    m_time.advance(15s);

    QCOMPARE(commands.size(), 2);
    QVERIFY(std::holds_alternative<CloseSession>(std::get<0>(commands.at(1))));
    QVERIFY2(words().contains(u"No answer within 15"_qs), qPrintable(words()));
}

void TestConnectDialog::connectsWithWhatWasSaved()
{
    SignalRecorder wanted(m_dialog.get(), &ConnectDialog::connectWanted);
    type(u"URL"_qs, u"wss://example.org/path"_qs);
    useToken(u"canary"_qs);

    button(u"Connect"_qs)->click();

    QCOMPARE(wanted.size(), 1);
    const auto &[profile, secret] = wanted.at(0);
    QCOMPARE(profile.name, u"example.org/path"_qs);
    QCOMPARE(secret, QByteArray("canary"));
    QVERIFY(m_secrets.secrets.empty());
    QCOMPARE(m_book->profiles().front(), profile);
}

void TestConnectDialog::everyFieldHasAName()
{
    useToken(u"canary"_qs);
    auto *const tabs = m_dialog->findChild<QTabWidget *>();
    int named = 0;
    for (int page = 0; page < tabs->count(); ++page) {
        tabs->setCurrentIndex(page);
        for (QWidget *const widget : m_dialog->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            const QAccessibleInterface *const spoken
                = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                     widget->metaObject()->className());
            ++named;
        }
    }
    QVERIFY(named > 15);
}

void TestConnectDialog::namesUrlsApart()
{
    Profile taken;
    taken.name = u"example.org:8080/feed"_qs;
    taken.url = u"ws://example.org:8080/feed?room=1"_qs;
    QVERIFY(m_book->put(taken, {}));

    type(u"URL"_qs, u"ws://example.org:8080/feed?room=2"_qs);
    button(u"Save"_qs)->click();
    button(u"Save"_qs)->click(); // the name it has now is its own

    QCOMPARE(m_book->profiles().size(), 2u);
    QCOMPARE(m_book->profiles().back().name, u"example.org:8080/feed 2"_qs);
}

void TestConnectDialog::noTwoMnemonicsAreAlike()
{
    auto *const pages = m_dialog->findChild<QTabWidget *>();
    for (int page = 0; page < pages->count(); ++page) {
        pages->setCurrentIndex(page);
        QStringList texts;
        for (const auto *const label : m_dialog->findChildren<QLabel *>()) {
            if (label->buddy() && label->isVisible())
                texts << label->text();
        }
        for (const auto *const each : m_dialog->findChildren<QAbstractButton *>()) {
            if (each->isVisible())
                texts << each->text();
        }
        QSet<QString> seen;
        for (const QString &text : texts) {
            const QString key = QKeySequence::mnemonic(text).toString();
            QVERIFY2(key.isEmpty() || !seen.contains(key), qPrintable(text));
            seen.insert(key);
        }
    }
}

void TestConnectDialog::proposesToWatchWhatCanBeWatched()
{
    const auto *const how = find<QComboBox>(u"How"_qs);
    const auto isWatch = [&] { return how->currentText() == u"Watch its metrics"_qs; };
    QVERIFY(!isWatch());

    for (const QString &url : {u"http://example.org"_qs, u"https://example.org/health"_qs,
                               u"wss://example.org/stream"_qs}) {
        type(u"URL"_qs, url);
        QVERIFY2(isWatch(), qPrintable(url));
        QVERIFY2(button(u"Watch"_qs) && button(u"Watch"_qs)->isEnabled(), qPrintable(words()));
        QVERIFY(!button(u"Test"_qs)->isEnabled());
        QVERIFY(!button(u"Test"_qs)->toolTip().isEmpty()); // and says why
    }
    type(u"URL"_qs, u"wss://example.org/feed"_qs);
    QVERIFY(!isWatch());
    QVERIFY(button(u"Test"_qs)->isEnabled());
}

void TestConnectDialog::leavesTheChoiceToWhoeverMadeIt()
{
    auto *const how = find<QComboBox>(u"How"_qs);
    type(u"URL"_qs, u"wss://example.org/stream"_qs);
    how->setCurrentIndex(0);
    Q_EMIT how->activated(0);

    type(u"URL"_qs, u"wss://example.org/v2/stream"_qs);

    QCOMPARE(how->currentIndex(), 0);
    QVERIFY(button(u"Connect"_qs)->isEnabled());
}

void TestConnectDialog::watchesWithWhatWasSaved()
{
    SignalRecorder wanted(m_dialog.get(), &ConnectDialog::connectWanted);
    type(u"URL"_qs, u"https://example.org"_qs);
    useToken(u"canary"_qs);

    button(u"Watch"_qs)->click();

    QCOMPARE(wanted.size(), 1);
    QVERIFY(std::get<0>(wanted.at(0)).isWatch);
    QVERIFY(m_book->profiles().front().isWatch);
    m_dialog->edit(u"example.org"_qs);
    QCOMPARE(find<QComboBox>(u"How"_qs)->currentIndex(), 1);
}

BREAKWATER_TEST(TestConnectDialog)
#include "tst_connectdialog.moc"
