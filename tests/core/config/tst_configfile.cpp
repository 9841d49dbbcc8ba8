// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <sys/stat.h>

using namespace Breakwater;

//! Files that are no configuration: one clear sentence each, and never a crash.
class ConfigFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void aGoodFileIsRead();
    void anEmptyFileSetsNothing();
    void aByteOrderMarkAndWindowsLineEndsAreFine();
    void aFileThatCannotBeReadIsNamed_data();
    void aFileThatCannotBeReadIsNamed();
    void aHugeFileIsRefused();
    void brokenTomlIsNamedWithLineAndColumn_data();
    void brokenTomlIsNamedWithLineAndColumn();
    void textInAnotherEncodingIsNamedWithItsLine_data();
    void textInAnotherEncodingIsNamedWithItsLine();
    void endlessNestingIsAnErrorAndNoStackOverflow_data();
    void endlessNestingIsAnErrorAndNoStackOverflow();
    void everyPrefixOfAFileIsReadOrRefused();
    void placeholdersInAFileNameStayAsTheyAre();

private:
    QString write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        [&] {
            QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
            QCOMPARE(file.write(content), qint64(content.size()));
        }();
        return path;
    }

    QTemporaryDir m_folder;
};

void ConfigFileTest::aGoodFileIsRead()
{
    const QString path = write(u"good.toml"_qs, "[queue]\nmax_messages = 17\n");

    const auto loaded = ConfigLoader().withFile(path).load();

    QVERIFY(loaded);
    QCOMPARE(loaded->config.queue.maxMessages, 17);
}

void ConfigFileTest::anEmptyFileSetsNothing()
{
    QVERIFY(ConfigLoader().withFile(write(u"empty.toml"_qs, "")).load());
    QVERIFY(ConfigLoader().withText("[queue]\n", u"a.toml"_qs).load());
}

void ConfigFileTest::aByteOrderMarkAndWindowsLineEndsAreFine()
{
    const auto loaded = ConfigLoader()
                            .withText("\xEF\xBB\xBF[queue]\r\nmax_messages = 17\r\n", u"a.toml"_qs)
                            .load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    QCOMPARE(loaded->config.queue.maxMessages, 17);
}

void ConfigFileTest::aFileThatCannotBeReadIsNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    const QString pipe = m_folder.filePath(u"pipe"_qs);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QTest::newRow("missing") << m_folder.filePath(u"none.toml"_qs) << u"there is no such file"_qs;
    QTest::newRow("directory") << m_folder.path() << u"it is a directory"_qs;
    QTest::newRow("pipe") << pipe << u"it is not a regular file"_qs;
#ifdef Q_OS_LINUX
    // Opens, but every read fails; permissions alone would not stop a test that runs as root.
    QTest::newRow("unreadable") << u"/proc/self/mem"_qs << u"Input/output error"_qs;
#endif
}

void ConfigFileTest::aFileThatCannotBeReadIsNamed()
{
    QFETCH(QString, path);
    QFETCH(QString, reason);

    const auto loaded = ConfigLoader().withFile(path).load();

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::FileAccess);
    QCOMPARE(loaded.error().message,
             u"The configuration file %1 cannot be read: %2."_qs.arg(path, reason));
}

void ConfigFileTest::aHugeFileIsRefused()
{
    const QByteArray limit = QByteArray("# comment\n").repeated(104857) + "#12345";
    QCOMPARE(limit.size(), 1024 * 1024);

    const auto fits = ConfigLoader().withFile(write(u"limit.toml"_qs, limit)).load();
    const auto huge = ConfigLoader().withFile(write(u"huge.toml"_qs, limit + '#')).load();

    QVERIFY(fits);
    QVERIFY(!huge);
    QVERIFY(
        huge.error().message.endsWith(u"it is larger than 1 MiB, which no configuration is."_qs));
}

void ConfigFileTest::brokenTomlIsNamedWithLineAndColumn_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("where");
    QTest::newRow("no value") << QByteArray("[queue]\nmax_messages =\n") << u"a.toml:2:15: "_qs;
    QTest::newRow("open text") << QByteArray("a = \"b\n") << u"a.toml:1:"_qs;
    QTest::newRow("open section") << QByteArray("\n\n[queue\n") << u"a.toml:3:"_qs;
    QTest::newRow("twice") << QByteArray("[queue]\nmax_messages = 1\nmax_messages = 2\n")
                           << u"a.toml:3:"_qs;
    QTest::newRow("number too large")
        << QByteArray("[queue]\nmax_messages = 99999999999999999999\n") << u"a.toml:2:"_qs;
    QTest::newRow("section without a name, which the library asserts not to meet")
        << QByteArray("a = 1\n[:") << u"a.toml:2:"_qs;
    QTest::newRow("surrogate escape") << QByteArray("a = \"\\ud800\"\n") << u"a.toml:1:"_qs;
}

void ConfigFileTest::brokenTomlIsNamedWithLineAndColumn()
{
    QFETCH(QByteArray, toml);
    QFETCH(QString, where);

    const auto loaded = ConfigLoader().withText(toml, u"a.toml"_qs).load();

    QVERIFY(!loaded);
    const QString message = loaded.error().message;
    QVERIFY2(message.startsWith(where), qPrintable(message));
    QVERIFY2(message.contains(u"this is not valid TOML: "_qs), qPrintable(message));
    QVERIFY(!message.contains(u'\n'));
}

void ConfigFileTest::textInAnotherEncodingIsNamedWithItsLine_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<int>("line");
    QTest::newRow("Latin-1") << QByteArray("# ok\n# gr\xFC\xDF\n") << 2;
    QTest::newRow("cut off") << QByteArray("# ok\n# \xE2\x82") << 2;
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE#\0\n\0", 6) << 1;
    QTest::newRow("zero byte") << QByteArray("\n\n#\0\n", 5) << 3;
    QTest::newRow("surrogate") << QByteArray("#\xED\xA0\x80\n") << 1;
}

void ConfigFileTest::textInAnotherEncodingIsNamedWithItsLine()
{
    QFETCH(QByteArray, toml);
    QFETCH(int, line);

    const auto loaded = ConfigLoader().withText(toml, u"a.toml"_qs).load();

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().message,
             u"a.toml:%1: this is not UTF-8 text; save the file as UTF-8."_qs.arg(line));
}

void ConfigFileTest::endlessNestingIsAnErrorAndNoStackOverflow_data()
{
    QTest::addColumn<QByteArray>("toml");
    const QByteArray longest = QByteArray("a.").repeated(4000) + "a";
    QTest::newRow("lists") << QByteArray("a = ") + QByteArray("[\n").repeated(500'000);
    QTest::newRow("dotted key over one line") << QByteArray("a.").repeated(400'000) + "a = 1";
    QTest::newRow("dotted keys on lines") << '[' + longest + "]\n" + longest + " = { " + "b = 1 }";
    QTest::newRow("dotted keys in lists")
        << (longest + " = [\n").repeated(2) + "{ " + longest + " = [\n {" + longest + " = 1 }]}]]";
}

void ConfigFileTest::endlessNestingIsAnErrorAndNoStackOverflow()
{
    QFETCH(QByteArray, toml);

    const auto loaded = ConfigLoader().withText(toml, u"a.toml"_qs).load();

    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.size() < 600);
}

// Cut anywhere, a file is a configuration or an error, never a crash or an exception.
void ConfigFileTest::everyPrefixOfAFileIsReadOrRefused()
{
    const QByteArray toml = "preset = 'testing'\n[queue]\nmax_bytes = \"4 MiB\"\n"
                            "[http]\nallowed_hosts = [\"a\", 'b']\n[ui]\nslo_p99 = \"0.25s\"\n";
    int refused = 0;
    for (qsizetype size = 0; size <= toml.size(); ++size) {
        const auto loaded = ConfigLoader().withText(toml.left(size), u"a.toml"_qs).load();

        refused += loaded ? 0 : 1;
        QVERIFY(loaded || loaded.error().message.startsWith(u"a.toml:"_qs));
    }
    QVERIFY(refused > 50);
}

void ConfigFileTest::placeholdersInAFileNameStayAsTheyAre()
{
    const auto loaded = ConfigLoader().withText("[queue]\nx = %1", u"100%2 %1.toml"_qs).load();

    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.startsWith(u"100%2 %1.toml:2:"_qs));
}

BREAKWATER_TEST(ConfigFileTest)
#include "tst_configfile.moc"
