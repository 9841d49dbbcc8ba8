// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/secrets/keychainsecretstore.h>

#include <core/base/realtimesystem.h>

#include <tests/support/testmain.h>

#include <QtCore/QDirIterator>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Breakwater::App;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Without a session bus there is no keychain, whatever the machine has.
class TestKeychainSecretStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysThatNoKeychainRuns();
    void writesNothingToAFileInstead();

private:
    RealTimeSystem m_time;
    QTemporaryDir m_home;
};

void TestKeychainSecretStore::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
    for (const char *const name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        qputenv(name, m_home.path().toLocal8Bit());
}

void TestKeychainSecretStore::saysThatNoKeychainRuns()
{
    KeychainSecretStore store(m_time, 5s);
    std::optional<Expected<std::optional<QByteArray>>> answer;

    store.read(u"prod"_qs, [&](auto found) { answer = found; });

    QTRY_VERIFY_WITH_TIMEOUT(answer, 10'000);
    QVERIFY(!*answer);
    QVERIFY(!answer->error().message.isEmpty());
    QVERIFY2(answer->error().message.endsWith(u'.'), qPrintable(answer->error().message));
}

void TestKeychainSecretStore::writesNothingToAFileInstead()
{
    KeychainSecretStore store(m_time, 5s);
    std::optional<Expected<void>> answer;

    store.write(u"prod"_qs, "canary", [&](auto done) { answer = done; });

    QTRY_VERIFY_WITH_TIMEOUT(answer, 10'000);
    QVERIFY(!*answer);
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("canary"), qPrintable(file.fileName()));
    }
}

BREAKWATER_TEST(TestKeychainSecretStore)
#include "tst_keychainsecretstore.moc"
