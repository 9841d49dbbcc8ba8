// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/ledgerbar.h>

#include <ui/format/words.h>

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace Breakwater::Ui {

namespace {

using S = MessageState;

constexpr int narrow = 460;

constexpr StateSet waiting{S::Queued};
constexpr StateSet underWay{S::Queued, S::Written, S::InDoubt};
constexpr StateSet delivered{S::Confirmed, S::Sent};
constexpr StateSet doubtful{S::InDoubt, S::ExpiredInDoubt, S::Abandoned};
constexpr StateSet failures{S::Expired, S::ExpiredInDoubt, S::Dropped, S::Failed, S::Abandoned};

} // namespace

LedgerBar::LedgerBar(QWidget *parent)
    : QWidget(parent), m_text(new QLineEdit(this)), m_label(new QLabel(tr("St&ate"), this)),
      m_states(new QComboBox(this)), m_freeze(new QPushButton(tr("Free&ze"), this)),
      m_export(new QPushButton(tr("CSV…"), this))
{
    m_text->setPlaceholderText(tr("Number, id, session or reason (Ctrl+F)"));
    m_text->setAccessibleName(tr("Search the messages"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaxLength(200);
    m_freeze->setCheckable(true);
    m_freeze->setToolTip(tr("Let the rows stand still while you read; counting goes on"));
    m_export->setToolTip(tr("Write the rows that are shown to a file"));
    for (QPushButton *button : {m_freeze, m_export}) // narrower than a dialog's buttons
        button->setMaximumWidth(button->fontMetrics().horizontalAdvance(button->text()) + 24);
    addStates();

    m_label->setBuddy(m_states); // a combo box says its current text as its name
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_label);
    layout->addWidget(m_states);
    layout->addWidget(m_freeze);
    layout->addWidget(m_export);

    connect(m_text, &QLineEdit::textChanged, this, &LedgerBar::filterChanged);
    connect(m_states, &QComboBox::currentIndexChanged, this, &LedgerBar::filterChanged);
    connect(m_freeze, &QPushButton::toggled, this, &LedgerBar::frozenChanged);
    connect(m_export, &QPushButton::clicked, this, &LedgerBar::exportWanted);
}

void LedgerBar::addStates()
{
    const auto add
        = [this](const QString &text, StateSet states) { m_states->addItem(text, states.bits()); };
    add(tr("All"), StateSet::all());
    add(tr("Waiting"), waiting);
    add(tr("Under way"), underWay);
    add(tr("In doubt"), doubtful);
    add(tr("Delivered"), delivered);
    add(tr("Failures"), failures);
    m_states->insertSeparator(m_states->count());
    for (int state = 0; state <= static_cast<int>(MessageState::Abandoned); ++state) {
        const auto each = static_cast<MessageState>(state);
        add(tr("Only: %1").arg(Format::messageState(each)), {each});
    }
    m_states->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_states->setMinimumContentsLength(9);
}

void LedgerBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_label->setVisible(width() >= narrow); // what is searched for needs the room more
}

void LedgerBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QStringList LedgerBar::words() const
{
    return m_text->text().split(u' ', Qt::SkipEmptyParts);
}

StateSet LedgerBar::states() const
{
    return StateSet::fromBits(m_states->currentData().toUInt());
}

bool LedgerBar::isFrozen() const
{
    return m_freeze->isChecked();
}

} // namespace Breakwater::Ui
