// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/singleinstance.h>

#include <tests/support/loopbackserver.h>
#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>

#include <sys/types.h>
#include <csignal>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! The real program, started as people start it.
class TestProgram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void complainsInOneSentenceBeforeAnyWindow_data();
    void complainsInOneSentenceBeforeAnyWindow();
    void needsADisplayOnlyToBeLookedAt();
    void explainsADisplayThatIsNotThere();
    void demoLeavesASnapshotAndAPicture();
    void leavesNoHalfWrittenFile();
    void endsInOrderOnSigterm();
    void saysGoodbyeToServers();
    void writesAtOnceOnSigterm();
    void failsOnSigtermWithoutAFile();

private:
    struct Result
    {
        int code = -1;
        QString words;
        QString output;
    };
    Result run(const QStringList &arguments);
    QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void TestProgram::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(u"XDG_CONFIG_HOME"_qs, path(u"config"_qs));
    m_environment.insert(u"XDG_RUNTIME_DIR"_qs, m_folder->path());
    for (const QString &name : {u"DISPLAY"_qs, u"WAYLAND_DISPLAY"_qs, u"QT_QPA_PLATFORM"_qs})
        m_environment.remove(name);
}

TestProgram::Result TestProgram::run(const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QString::fromLocal8Bit(BREAKWATER_PROGRAM), arguments);
    if (!process.waitForFinished(30'000)) {
        process.kill();
        process.waitForFinished(5'000);
        return {};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError()),
            QString::fromUtf8(process.readAllStandardOutput())};
}

void TestProgram::complainsInOneSentenceBeforeAnyWindow_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("named");
    QTest::newRow("bad url") << QStringList{u"--url"_qs, u"ftp://example.org"_qs} << 2 << u"ftp"_qs;
    QTest::newRow("no such profile")
        << QStringList{u"--profile"_qs, u"nobody"_qs} << 2 << u"nobody"_qs;
    QTest::newRow("no such config")
        << QStringList{u"--config"_qs, u"/nowhere/x.toml"_qs} << 2 << u"/nowhere/x.toml"_qs;
    QTest::newRow("unknown key") << QStringList{u"--config"_qs, u"KEY"_qs} << 2 << u"quue"_qs;
    QTest::newRow("unknown option") << QStringList{u"--frob"_qs} << 2 << u"--frob"_qs;
    QTest::newRow("no such folder")
        << QStringList{u"--export"_qs, u"/nowhere/x.json"_qs} << 4 << u"/nowhere"_qs;
}

void TestProgram::complainsInOneSentenceBeforeAnyWindow()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, named);
    QFile config(path(u"unknown.toml"_qs));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[quue]\nmax_messages = 3\n");
    config.close();
    arguments.replaceInStrings(u"KEY"_qs, config.fileName());

    const Result result = run(arguments);

    QCOMPARE(result.code, code);
    QVERIFY2(result.words.contains(named), qPrintable(result.words));
    QCOMPARE(result.words.trimmed().count(u'\n'), 0);
    QVERIFY(result.output.isEmpty());
}

void TestProgram::needsADisplayOnlyToBeLookedAt()
{
    const Result result = run({u"--demo"_qs});

    QCOMPARE(result.code, 4);
    QVERIFY2(result.words.contains(u"no display"_qs), qPrintable(result.words));
}

void TestProgram::explainsADisplayThatIsNotThere()
{
    m_environment.insert(u"DISPLAY"_qs, u":4242"_qs);

    const Result result = run({u"--demo"_qs});

    QCOMPARE(result.code, 4);
    QVERIFY2(result.words.contains(u":4242"_qs), qPrintable(result.words));
    QCOMPARE(result.words.trimmed().count(u'\n'), 0);
}

void TestProgram::demoLeavesASnapshotAndAPicture()
{
    const Result result = run({u"--demo"_qs, u"--export"_qs, path(u"a.json"_qs), u"--screenshot"_qs,
                               path(u"a.png"_qs), u"--after"_qs, u"3s"_qs});

    QVERIFY2(result.code == 0, qPrintable(result.words));
    QFile json(path(u"a.json"_qs));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject document = QJsonDocument::fromJson(json.readAll()).object();
    QCOMPARE(document.value(u"schema"_qs).toString(), u"breakwater.snapshot/1"_qs);
    const QImage picture(path(u"a.png"_qs));
    QVERIFY(picture.width() >= 900 && picture.height() >= 600);
}

void TestProgram::leavesNoHalfWrittenFile()
{
    const Result result = run({u"--demo"_qs, u"--export"_qs, path(u"a.json"_qs), u"--screenshot"_qs,
                               u"/proc/a.png"_qs, u"--after"_qs, u"1s"_qs});

    QCOMPARE(result.code, 4);
    QVERIFY2(result.words.contains(u"/proc/a.png"_qs), qPrintable(result.words));
}

void TestProgram::endsInOrderOnSigterm()
{
    QProcess process;
    m_environment.insert(u"QT_QPA_PLATFORM"_qs, u"offscreen"_qs);
    process.setProcessEnvironment(m_environment);
    process.start(QString::fromLocal8Bit(BREAKWATER_PROGRAM), {u"--demo"_qs});
    QVERIFY(process.waitForStarted(10'000));
    // It answers once its window is up and its event loop runs.
    const App::SingleInstance other(m_folder->path());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(u"breakwater.sock"_qs)), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(other.handOver({}), 10'000);

    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);

    QVERIFY(process.waitForFinished(15'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void TestProgram::saysGoodbyeToServers()
{
    LoopbackServer server;
    QProcess process;
    m_environment.insert(u"QT_QPA_PLATFORM"_qs, u"offscreen"_qs);
    process.setProcessEnvironment(m_environment);
    process.start(QString::fromLocal8Bit(BREAKWATER_PROGRAM), {u"--url"_qs, server.url()});
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 1, 15'000);
    const App::SingleInstance other(m_folder->path());
    QTRY_VERIFY_WITH_TIMEOUT(other.handOver({}), 10'000); // its event loop runs

    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);

    QTRY_COMPARE_WITH_TIMEOUT(server.closeCodes().size(), std::size_t(1), 15'000);
    QCOMPARE(server.closeCodes().front(), 1001);
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 15'000);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

void TestProgram::writesAtOnceOnSigterm()
{
    LoopbackServer server;
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(
        QString::fromLocal8Bit(BREAKWATER_PROGRAM),
        {u"--url"_qs, server.url(), u"--export"_qs, path(u"a.json"_qs), u"--after"_qs, u"1h"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 1, 15'000);

    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);

    QVERIFY(process.waitForFinished(15'000));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(QFile::exists(path(u"a.json"_qs)));
}

void TestProgram::failsOnSigtermWithoutAFile()
{
    LoopbackServer server;
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(
        QString::fromLocal8Bit(BREAKWATER_PROGRAM),
        {u"--url"_qs, server.url(), u"--export"_qs, u"/proc/a.json"_qs, u"--after"_qs, u"1h"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 1, 15'000);

    ::kill(static_cast<pid_t>(process.processId()), SIGINT);

    QVERIFY(process.waitForFinished(15'000));
    QCOMPARE(process.exitCode(), 4);
    const QString words = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(words.contains(u"/proc/a.json"_qs), qPrintable(words));
    QCOMPARE(words.trimmed().count(u'\n'), 0);
}

BREAKWATER_TEST(TestProgram)
#include "tst_program.moc"
