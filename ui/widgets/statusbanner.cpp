// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/statusbanner.h>

#include <ui/models/bannerstate.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/stateglyph.h>
#include <ui/theme/theme.h>

#include <QtCore/QSet>
#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include <map>
#include <utility>

namespace Breakwater::Ui {

using Kind = BannerState::Kind;

namespace {

constexpr Duration redAfter = std::chrono::minutes(5);
constexpr int glyphSize = 18;

QPushButton *button(const QString &text, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return made;
}

} // namespace

class StatusBanner::Private
{
public:
    Private(StatusBanner &banner, SnapshotFeed &snapshots)
        : q(banner), feed(snapshots), text(new QLabel(&q)),
          retry(button(StatusBanner::tr("Retr&y now"), &q)),
          edit(button(StatusBanner::tr("&Edit connection"), &q)),
          dismiss(button(StatusBanner::tr("Dis&miss"), &q))
    {
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setMinimumWidth(200);
        auto *layout = new QHBoxLayout(&q);
        layout->setContentsMargins(12 + glyphSize + 8, 4, 8, 4);
        layout->addWidget(text, 1);
        for (QPushButton *each : {retry, edit, dismiss})
            layout->addWidget(each);
        connect(retry, &QPushButton::clicked, &q, &StatusBanner::retryWanted);
        connect(edit, &QPushButton::clicked, &q, &StatusBanner::editWanted);
        connect(dismiss, &QPushButton::clicked, &q, [this] {
            dismissed.insert(feed.selected().value + state.text);
            follow();
        });
    }

    void follow();
    bool isRed() const;

    StatusBanner &q;
    SnapshotFeed &feed;
    QLabel *text;
    QPushButton *retry;
    QPushButton *edit;
    QPushButton *dismiss;
    BannerState state;

private:
    void noteTroubles();

    bool wasRed = false; //!< as painted
    std::map<SessionId, MonotonicTime> troubledSince;
    QSet<QString> dismissed; //!< hints, by session
};

void StatusBanner::Private::noteTroubles()
{
    std::map<SessionId, MonotonicTime> now;
    const auto note = [&](const SessionId &id) {
        const auto known = troubledSince.find(id);
        now.emplace(id, known == troubledSince.end() ? feed.time().now() : known->second);
    };
    if (const SnapshotPtr frame = feed.latest()) {
        for (const SessionSnapshot &session : frame->sessions) {
            if (isLink(session) && isTroubled(session))
                note(session.id);
        }
        for (const WatchedSource &source : frame->watched) {
            if (isTroubled(feed, source))
                note(source.id);
        }
    }
    troubledSince = std::move(now);
}

bool StatusBanner::Private::isRed() const
{
    if (state.kind == Kind::Silent)
        return feed.sinceFrame() >= redAfter;
    if (state.kind != Kind::Trouble)
        return false;
    const auto isOld
        = [&](const auto &trouble) { return feed.time().now() - trouble.second >= redAfter; };
    if (feed.selected() == SessionId{})
        return std::any_of(troubledSince.begin(), troubledSince.end(), isOld);
    const WatchedSource *source = feed.watched();
    const auto found = troubledSince.find(source ? source->id : feed.selected());
    return found != troubledSince.end() && isOld(*found);
}

void StatusBanner::Private::follow()
{
    noteTroubles();
    const Kind before = state.kind;
    state = bannerState(feed);
    if (state.kind == Kind::Hint && dismissed.contains(feed.selected().value + state.text))
        state = {};
    text->setText(state.text);
    retry->setVisible(state.offersRetry);
    edit->setVisible(state.offersEdit);
    dismiss->setVisible(state.kind == Kind::Hint);
    q.setVisible(state.kind != Kind::Nothing);
    const bool red = isRed();
    if (std::exchange(wasRed, red) != red || state.kind != before)
        q.update();
    if (state.kind != before && state.kind != Kind::Nothing) {
        QAccessibleEvent alert(text, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

StatusBanner::StatusBanner(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed))
{
    const auto follow = [this] { d->follow(); };
    connect(&feed, &SnapshotFeed::updated, this, follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, follow);
    d->follow();
}

StatusBanner::~StatusBanner() = default;

void StatusBanner::paintEvent(QPaintEvent *)
{
    const bool isHint = d->state.kind == Kind::Hint;
    const Role role = isHint ? Role::Accent : d->isRed() ? Role::Failing : Role::Recovering;
    QColor ground = colour(role, palette());
    QPainter painter(this);
    painter.fillRect(rect(), colour(Role::Panel, palette()));
    painter.fillRect(QRect(0, 0, 4, height()), ground);
    ground.setAlpha(isDark(palette()) ? 56 : 40);
    painter.fillRect(rect(), ground);
    const QRectF glyph(12, (height() - glyphSize) / 2.0, glyphSize, glyphSize);
    paintSeverityGlyph(painter, glyph,
                       isHint           ? Severity::Info
                           : d->isRed() ? Severity::Error
                                        : Severity::Warning,
                       palette());
}

} // namespace Breakwater::Ui
