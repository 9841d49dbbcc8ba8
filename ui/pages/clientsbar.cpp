// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsbar.h>

#include <core/snapshot/servingsnapshot.h>
#include <ui/format/format.h>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

ClientsBar::ClientsBar(QWidget *parent)
    : QWidget(parent), m_text(new QLineEdit(this)),
      m_connected(addChip(tr("Show clients that are here"))),
      m_away(addChip(tr("Show clients that left and may return"))),
      m_failing(addChip(tr("Show clients whose breaker is not closed, or whose queue is above its "
                           "high water"))),
      m_charts(new QToolButton(this))
{
    m_text->setPlaceholderText(tr("Name, id or address (Ctrl+F)"));
    m_text->setAccessibleName(tr("Search the clients"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaxLength(200);
    m_charts->setText(tr("Ch&arts"));
    m_charts->setCheckable(true);
    m_charts->setToolTip(tr("Show clients, memory, cleanup and breakers over time"));
    m_charts->setFocusPolicy(Qt::StrongFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(6);
    layout->addWidget(m_text, 1);
    for (QToolButton *button : {m_connected, m_away, m_failing, m_charts})
        layout->addWidget(button);
    setCounts(nullptr);

    connect(m_text, &QLineEdit::textChanged, this, &ClientsBar::filterChanged);
    connect(m_charts, &QToolButton::clicked, this, &ClientsBar::chartsChosen);
}

QToolButton *ClientsBar::addChip(const QString &explanation)
{
    auto *chip = new QToolButton(this);
    chip->setCheckable(true);
    chip->setToolTip(explanation);
    chip->setFocusPolicy(Qt::StrongFocus);
    connect(chip, &QToolButton::toggled, this, &ClientsBar::filterChanged);
    return chip;
}

void ClientsBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

ClientFilter ClientsBar::filter() const
{
    return {.words = m_text->text().split(u' ', Qt::SkipEmptyParts),
            .connected = m_connected->isChecked(),
            .away = m_away->isChecked(),
            .failing = m_failing->isChecked()};
}

void ClientsBar::setCounts(const ServingSnapshot *serving)
{
    const auto say = [serving](QToolButton *chip, const QString &text, std::int64_t count) {
        const QString words = serving ? text + u' ' + Format::integer(count) : text;
        if (words != chip->text())
            chip->setText(words);
    };
    say(m_connected, tr("Connected"), serving ? serving->connected : 0);
    say(m_away, tr("Away"), serving ? serving->clients - serving->connected : 0);
    say(m_failing, tr("Failing"), serving ? serving->failing : 0);
}

void ClientsBar::setChartsShown(bool areShown)
{
    m_charts->setChecked(areShown);
}

} // namespace Breakwater::Ui
