// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/exportdialog.h>

#include <core/base/text.h>
#include <core/snapshot/snapshotjson.h>
#include <ui/format/format.h>
#include <ui/theme/theme.h>

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QTimeZone>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

ExportDialog::ExportDialog(SnapshotPtr snapshot, const QString &folder, QWidget *parent)
    : QDialog(parent), m_snapshot(std::move(snapshot)), m_about(new QLabel(this)),
      m_path(new QLineEdit(this)), m_words(new QLabel(this))
{
    setWindowTitle(tr("Export a snapshot"));
    m_about->setText(contents());
    for (QLabel *const label : {m_about, m_words}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto *const browseButton = new QPushButton(tr("&Browse…"), this);
    browseButton->setAutoDefault(false);
    auto *const row = new QHBoxLayout;
    row->addWidget(m_path, 1);
    row->addWidget(browseButton);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_exportButton = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_exportButton->setDefault(true);

    m_layout = new QFormLayout(this);
    auto *const fileLabel = new QLabel(tr("&File"), this);
    fileLabel->setBuddy(m_path);
    m_layout->addRow(m_about);
    m_layout->addRow(fileLabel, row);
    m_layout->addRow(m_words);
    m_layout->addRow(buttons);
    m_path->setMinimumWidth(m_path->fontMetrics().averageCharWidth() * 72);

    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::onPathChanged);
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_path->setText(QDir(folder).filePath(defaultFileName(m_snapshot->at.wall)));
}

void ExportDialog::offerRemote(const SnapshotPtr &remote, const QString &name)
{
    auto *const box = new QComboBox(this);
    box->addItem(tr("%1, as it last told").arg(sanitised(name, 60)));
    box->addItem(tr("This window: its own links, and what it watches"));
    auto *const label = new QLabel(tr("&What"), this);
    label->setBuddy(box);
    m_layout->insertRow(0, label, box);
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, remote, own = m_snapshot](int index) { choose(index == 0 ? remote : own); });
    choose(remote);
}

void ExportDialog::choose(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_about->setText(contents());
}

QString ExportDialog::defaultFileName(WallTime time)
{
    const QDateTime utc
        = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::utc());
    return u"breakwater-%1Z.json"_qs.arg(utc.toString(u"yyyyMMdd'T'HHmmss"_qs));
}

QString ExportDialog::path() const
{
    return QDir::cleanPath(m_path->text().trimmed());
}

QString ExportDialog::contents() const
{
    const qint64 size = toBytes(*m_snapshot).size();
    const auto sessions = static_cast<std::int64_t>(m_snapshot->sessions.size());
    const auto events
        = m_snapshot->events ? static_cast<std::int64_t>(m_snapshot->events->size()) : 0;
    return tr("The state of %1: %2, %3, about %4 of JSON. All times in the file are UTC.")
        .arg(Format::timeOfDay(m_snapshot->at.wall),
             sessions == 1 ? tr("1 session") : tr("%1 sessions").arg(Format::integer(sessions)),
             events == 1 ? tr("1 event") : tr("%1 events").arg(Format::integer(events)),
             Format::bytes(size));
}

void ExportDialog::onPathChanged()
{
    const QFileInfo file(path());
    m_words->setPalette({});
    m_words->setText(file.isFile() ? tr("This file exists and will be replaced.") : QString());
    m_exportButton->setEnabled(!m_path->text().trimmed().isEmpty());
}

void ExportDialog::browse()
{
    auto *const dialog
        = new QFileDialog(this, windowTitle(), path(), tr("Snapshots (*.json);;All (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_qs);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

void ExportDialog::write()
{
    const auto written = exportJson(*m_snapshot, path());
    if (written) {
        Q_EMIT exported(path());
        return accept();
    }
    QPalette colours;
    colours.setColor(QPalette::WindowText, colour(Role::Failing, palette()));
    m_words->setPalette(colours);
    m_words->setText(written.error().message);
}

} // namespace Breakwater::Ui
