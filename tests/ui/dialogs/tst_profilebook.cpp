// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/profilebook.h>

#include <tests/support/signalrecorder.h>
#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestProfileBook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void keepsWhatWasPut();
    void renamesInPlace();
    void refusesANameThatIsTaken();
    void bringsBackWhatWasRemovedWhereItWas();
    void importRenamesWhatIsTaken();
    void exportCanBeImported();
    void neverOverwritesADamagedFile();

private:
    QString path(const QString &name = u"profiles.json"_qs) const
    {
        return m_folder->filePath(name);
    }
    static Profile profile(const QString &name)
    {
        Profile made;
        made.name = name;
        made.url = u"wss://example.org/"_qs;
        return made;
    }
    static QStringList names(const ProfileBook &book)
    {
        QStringList all;
        for (const Profile &each : book.profiles())
            all += each.name;
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProfileBook::keepsWhatWasPut()
{
    ProfileBook book(path());
    SignalRecorder changed(&book, &ProfileBook::changed);
    QVERIFY(book.load());
    QVERIFY(book.put(profile(u"a"_qs), {}));

    ProfileBook later(path());
    QVERIFY(later.load());

    QCOMPARE(names(later), QStringList{u"a"_qs});
    QCOMPARE(changed.size(), 2);
}

void TestProfileBook::renamesInPlace()
{
    ProfileBook book(path());
    for (const QString &name : {u"a"_qs, u"b"_qs, u"c"_qs})
        QVERIFY(book.put(profile(name), {}));

    QVERIFY(book.put(profile(u"z"_qs), u"b"_qs));

    QCOMPARE(names(book), (QStringList{u"a"_qs, u"z"_qs, u"c"_qs}));
}

void TestProfileBook::refusesANameThatIsTaken()
{
    ProfileBook book(path());
    QVERIFY(book.put(profile(u"a"_qs), {}));
    QVERIFY(book.put(profile(u"b"_qs), {}));

    const auto refused = book.put(profile(u"a"_qs), u"b"_qs);

    QVERIFY(!refused);
    QVERIFY2(refused.error().message.startsWith(u"Name:"_qs), qPrintable(refused.error().message));
    QCOMPARE(names(book), (QStringList{u"a"_qs, u"b"_qs}));
}

void TestProfileBook::bringsBackWhatWasRemovedWhereItWas()
{
    ProfileBook book(path());
    for (const QString &name : {u"a"_qs, u"b"_qs, u"c"_qs})
        QVERIFY(book.put(profile(name), {}));

    QVERIFY(!book.canUndoRemove());
    QVERIFY(book.remove(u"b"_qs));
    QCOMPARE(names(book), (QStringList{u"a"_qs, u"c"_qs}));
    QVERIFY(book.canUndoRemove());
    QVERIFY(book.undoRemove());

    QCOMPARE(names(book), (QStringList{u"a"_qs, u"b"_qs, u"c"_qs}));
    QVERIFY(!book.canUndoRemove());
}

void TestProfileBook::importRenamesWhatIsTaken()
{
    QFile file(path(u"import.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(ProfileFile::toJson({profile(u"a"_qs), profile(u"n"_qs)}));
    file.close();
    ProfileBook book(path());
    QVERIFY(book.put(profile(u"a"_qs), {}));

    const auto count = book.importFrom(file.fileName());

    QVERIFY(count);
    QCOMPARE(*count, 2);
    QCOMPARE(names(book), (QStringList{u"a"_qs, u"a 2"_qs, u"n"_qs}));
    QVERIFY(!book.importFrom(path(u"absent.json"_qs)));
}

void TestProfileBook::exportCanBeImported()
{
    ProfileBook book(path());
    QVERIFY(book.put(profile(u"a"_qs), {}));

    QVERIFY(book.exportTo(path(u"export.json"_qs)));
    ProfileBook other(path(u"other.json"_qs));
    QVERIFY(other.importFrom(path(u"export.json"_qs)));

    QCOMPARE(other.profiles(), book.profiles());
    QVERIFY(!book.exportTo(path(u"absent/export.json"_qs)));
}

void TestProfileBook::neverOverwritesADamagedFile()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ damaged");
    file.close();
    ProfileBook book(path());

    QVERIFY(!book.load());
    QVERIFY(!book.put(profile(u"a"_qs), {}));

    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{ damaged"));
}

BREAKWATER_TEST(TestProfileBook)
#include "tst_profilebook.moc"
