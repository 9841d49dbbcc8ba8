// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/messagedetails.h>

#include <ui/models/ledgerwords.h>

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>

namespace Breakwater::Ui {

MessageDetails::MessageDetails(QWidget *parent)
    : QScrollArea(parent), m_form(new QFormLayout),
      m_hint(new QLabel(tr("Choose a message in the table to see all about it.")))
{
    auto *content = new QWidget;
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_form->addRow(m_hint);
    m_form->setHorizontalSpacing(14);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    content->setLayout(m_form);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("The chosen message"));
}

QLabel *MessageDetails::line(std::size_t number)
{
    while (m_values.size() <= number) {
        auto *name = new QLabel;
        auto *value = new QLabel;
        name->setTextFormat(Qt::PlainText);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        name->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_form->addRow(name, value);
        m_names.push_back(name);
        m_values.push_back(value);
    }
    return m_values[number];
}

void MessageDetails::show(const LedgerEntryPtr &entry)
{
    const auto lines = entry ? LedgerWords::details(*entry) : std::vector<LedgerWords::Line>();
    m_hint->setVisible(!entry);
    for (std::size_t i = 0; i < std::max(lines.size(), m_values.size()); ++i) {
        QLabel *value = line(i);
        const bool isUsed = i < lines.size();
        m_names[i]->setVisible(isUsed);
        value->setVisible(isUsed);
        if (!isUsed)
            continue;
        m_names[i]->setText(lines[i].name);
        value->setAccessibleName(lines[i].name);
        if (value->text() != lines[i].value) // a selection in it stays
            value->setText(lines[i].value);
    }
}

} // namespace Breakwater::Ui
