// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/profile.h>

#include <QtWidgets/QWidget>

class QListWidget;
class QPushButton;
class QToolButton;

namespace Breakwater::Ui {

class ProfileBook;

//! The saved connections by group, and what can be done with them as a whole.
class ProfileList final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileList(ProfileBook &book, QWidget *parent = nullptr);

    //! Empty: none is chosen.
    QString current() const;
    void choose(const QString &name);

Q_SIGNALS:
    void chosen(const QString &name);
    void newWanted();
    //! Gone from the file; undo brings it back until the next removal.
    void removed(const QString &name);
    void restored();
    //! Something happened, or could not: one sentence.
    void said(const QString &sentence, bool isProblem);

private:
    void makeButtons();
    void fill();
    void onRow();
    void duplicate();
    void remove();
    void undo();
    void importFile();
    void exportFile();

    ProfileBook &m_book;
    QListWidget *const m_list;
    QPushButton *const m_new;
    QToolButton *const m_more;
    QPushButton *const m_undo;
};

} // namespace Breakwater::Ui
