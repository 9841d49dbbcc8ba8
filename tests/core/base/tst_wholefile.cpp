// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/wholefile.h>

#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;

class WholeFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAllOrNothing();
    void aLinkIsNotFollowed();
    void aFolderAndADeviceAreRefused();
    void aMissingFolderIsNamed();

private:
    static QByteArray contentOf(const QString &path);
};

QByteArray WholeFileTest::contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void WholeFileTest::writesAllOrNothing()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.txt"_qs);

    QVERIFY(writeWholeFile(path, "old", u"it"_qs).has_value());
    QVERIFY(writeWholeFile(path, "new", u"it"_qs).has_value());

    QCOMPARE(contentOf(path), QByteArray("new"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void WholeFileTest::aLinkIsNotFollowed()
{
    QTemporaryDir folder;
    const QString real = folder.filePath(u"real"_qs);
    QVERIFY(writeWholeFile(real, "precious", u"it"_qs).has_value());
    QVERIFY(QFile::link(real, folder.filePath(u"link"_qs)));

    const auto written = writeWholeFile(folder.filePath(u"link"_qs), "other", u"the picture"_qs);

    QVERIFY(!written.has_value());
    QVERIFY(written.error().message.startsWith(u"Cannot write the picture to "));
    QCOMPARE(contentOf(real), QByteArray("precious"));
}

void WholeFileTest::aFolderAndADeviceAreRefused()
{
    QTemporaryDir folder;

    QVERIFY(!writeWholeFile(folder.path(), "x", u"it"_qs).has_value());
    QVERIFY(!writeWholeFile(u"/dev/full"_qs, "x", u"it"_qs).has_value());
    QVERIFY(!writeWholeFile({}, "x", u"it"_qs).has_value());
}

void WholeFileTest::aMissingFolderIsNamed()
{
    QTemporaryDir folder;

    const auto written = writeWholeFile(folder.filePath(u"no/such/a.txt"_qs), "x", u"it"_qs);

    QVERIFY(written.error().message.contains(u"no/such"));
}

BREAKWATER_TEST(WholeFileTest)
#include "tst_wholefile.moc"
