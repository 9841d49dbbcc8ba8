// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QFrame>

class QLabel;

namespace Breakwater::Ui {

//! One sentence above the pages that stays until somebody closes it.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void tell(const QString &sentence);
    QString sentence() const;

private:
    QLabel *const m_words;
};

} // namespace Breakwater::Ui
