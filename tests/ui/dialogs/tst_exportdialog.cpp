// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/exportdialog.h>

#include <tests/support/signalrecorder.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestExportDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesValidJsonUnderATimedName();
    void saysWhatWillBeInTheFile();
    void warnsThatAFileWillBeReplaced();
    void offersTheDocumentOfWhatIsWatched();
    void saysInOneSentenceWhyItCannotBeWritten_data();
    void saysInOneSentenceWhyItCannotBeWritten();

private:
    static SnapshotPtr snapshot()
    {
        return SnapshotBuilder(7)
            .at({{}, WallTime(1'795'275'625'000ms)})
            .session(SessionBuilder(u"a"_qs))
            .session(SessionBuilder(u"b"_qs))
            .events(1, 3)
            .build();
    }
    static QPushButton *exportButton(const ExportDialog &dialog)
    {
        for (QPushButton *const each : dialog.findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == u"Export"_qs)
                return each;
        }
        return nullptr;
    }
    static QString words(const ExportDialog &dialog)
    {
        QString all;
        for (const QLabel *const each : dialog.findChildren<QLabel *>())
            all += each->text() + u'\n';
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExportDialog::writesValidJsonUnderATimedName()
{
    ExportDialog dialog(snapshot(), m_folder->path());
    SignalRecorder exported(&dialog, &ExportDialog::exported);
    dialog.show();

    QTest::keyClick(&dialog, Qt::Key_Return);

    const QString path = m_folder->filePath(u"breakwater-20261121T154025Z.json"_qs);
    QCOMPARE(exported.size(), 1);
    QCOMPARE(std::get<0>(exported.at(0)), path);
    QVERIFY(dialog.isHidden());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(document.object().value(u"sessions"_qs).toArray().size(), 2);
}

void TestExportDialog::saysWhatWillBeInTheFile()
{
    const ExportDialog dialog(snapshot(), m_folder->path());

    QVERIFY2(words(dialog).contains(u"2 session"_qs), qPrintable(words(dialog)));
    QVERIFY(words(dialog).contains(u"3 event"_qs));
    QVERIFY(words(dialog).contains(u"UTC"_qs));
    QVERIFY(words(dialog).contains(u"kB"_qs));
}

void TestExportDialog::warnsThatAFileWillBeReplaced()
{
    ExportDialog dialog(snapshot(), m_folder->path());
    QVERIFY(!words(dialog).contains(u"replaced"_qs));
    QFile file(m_folder->filePath(u"there.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));

    dialog.findChild<QLineEdit *>()->setText(file.fileName());

    QVERIFY(words(dialog).contains(u"replaced"_qs));
}

void TestExportDialog::saysInOneSentenceWhyItCannotBeWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a folder") << u"/tmp"_qs;
    QTest::newRow("no such folder") << u"/nowhere/x.json"_qs;
    QTest::newRow("a device that is full") << u"/dev/full"_qs;
    QTest::newRow("not allowed") << u"/proc/x.json"_qs;
}

void TestExportDialog::saysInOneSentenceWhyItCannotBeWritten()
{
    QFETCH(QString, path);
    ExportDialog dialog(snapshot(), m_folder->path());
    SignalRecorder exported(&dialog, &ExportDialog::exported);
    dialog.show();
    const QString before = words(dialog);

    dialog.findChild<QLineEdit *>()->setText(path);
    exportButton(dialog)->click();

    QVERIFY(exported.isEmpty());
    QVERIFY(dialog.isVisible());
    QVERIFY2(words(dialog) != before && words(dialog).contains(path), qPrintable(words(dialog)));
    QVERIFY(!QFileInfo(path).isFile());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestExportDialog::offersTheDocumentOfWhatIsWatched()
{
    const SnapshotPtr remote = SnapshotBuilder(3).session(SessionBuilder(u"theirs"_qs)).build();
    ExportDialog dialog(snapshot(), m_folder->path());
    const auto written = [&](const QString &name) {
        dialog.findChild<QLineEdit *>()->setText(m_folder->filePath(name));
        exportButton(dialog)->click();
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return QJsonObject();
        return QJsonDocument::fromJson(file.readAll()).object();
    };

    dialog.offerRemote(remote, u"prod-eu"_qs);

    auto *const what = dialog.findChild<QComboBox *>();
    QVERIFY(what->currentText().contains(u"prod-eu"_qs));
    QVERIFY2(words(dialog).contains(u"1 session,"_qs), qPrintable(words(dialog)));
    QCOMPARE(written(u"remote.json"_qs)[u"sessions"].toArray().size(), 1);
    what->setCurrentIndex(1);
    QVERIFY(words(dialog).contains(u"2 sessions"_qs));
    QCOMPARE(written(u"own.json"_qs)[u"sessions"].toArray().size(), 2);
}

BREAKWATER_TEST(TestExportDialog)
#include "tst_exportdialog.moc"
