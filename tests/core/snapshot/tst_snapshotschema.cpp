// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <tests/core/snapshot/fullsnapshot.h>
#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Qt::StringLiterals;

//! The shipped schema against documents as they are written, judged by an independent validator
//! (python3-jsonschema).
class SnapshotSchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exportsFitTheSchema_data();
    void exportsFitTheSchema();
    void schemaRefusesDamage_data();
    void schemaRefusesDamage();
    void documentationKnowsEveryKey();
};

namespace {

Snapshot known()
{
    Test::Distinct distinct;
    Snapshot snapshot = Test::fullSnapshot(distinct);
    return snapshot;
}

Snapshot unknown()
{
    Snapshot snapshot;
    snapshot.sessions.resize(1);
    snapshot.sessions[0].id.value = u"new"_qs;
    return snapshot;
}

//! Exit code and words of the validator.
std::pair<int, QString> judge(const QByteArray &document)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"document.json"_qs));
    if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size())
        return {-1, file.errorString()};
    file.close();
    QProcess python;
    python.start(u"/usr/bin/python3"_qs, // another python3 in PATH would not have Debian's packages
                 {QStringLiteral(BREAKWATER_SOURCE_DIR "/tests/support/validate_snapshot.py"),
                  QStringLiteral(BREAKWATER_SOURCE_DIR "/resources/snapshot.schema.json"),
                  file.fileName()});
    if (!python.waitForFinished(30'000))
        return {-1, u"no answer from python3: "_qs + python.errorString()};
    return {python.exitCode(), QString::fromUtf8(python.readAllStandardError())};
}

QByteArray contents(const QString &path)
{
    QFile file(QStringLiteral(BREAKWATER_SOURCE_DIR) + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The names under every "properties".
void collectKeys(const QJsonValue &value, QSet<QString> &keys)
{
    for (const QJsonValue &item : value.toArray())
        collectKeys(item, keys);
    const QJsonObject object = value.toObject();
    for (const QString &name : object[u"properties"_qs].toObject().keys())
        keys.insert(name);
    for (auto it = object.begin(); it != object.end(); ++it)
        collectKeys(it.value(), keys);
}

} // namespace

void SnapshotSchemaTest::exportsFitTheSchema_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::newRow("everything known") << toBytes(known());
    QTest::newRow("nothing known") << toBytes(unknown());
    QTest::newRow("no session") << toBytes(Snapshot());
}

void SnapshotSchemaTest::exportsFitTheSchema()
{
    QFETCH(QByteArray, document);

    const auto [code, words] = judge(document);

    QVERIFY2(code == 0, qPrintable(words));
}

void SnapshotSchemaTest::schemaRefusesDamage_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("other schema") << QByteArray("breakwater.snapshot/1")
                                  << QByteArray("breakwater.snapshot/2");
    QTest::newRow("renamed key") << QByteArray("\"reconnections\"") << QByteArray("\"reconnects\"");
    QTest::newRow("unknown state") << QByteArray("\"connected\"") << QByteArray("\"red\"");
    QTest::newRow("negative counter") << QByteArray("\"total\": 1") << QByteArray("\"total\": -1");
    QTest::newRow("not a number") << QByteArray("\"failure_rate\": 0.25")
                                  << QByteArray("\"failure_rate\": NaN");
    QTest::newRow("local time") << QByteArray("25.123Z") << QByteArray("25.123");
}

void SnapshotSchemaTest::schemaRefusesDamage()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray document = toBytes(known());
    QVERIFY(document.contains(from));

    const auto [code, words] = judge(document.replace(from, to));

    QVERIFY2(code == 1, qPrintable(words));
}

void SnapshotSchemaTest::documentationKnowsEveryKey()
{
    const QJsonObject schema
        = QJsonDocument::fromJson(contents(u"/resources/snapshot.schema.json"_qs)).object();
    const QString text = QString::fromUtf8(contents(u"/docs/metrics.md"_qs));
    QSet<QString> keys;

    collectKeys(schema, keys);

    QVERIFY(keys.size() > 80);
    for (const QString &key : keys) {
        const bool isTold = text.contains(u'`' + key + u'`') || text.contains(u"### "_qs + key);
        QVERIFY2(isTold, qPrintable(key + u" is missing in docs/metrics.md"_qs));
    }
}

BREAKWATER_TEST(SnapshotSchemaTest)
#include "tst_snapshotschema.moc"
