// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/logfilterbar.h>

#include <ui/format/format.h>
#include <ui/models/eventfilter.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

//! A combo box says its current text as its name; what it is for, its label says.
void addLabelled(QHBoxLayout &layout, const QString &text, QWidget *field)
{
    auto *label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    layout.addWidget(label);
    layout.addWidget(field);
}

} // namespace

LogFilterBar::LogFilterBar(EventFilter &filter, SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), m_filter(filter), m_feed(feed), m_level(new QComboBox(this)),
      m_source(new QComboBox(this)), m_text(new QLineEdit(this)),
      m_onlySession(new QCheckBox(tr("&Only this session"), this)), m_gone(new QLabel(this)),
      m_new(new QPushButton(this))
{
    addLevels();
    addSources();
    m_text->setPlaceholderText(tr("Filter by words (Ctrl+L)"));
    m_text->setAccessibleName(tr("Filter the event log by words"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaxLength(200);
    m_gone->setTextFormat(Qt::PlainText);
    m_gone->setForegroundRole(QPalette::PlaceholderText);
    m_gone->setToolTip(tr("The log keeps so many rows; older events made room for newer ones"));
    m_gone->hide();
    m_new->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    addLabelled(*layout, tr("Level"), m_level);
    addLabelled(*layout, tr("Source"), m_source);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_gone);
    layout->addWidget(m_onlySession);
    layout->addWidget(m_new);

    connect(m_text, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_filter.setText(text); });
    connect(m_onlySession, &QCheckBox::toggled, this, &LogFilterBar::followSession);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &LogFilterBar::followSession);
    connect(m_new, &QPushButton::clicked, this, &LogFilterBar::newestWanted);
    followSession();
}

void LogFilterBar::addLevels()
{
    m_level->addItem(tr("All"), static_cast<int>(Severity::Info));
    m_level->addItem(tr("Warnings"), static_cast<int>(Severity::Warning));
    m_level->addItem(tr("Errors"), static_cast<int>(Severity::Error));
    connect(m_level, &QComboBox::currentIndexChanged, this,
            [this] { m_filter.setLevel(static_cast<Severity>(m_level->currentData().toInt())); });
}

void LogFilterBar::addSources()
{
    m_source->addItem(tr("All"), QString());
    m_source->addItem(tr("Breaker"), u"breaker"_s);
    m_source->addItem(tr("Connection"), u"connection"_s);
    m_source->addItem(tr("Queue"), u"queue"_s);
    m_source->addItem(tr("Engine"), u"engine"_s);
    m_source->addItem(tr("Watching"), u"watch"_s);
    m_source->addItem(tr("Serving"), u"serving"_s);
    m_source->addItem(tr("User"), u"user"_s);
    connect(m_source, &QComboBox::currentIndexChanged, this,
            [this] { m_filter.setSource(m_source->currentData().toString()); });
}

void LogFilterBar::followSession()
{
    const SessionId selected = m_feed.selected();
    m_onlySession->setEnabled(selected != SessionId{});
    const bool isOne = m_onlySession->isChecked() && selected != SessionId{};
    m_filter.setSession(isOne ? std::optional(selected) : std::nullopt);
    Q_EMIT oneSessionChanged(isOne);
}

void LogFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void LogFilterBar::setText(const QString &text)
{
    m_text->setText(text);
}

void LogFilterBar::setGone(std::uint64_t count)
{
    m_gone->setText(
        tr("%1 older ones gone").arg(Format::integer(static_cast<std::int64_t>(count))));
    m_gone->setVisible(count > 0);
}

void LogFilterBar::setNewRows(int count)
{
    m_new->setText(tr("▲ %1 new").arg(Format::integer(count)));
    m_new->setAccessibleName(tr("Show %1 new events").arg(Format::integer(count)));
    m_new->setVisible(count > 0);
}

} // namespace Breakwater::Ui
