// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/tokenfile.h>

#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class TokenFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheOnlyLine();
    void warnsWhenOthersMayReadIt();
    void warnsOfAShortOne();
    void whatCannotBeUsed_data();
    void whatCannotBeUsed();
    void aMissingFileIsNamed();

private:
    QString write(const QByteArray &bytes, QFile::Permissions permissions)
    {
        const QString path = m_folder.filePath(u"token"_qs);
        QFile file(path);
        [[maybe_unused]] const bool opened = file.open(QIODevice::WriteOnly);
        file.write(bytes);
        file.setPermissions(permissions);
        return path;
    }

    static constexpr auto mine = QFile::ReadOwner | QFile::WriteOwner;
    QTemporaryDir m_folder;
};

void TokenFileTest::readsTheOnlyLine()
{
    const auto file = readTokenFile(write("  0123456789abcdef\r\n", mine));

    QVERIFY(file);
    QCOMPARE(file->token, "0123456789abcdef");
    QCOMPARE(file->warning, QString());
}

void TokenFileTest::warnsWhenOthersMayReadIt()
{
    for (const auto more : {QFile::ReadGroup, QFile::ReadOther, QFile::WriteOther}) {
        const auto file = readTokenFile(write("0123456789abcdef", mine | more));

        QVERIFY(file);
        QVERIFY2(file->warning.contains(u"chmod 600"_qs), qPrintable(file->warning));
    }
}

void TokenFileTest::warnsOfAShortOne()
{
    const auto file = readTokenFile(write("0123456789abcde", mine));

    QVERIFY(file);
    QVERIFY2(file->warning.contains(u"guessed"_qs), qPrintable(file->warning));
}

void TokenFileTest::whatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray(" \n\n");
    QTest::newRow("two lines") << QByteArray("canary-one\ncanary-two\n");
    QTest::newRow("not printable") << QByteArray("canary\x01");
    QTest::newRow("too long") << QByteArray(5000, 'c');
}

void TokenFileTest::whatCannotBeUsed()
{
    QFETCH(const QByteArray, bytes);

    const auto file = readTokenFile(write(bytes, mine));

    QVERIFY(!file);
    QVERIFY(file.error().message.contains(m_folder.path()));
    QVERIFY(!file.error().message.contains(u"canary"_qs));
}

void TokenFileTest::aMissingFileIsNamed()
{
    const auto file = readTokenFile(m_folder.filePath(u"nowhere"_qs));

    QVERIFY(!file);
    QVERIFY(file.error().message.contains(u"nowhere"_qs));
}

BREAKWATER_TEST(TokenFileTest)

#include "tst_tokenfile.moc"
