// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

class QLineEdit;

namespace Breakwater::Ui {

//! A file's path to type or to choose.
class PathPicker final : public QWidget
{
    Q_OBJECT

public:
    //! `what` names the file to people and to screen readers: "Client certificate".
    PathPicker(const QString &what, const QString &filter, QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);

Q_SIGNALS:
    void changed();

private:
    void browse();

    const QString m_what;
    const QString m_filter;
    QLineEdit *const m_edit;
};

} // namespace Breakwater::Ui
