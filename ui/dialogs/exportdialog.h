// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtWidgets/QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Breakwater::Ui {

//! Writes one snapshot to a JSON file: shows before what will be in it, and tells in one sentence
//! why it could not be written.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    //! The snapshot of the moment when the dialog was asked for. `folder` is where the file goes
    //! unless somebody says otherwise.
    ExportDialog(SnapshotPtr snapshot, const QString &folder, QWidget *parent = nullptr);

    //! The document of what is watched, as the other choice, and chosen.
    void offerRemote(const SnapshotPtr &remote, const QString &name);

    //! "breakwater-20261121T154025Z.json".
    static QString defaultFileName(WallTime time);
    QString path() const;

Q_SIGNALS:
    void exported(const QString &path);

private:
    QString contents() const;
    void choose(const SnapshotPtr &snapshot);
    void onPathChanged();
    void browse();
    void write();

    SnapshotPtr m_snapshot;
    QLabel *const m_about;
    QLineEdit *const m_path;
    QLabel *const m_words;
    QPushButton *m_exportButton = nullptr;
    QFormLayout *m_layout = nullptr;
};

} // namespace Breakwater::Ui
