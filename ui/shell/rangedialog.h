// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QDialog>

class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace Breakwater::Ui {

class TimeView;

//! From – to, in local time.
class RangeDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit RangeDialog(TimeView &view, QWidget *parent = nullptr);

private:
    void check();
    void apply();

    TimeView &m_view;
    QDateTimeEdit *const m_from;
    QDateTimeEdit *const m_to;
    QLabel *const m_words;
    QPushButton *m_show = nullptr;
};

} // namespace Breakwater::Ui
