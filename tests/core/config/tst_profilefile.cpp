// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profile.h>

#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;

class ProfileFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void aMissingFileHoldsNoProfiles();
    void whatIsSavedComesBack();
    void onlyTheOwnerMayReadIt();
    void nothingIsSavedWhenOneProfileIsWrong_data();
    void nothingIsSavedWhenOneProfileIsWrong();
    void aFolderThatCannotBeWrittenIsNamed();
    void aFailedLastStepLeavesNothingBehind();
    void aDamagedFileIsNamedAndLeftAlone_data();
    void aDamagedFileIsNamedAndLeftAlone();
    void aFileThatCannotBeReadIsNamed();
    void aHugeFileIsRefused();

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

namespace {

const Profile simple{.name = u"a"_qs, .url = u"ws://a/"_qs};

QByteArray oneProfile(const char *keys)
{
    return QByteArray(R"({"schema": "breakwater.profiles/1", "profiles": [{"name": "a", )"
                      R"("url": "ws://a/", )")
        + keys + "}]}";
}

} // namespace

void ProfileFileTest::aMissingFileHoldsNoProfiles()
{
    const auto loaded = ProfileFile(m_folder.filePath(u"none.json"_qs)).load();

    QVERIFY(loaded);
    QVERIFY(loaded->empty());
}

void ProfileFileTest::whatIsSavedComesBack()
{
    const Profile full{.name = u"prod \u00e9\u6c34"_qs,
                       .url = u"wss://feed.example:8443/v1"_qs,
                       .group = u"Feeds"_qs,
                       .colour = u"#12abef"_qs,
                       .headers = {{u"X-B"_qs, u"2"_qs}, {u"X-A"_qs, u"1"_qs}},
                       .subprotocols = {u"b"_qs, u"a"_qs},
                       .auth = Profile::Auth::Bearer,
                       .user = u"me"_qs,
                       .caFile = u"/ca.pem"_qs,
                       .certificateFile = u"/c.pem"_qs,
                       .keyFile = u"/k.pem"_qs,
                       .proxy = u"http://proxy:1"_qs,
                       .autoConnect = true,
                       .readOnly = true,
                       .isWatch = true};
    const ProfileFile file(m_folder.filePath(u"new/folder/profiles.json"_qs));

    const auto saved = file.save({full, simple});

    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    const auto loaded = file.load();
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    QCOMPARE(*loaded, (std::vector<Profile>{full, simple}));
}

void ProfileFileTest::onlyTheOwnerMayReadIt()
{
    const QString path = write(u"open.json"_qs, "{}");
    QVERIFY(QFile::setPermissions(path, QFileDevice::Permissions(0x6666)));

    QVERIFY(ProfileFile(path).save({simple}));

    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));
    QVERIFY(QFileInfo(path).permissions() & QFileDevice::ReadOwner);
}

void ProfileFileTest::nothingIsSavedWhenOneProfileIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("part");
    QTest::newRow("same name") << u"a"_qs << u"There are two profiles named \"a\""_qs;
    QTest::newRow("no name") << QString() << u"The profile has no name"_qs;
}

void ProfileFileTest::nothingIsSavedWhenOneProfileIsWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, part);
    const ProfileFile file(m_folder.filePath(u"kept.json"_qs));
    QVERIFY(file.save({simple}));

    const auto saved = file.save({simple, {.name = name, .url = u"ws://b/"_qs}});

    QVERIFY(!saved);
    QVERIFY2(saved.error().message.contains(part), qPrintable(saved.error().message));
    QCOMPARE(file.load().value().size(), 1u);
}

void ProfileFileTest::aFolderThatCannotBeWrittenIsNamed()
{
    const QString obstacle = write(u"obstacle"_qs, "");

    const auto saved = ProfileFile(obstacle + u"/profiles.json"_qs).save({simple});

    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::FileAccess);
    QVERIFY(saved.error().message.contains(obstacle));
}

void ProfileFileTest::aFailedLastStepLeavesNothingBehind()
{
    // A directory in the file's place: the last step, putting the new file there, fails.
    const QString path = m_folder.filePath(u"taken.json"_qs);
    QVERIFY(QDir().mkpath(path));

    const auto saved = ProfileFile(path).save({simple});

    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(u"nothing was changed"_qs));
    QVERIFY(QFileInfo(path).isDir());
    const auto leftovers = QDir(m_folder.path()).entryList({u"taken.json?*"_qs}, QDir::Files);
    QVERIFY2(leftovers.isEmpty(), qPrintable(leftovers.join(u' ')));
}

void ProfileFileTest::aDamagedFileIsNamedAndLeftAlone_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const QByteArray &json, const char *part) {
        QTest::newRow(name) << json << QString::fromUtf8(part);
    };
    row("empty", "", ":1: this is not valid JSON: ");
    row("broken on line 3", "{\n\"schema\": \"breakwater.profiles/1\",\n oops\n}\n",
        ":3: this is ");
    row("cut off", "{\n\"schema\":\n", ":3: this is not valid JSON: ");
    row("not UTF-8", "{\n\"\xFF\": 1}", ":2: this is not valid JSON: ");
    row("a list", "[]", ": this is no profiles file; the key schema is missing");
    row("no schema", "{}", ": this is no profiles file; the key schema is missing");
    row("newer", R"({"schema": "breakwater.profiles/2", "profiles": []})",
        ": the schema \"breakwater.profiles/2\" is not known to this version");
    row("more", R"({"schema": "breakwater.profiles/1", "profiles": [], "tokens": []})",
        ": there is no key \"tokens\" in a profiles file");
    row("no list", R"({"schema": "breakwater.profiles/1", "profiles": {}})",
        ": the key profiles is not a list");
    row("no object", R"({"schema": "breakwater.profiles/1", "profiles": [1]})",
        ": profile 1 is not an object");
    row("unknown key", oneProfile(R"("password": "canary")"),
        ": profile 1: there is no key \"password\" in a profile (which holds no secrets either)");
    row("number for a text", oneProfile(R"("group": 1)"),
        ": profile 1: the key group is not a text");
    row("text for a flag", oneProfile(R"("read_only": "yes")"),
        ": profile 1: the key read_only is not true or false");
    row("unknown auth", oneProfile(R"("auth": "digest")"),
        ": profile 1: the key auth is not one of");
    row("headers", oneProfile(R"("headers": {"X": "1"})"),
        ": profile 1: the key headers is not a list");
    row("header", oneProfile(R"("headers": [{"name": "X"}])"),
        ": profile 1: the key headers is not a list of {");
    row("subprotocols", oneProfile(R"("subprotocols": [1])"),
        ": profile 1: the key subprotocols is not a list of texts");
    row("a secret", oneProfile(R"("headers": [{"name": "Cookie", "value": "canary"}])"),
        ": Profile \"a\" has the header Cookie, which holds a secret");
}

void ProfileFileTest::aDamagedFileIsNamedAndLeftAlone()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, part);
    const QString path = write(u"damaged.json"_qs, json);

    const auto loaded = ProfileFile(path).load();

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::BadConfig);
    const QString message = loaded.error().message;
    QVERIFY2(message.startsWith(path + part), qPrintable(message));
    QVERIFY(!message.contains(u"canary"_qs));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), json);
}

void ProfileFileTest::aFileThatCannotBeReadIsNamed()
{
    const auto loaded = ProfileFile(m_folder.path()).load();

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::FileAccess);
    QCOMPARE(
        loaded.error().message,
        u"The profiles file %1 cannot be read: it is not a regular file."_qs.arg(m_folder.path()));
}

void ProfileFileTest::aHugeFileIsRefused()
{
    const QString path = write(u"huge.json"_qs, QByteArray(4 * 1024 * 1024 + 1, ' '));

    const auto loaded = ProfileFile(path).load();

    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.contains(u"larger than 4 MiB"_qs));
}

BREAKWATER_TEST(ProfileFileTest)
#include "tst_profilefile.moc"
