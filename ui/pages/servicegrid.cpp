// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/servicegrid.h>

#include <ui/models/servicefeed.h>
#include <ui/models/snapshotfeed.h>
#include <ui/widgets/servicetile.h>

#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <utility>

namespace Breakwater::Ui {

namespace {

constexpr int gap = 6;

ServiceState::Moment momentOf(const ServiceFeed &feed, const QString &service)
{
    return {.now = feed.snapshots().time().wallNow(),
            .recentErrors = feed.recentErrors(service),
            .isStale = feed.isStale(),
            .silentFor = feed.silentFor()};
}

} // namespace

ServiceGrid::ServiceGrid(ServiceFeed &feed, QWidget *parent)
    : QScrollArea(parent), m_feed(feed), m_area(new QWidget),
      m_least(ServiceTile().minimumSizeHint())
{
    setWidget(m_area);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Services"));
    connect(&feed, &ServiceFeed::updated, this, &ServiceGrid::follow);
    connect(&feed, &ServiceFeed::selectionChanged, this, &ServiceGrid::follow);
    connect(&feed, &ServiceFeed::staleChanged, this, &ServiceGrid::follow);
    followCards();
}

// Nobody sees it: there is time until it is shown.
void ServiceGrid::follow()
{
    if (isVisible())
        followCards();
}

void ServiceGrid::followCards()
{
    const ServiceBoard *const board = m_feed.board();
    std::map<QString, Entry> before = std::exchange(m_entries, {});
    std::vector<ServiceHealth> healths;
    for (const ServiceCard &card : board ? board->services : std::vector<ServiceCard>()) {
        if (m_entries.size() == ServiceBoard::mostServices)
            break;
        const ServiceState::Moment moment = momentOf(m_feed, card.name);
        const auto known = before.extract(card.name);
        ServiceTile *const tile = known.empty() ? tileFor(card.name) : known.mapped().tile;
        tile->setState(serviceState(card, moment));
        tile->setTrend(m_feed.trend(card.name));
        m_entries[card.name] = {tile, static_cast<int>(lastHealth(card, moment))};
        healths.push_back(tile->state().health);
    }
    for (const auto &[name, entry] : before)
        drop(entry.tile);
    m_summary = servicesInWords(healths);
    followSelection();
    order();
    Q_EMIT changed();
}

ServiceTile *ServiceGrid::tileFor(const QString &service)
{
    auto *const tile = new ServiceTile(m_area);
    tile->setFocusPolicy(Qt::ClickFocus);
    connect(tile, &ServiceTile::chosen, this,
            [this, service] { m_feed.select(m_feed.selected() == service ? QString() : service); });
    connect(tile, &ServiceTile::focused, this, [this, tile] {
        setCurrent(tile);
        ensureWidgetVisible(tile, 0, gap);
    });
    return tile;
}

void ServiceGrid::drop(ServiceTile *tile)
{
    if (tile == m_current)
        m_current = nullptr;
    tile->hide();
    tile->deleteLater();
}

void ServiceGrid::followSelection()
{
    for (const auto &[name, entry] : m_entries) {
        entry.tile->setSelected(name == m_feed.selected());
        const auto key = m_key.find(name);
        entry.tile->setKey(key == m_key.end() ? std::nullopt : std::optional(key->second));
    }
}

void ServiceGrid::setFilter(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    order();
    Q_EMIT changed();
}

void ServiceGrid::setKey(std::map<QString, Role> key)
{
    m_key = std::move(key);
    followSelection();
}

bool ServiceGrid::matches(const QString &service) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return service.contains(word, Qt::CaseInsensitive);
    });
}

// By health, then by name, and by nothing that changes with every frame: cards that jump about
// cannot be read.
void ServiceGrid::order()
{
    std::vector<std::pair<QString, Entry>> entries(m_entries.begin(), m_entries.end());
    std::stable_sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) {
        return a.second.rank != b.second.rank ? a.second.rank < b.second.rank
                                              : a.first.compare(b.first, Qt::CaseInsensitive) < 0;
    });
    m_shown.clear();
    for (const auto &[name, entry] : entries) {
        const bool isShown = matches(name);
        entry.tile->setVisible(isShown);
        if (isShown)
            m_shown.push_back(entry.tile);
    }
    const bool hasCurrent = std::find(m_shown.begin(), m_shown.end(), m_current) != m_shown.end();
    setCurrent(hasCurrent || m_shown.empty() ? m_current : m_shown.front());
    arrange();
}

void ServiceGrid::arrange()
{
    const int width = viewport()->width();
    m_columns = std::max(1, (width + gap) / (m_least.width() + gap));
    const int height = m_least.height();
    const int count = static_cast<int>(m_shown.size());
    for (int i = 0; i < count; ++i) {
        const int left = i % m_columns * (width + gap) / m_columns;
        const int right = (i % m_columns + 1) * (width + gap) / m_columns - gap;
        m_shown[static_cast<std::size_t>(i)]->setGeometry(left, i / m_columns * (height + gap),
                                                          right - left, height);
    }
    const int rows = (count + m_columns - 1) / m_columns;
    m_area->resize(width, std::max(0, rows * (height + gap) - gap));
}

QSize ServiceGrid::minimumSizeHint() const
{
    return {m_least.width() + verticalScrollBar()->sizeHint().width(), m_least.height()};
}

void ServiceGrid::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void ServiceGrid::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    followCards();
}

void ServiceGrid::setCurrent(ServiceTile *tile)
{
    if (m_current && m_current != tile)
        m_current->setFocusPolicy(Qt::ClickFocus);
    m_current = tile;
    if (m_current)
        m_current->setFocusPolicy(Qt::StrongFocus);
}

void ServiceGrid::moveFocus(int steps)
{
    const auto at = std::find(m_shown.begin(), m_shown.end(), m_current);
    if (at == m_shown.end())
        return;
    const auto last = static_cast<std::ptrdiff_t>(m_shown.size()) - 1;
    const std::ptrdiff_t to = std::clamp<std::ptrdiff_t>(at - m_shown.begin() + steps, 0, last);
    m_shown[static_cast<std::size_t>(to)]->setFocus(Qt::OtherFocusReason);
}

void ServiceGrid::keyPressEvent(QKeyEvent *event)
{
    const int all = static_cast<int>(ServiceBoard::mostServices);
    switch (event->key()) {
    case Qt::Key_Left: return moveFocus(-1);
    case Qt::Key_Right: return moveFocus(1);
    case Qt::Key_Up: return moveFocus(-m_columns);
    case Qt::Key_Down: return moveFocus(m_columns);
    case Qt::Key_Home: return moveFocus(-all);
    case Qt::Key_End: return moveFocus(all);
    case Qt::Key_Escape:
        if (!m_feed.selected().isEmpty())
            return m_feed.select({});
        break;
    default: break;
    }
    event->ignore(); // not QScrollArea's: the window has keys of its own
}

} // namespace Breakwater::Ui
