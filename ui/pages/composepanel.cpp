// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/composepanel.h>

#include <core/base/text.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/composewords.h>
#include <ui/theme/theme.h>

#include <QtCore/QEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

ComposePanel::ComposePanel(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_text(new QPlainTextEdit(this)), m_kind(new QComboBox(this)),
      m_priority(new QComboBox(this)), m_id(new QLineEdit(this)),
      m_send(new QPushButton(tr("&Send"), this)), m_rate(new QDoubleSpinBox(this)),
      m_repeat(new QPushButton(this)), m_target(new QLabel(this)), m_answer(new QLabel(this))
{
    m_text->setPlaceholderText(tr("Message. Repeated, {sequence}, {id} and {time} are filled in."));
    m_text->setAccessibleName(tr("Message to send"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(3 * m_text->fontMetrics().lineSpacing());
    m_kind->addItem(tr("Text"), static_cast<int>(PayloadKind::Text));
    m_kind->addItem(tr("Binary, written as hexadecimal"), static_cast<int>(PayloadKind::Binary));
    m_priority->addItem(tr("Critical: waits while the link is down"),
                        static_cast<int>(Priority::Critical));
    m_priority->addItem(tr("Best effort: now or never"), static_cast<int>(Priority::BestEffort));
    m_id->setPlaceholderText(tr("Optional; makes repeats duplicates"));
    m_id->setMaxLength(256);
    m_rate->setRange(0.1, 50'000);
    m_rate->setDecimals(1);
    m_rate->setValue(1);
    m_rate->setSuffix(tr(" /s"));
    m_rate->setAccessibleName(tr("Messages per second"));
    if (auto *editor = m_rate->findChild<QLineEdit *>())
        editor->setAccessibleName(m_rate->accessibleName());
    m_send->setToolTip(tr("Send (Ctrl+Return)"));
    for (QLabel *label : {m_target, m_answer}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    layOut();
    connectParts();
    follow();
}

//! Rather a bar to scroll with than fields pressed flat in a small window; what sends, and the
//! answer, stay in sight below it.
void ComposePanel::layOut()
{
    auto *fields = new QFormLayout;
    fields->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    fields->addRow(tr("Ki&nd"), m_kind);
    fields->addRow(tr("Pr&iority"), m_priority);
    fields->addRow(tr("I&d"), m_id);
    for (QComboBox *box : {m_kind, m_priority}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    auto *written = new QWidget;
    auto *writing = new QVBoxLayout(written);
    writing->setContentsMargins(0, 0, 0, 0);
    writing->addWidget(m_text, 1);
    writing->addLayout(fields);
    auto *area = new QScrollArea(this);
    area->setWidget(written);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumSize(written->minimumSizeHint().width(), 2 * m_send->sizeHint().height());

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_send);
    buttons->addStretch();
    buttons->addWidget(m_rate);
    buttons->addWidget(m_repeat);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_target);
    layout->addWidget(area, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_answer);
}

void ComposePanel::connectParts()
{
    connect(m_send, &QPushButton::clicked, this, &ComposePanel::send);
    connect(m_repeat, &QPushButton::clicked, this, &ComposePanel::toggleTraffic);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ComposePanel::follow);
    connect(&m_feed, &SnapshotFeed::updated, this, &ComposePanel::onUpdated);
    connect(&m_feed, &SnapshotFeed::selectionChanged, this, &ComposePanel::follow);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(Qt::CTRL | key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ComposePanel::send);
    }
}

SessionId ComposePanel::target() const
{
    const SnapshotPtr frame = m_feed.latest();
    if (m_feed.selected() == SessionId{}) {
        const SessionSnapshot *only = frame ? onlyLink(*frame) : nullptr;
        return only ? only->id : SessionId{};
    }
    return m_feed.current() && !m_feed.watched() ? m_feed.selected() : SessionId{};
}

bool ComposePanel::isRepeating() const
{
    return m_repeating.contains(target());
}

void ComposePanel::onUpdated()
{
    // The engine forgot their traffic too: whoever returns under the same id starts quiet.
    const SnapshotPtr frame = m_feed.latest();
    m_repeating.removeIf([&](const SessionId &id) { return !frame->session(id); });
    follow();
}

void ComposePanel::follow()
{
    const SessionId to = target();
    const bool hasTarget = to != SessionId{};
    const SnapshotPtr frame = m_feed.latest();
    const SessionSnapshot *session = hasTarget && frame ? frame->session(to) : nullptr;
    const WatchedSource *source = m_feed.watched();
    m_target->setText(source ? tr("%1 is only watched from here: nothing can be sent to it.")
                                   .arg(sanitised(source->name))
                          : session ? tr("To %1").arg(sanitised(session->name))
                                    : tr("Select one connection to send to."));
    m_send->setEnabled(hasTarget);
    const bool isText = m_kind->currentIndex() == 0;
    m_rate->setEnabled(hasTarget && isText && !isRepeating());
    m_repeat->setEnabled(hasTarget && (isText || isRepeating()));
    m_repeat->setText(isRepeating() ? tr("Sto&p") : tr("&Repeat"));
}

Expected<OutgoingMessage, QString> ComposePanel::message() const
{
    OutgoingMessage made;
    made.kind = static_cast<PayloadKind>(m_kind->currentData().toInt());
    made.priority = static_cast<Priority>(m_priority->currentData().toInt());
    if (!m_id->text().isEmpty())
        made.explicitId = m_id->text().toStdString();
    if (made.kind == PayloadKind::Text) {
        made.payload = m_text->toPlainText().toUtf8();
        return made;
    }
    const auto bytes = ComposeWords::fromHex(m_text->toPlainText());
    if (!bytes)
        return Unexpected(bytes.error());
    made.payload = *bytes;
    return made;
}

void ComposePanel::send()
{
    const SessionId to = target();
    if (to == SessionId{})
        return;
    const auto made = message();
    if (!made) {
        say(made.error(), true);
        return;
    }
    say(tr("sent to the queue …"));
    Q_EMIT commandWanted(SendMessage{to, *made, ++m_lastRequest});
}

void ComposePanel::toggleTraffic()
{
    const SessionId to = target();
    if (to == SessionId{})
        return;
    SetTraffic traffic{to, m_text->toPlainText(), 0, Priority::Critical};
    traffic.priority = static_cast<Priority>(m_priority->currentData().toInt());
    if (!m_repeating.remove(to)) {
        traffic.perSecond = m_rate->value();
        m_repeating.insert(to);
    }
    say(traffic.perSecond > 0 ? tr("repeating %1 times a second").arg(traffic.perSecond)
                              : tr("stopped"));
    follow();
    Q_EMIT commandWanted(traffic);
}

void ComposePanel::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void ComposePanel::showAnswer(const SendAnswer &answer)
{
    if (answer.requestId != m_lastRequest)
        return;
    say(ComposeWords::answer(answer.outcome),
        !answer.outcome.isAccepted() && answer.outcome.verdict != SendVerdict::Pending);
}

void ComposePanel::say(const QString &sentence, bool isBad)
{
    m_isBad = isBad;
    m_answer->setText(sentence);
    tintAnswer();
}

void ComposePanel::tintAnswer()
{
    QPalette ink; // nothing but the one colour, so that the rest follows the theme
    if (m_isBad)
        ink.setColor(QPalette::WindowText, colour(Role::Failing, palette()));
    m_answer->setPalette(ink);
}

void ComposePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tintAnswer();
}

} // namespace Breakwater::Ui
