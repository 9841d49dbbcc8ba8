// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QComboBox>

namespace Breakwater::Ui {

class TimeView;

//! Shows how much time the charts show, and changes it.
class RangePicker final : public QComboBox
{
    Q_OBJECT

public:
    explicit RangePicker(TimeView &view, QWidget *parent = nullptr);

Q_SIGNALS:
    void customWanted();

private:
    void follow();
    void onActivated(int index);

    TimeView &m_view;
};

} // namespace Breakwater::Ui
