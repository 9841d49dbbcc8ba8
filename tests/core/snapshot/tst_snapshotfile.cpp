// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <tests/core/snapshot/fullsnapshot.h>
#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>

#include <csignal>

#include <sys/resource.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class SnapshotFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void writesTheWholeDocument();
    void replacesAnOlderFile();
    void fullDiskIsOneSentenceAndKeepsTheOldFile();
    void doesNotFollowASymbolicLink();
    void refusesWhatIsNoFile_data();
    void refusesWhatIsNoFile();
    void proposedNamesAreHarmless_data();
    void proposedNamesAreHarmless();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QStringList files() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::Hidden);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! Files of this process end at `bytes` from here on, as on a full disk.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

Snapshot someSnapshot()
{
    Test::Distinct distinct;
    return Test::fullSnapshot(distinct);
}

} // namespace

void SnapshotFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void SnapshotFileTest::cleanup()
{
    m_folder.reset();
}

void SnapshotFileTest::writesTheWholeDocument()
{
    const Snapshot snapshot = someSnapshot();

    const auto result = exportJson(snapshot, path(u"s.json"_qs));

    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
    QCOMPARE(QJsonDocument::fromJson(contents(path(u"s.json"_qs))).object(), toJson(snapshot));
    QCOMPARE(files(), QStringList{u"s.json"_qs});
}

void SnapshotFileTest::replacesAnOlderFile()
{
    write(path(u"s.json"_qs), "old");

    QVERIFY(exportJson(someSnapshot(), path(u"s.json"_qs)).has_value());

    QCOMPARE(contents(path(u"s.json"_qs)), toBytes(someSnapshot()));
}

void SnapshotFileTest::fullDiskIsOneSentenceAndKeepsTheOldFile()
{
    write(path(u"s.json"_qs), "old");
    const FileSizeLimit limit(1000);

    const auto result = exportJson(someSnapshot(), path(u"s.json"_qs));

    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::FileAccess);
    QVERIFY(result.error().message.contains(path(u"s.json"_qs)));
    QVERIFY2(result.error().message.contains("File too large"_L1),
             qPrintable(result.error().message));
    QCOMPARE(result.error().message.count(u'\n'), 0);
    QCOMPARE(contents(path(u"s.json"_qs)), "old");
    QCOMPARE(files(), QStringList{u"s.json"_qs});
}

void SnapshotFileTest::doesNotFollowASymbolicLink()
{
    write(path(u"precious"_qs), "old");
    QVERIFY(QFile::link(path(u"precious"_qs), path(u"s.json"_qs)));
    QVERIFY(QFile::link(path(u"nowhere"_qs), path(u"dangling.json"_qs)));

    const auto linked = exportJson(someSnapshot(), path(u"s.json"_qs));
    const auto dangling = exportJson(someSnapshot(), path(u"dangling.json"_qs));

    QVERIFY(!linked.has_value());
    QVERIFY(linked.error().message.contains("symbolic link"_L1));
    QVERIFY(!dangling.has_value());
    QCOMPARE(contents(path(u"precious"_qs)), "old");
    QVERIFY(!QFile::exists(path(u"nowhere"_qs)));
}

void SnapshotFileTest::refusesWhatIsNoFile_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("why");
    QTest::newRow("nothing") << QString() << u"no file name"_qs;
    QTest::newRow("directory") << u"/"_qs << u"is a directory"_qs;
    QTest::newRow("device") << u"/dev/full"_qs << u"not a regular file"_qs;
    QTest::newRow("no folder") << u"/nonexistent/s.json"_qs << u"no directory '/nonexistent'"_qs;
}

void SnapshotFileTest::refusesWhatIsNoFile()
{
    QFETCH(QString, target);
    QFETCH(QString, why);

    const auto result = exportJson(someSnapshot(), target);

    QVERIFY(!result.has_value());
    QVERIFY2(result.error().message.contains(why), qPrintable(result.error().message));
}

void SnapshotFileTest::proposedNamesAreHarmless_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"prod-feed"_qs << u"prod-feed.json"_qs;
    QTest::newRow("climbs") << u"../../etc/passwd"_qs << u"etc-passwd.json"_qs;
    QTest::newRow("hidden") << u".bashrc"_qs << u"bashrc.json"_qs;
    QTest::newRow("option") << u"-rf"_qs << u"rf.json"_qs;
    QTest::newRow("url") << u"wss://höst/a b"_qs << u"wss---h-st-a-b.json"_qs;
    QTest::newRow("nothing left") << u"///"_qs << u"snapshot.json"_qs;
    QTest::newRow("long") << QString(300, u'x') << QString(59, u'x') + u".json"_qs;
}

void SnapshotFileTest::proposedNamesAreHarmless()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);

    QCOMPARE(exportFileName(name, u".json"_qs), expected);
}

BREAKWATER_TEST(SnapshotFileTest)
#include "tst_snapshotfile.moc"
