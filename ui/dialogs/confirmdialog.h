// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QDialog>

class QLineEdit;

namespace Breakwater::Ui {

//! Asks before something dangerous; the safe answer is the default one. Never blocks: accepted()
//! says yes.
class ConfirmDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString title;
        QString text;   //!< names the target and what will happen
        QString action; //!< on the button that does it
        //! Asked for along with it: why, for the event log.
        bool asksReason = false;
    };

    explicit ConfirmDialog(const Question &question, QWidget *parent = nullptr);

    QString reason() const;

private:
    QLineEdit *m_reason = nullptr;
};

} // namespace Breakwater::Ui
