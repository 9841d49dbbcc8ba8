// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/messageledger.h>

#include <QtWidgets/QScrollArea>

class QFormLayout;
class QLabel;

namespace Breakwater::Ui {

//! Everything that is known about one message, to read and to copy.
class MessageDetails final : public QScrollArea
{
    Q_OBJECT

public:
    explicit MessageDetails(QWidget *parent = nullptr);

    //! Null: none is chosen.
    void show(const LedgerEntryPtr &entry);
    using QScrollArea::show;

private:
    QLabel *line(std::size_t number);

    QFormLayout *m_form;
    QLabel *m_hint;
    std::vector<QLabel *> m_names;
    std::vector<QLabel *> m_values;
};

} // namespace Breakwater::Ui
