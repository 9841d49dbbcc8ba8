// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/metricsstream.h>

#include <core/serve/streamdocuments.h>
#include <core/serve/streamsubscriber.h>

#include <algorithm>
#include <vector>

namespace Breakwater {

class MetricsStream::Private
{
public:
    Private(const StabilityConfig &settings, TimeSystem &system)
        : time(system), documents(system), config(settings),
          sweeper(system.createTimer([this] { sweep(); }))
    { }

    bool isHeard() const
    {
        return std::any_of(subscribers.begin(), subscribers.end(),
                           [](const auto &subscriber) { return subscriber->isHere(); });
    }

    //! In order of their wishes, so that each is made once.
    void sort()
    {
        std::stable_sort(subscribers.begin(), subscribers.end(),
                         [](const auto &a, const auto &b) { return a->filter() < b->filter(); });
    }

    //! Not when one ends: it may be in the middle of something.
    void sweep()
    {
        std::erase_if(subscribers, [this](const auto &subscriber) {
            if (subscriber->hasEnded())
                framesSkipped += subscriber->framesSkipped();
            return subscriber->hasEnded();
        });
    }

    TimeSystem &time;
    StreamDocuments documents;
    StabilityConfig config;
    std::vector<std::unique_ptr<StreamSubscriber>> subscribers;
    std::uint64_t framesSkipped = 0; //!< of those that left
    const std::unique_ptr<Timer> sweeper;
};

MetricsStream::MetricsStream(const StabilityConfig &config, TimeSystem &time)
    : d(std::make_unique<Private>(config, time))
{ }

MetricsStream::~MetricsStream() = default;

void MetricsStream::adopt(const IncomingRequest &, const AcceptorListener::Adopt &adopt)
{
    const StreamSubscriber::World world{d->time, d->documents,
                                        [this] { d->sweeper->startAt(d->time.now()); }};
    d->subscribers.push_back(std::make_unique<StreamSubscriber>(world, adopt, d->config));
}

void MetricsStream::publish(const SnapshotPtr &frame)
{
    const SnapshotPtr before = d->documents.latest();
    d->documents.renew(frame);
    if (!d->isHeard())
        return;
    const std::vector<QByteArray> news
        = before ? d->documents.news(before) : std::vector<QByteArray>();
    d->sort();
    for (const auto &subscriber : d->subscribers) {
        for (const QByteArray &one : news)
            subscriber->tell(one);
        subscriber->frameMade(frame->tiers);
        subscriber->pump();
    }
}

void MetricsStream::configure(const StabilityConfig &config)
{
    d->config = config;
    for (const auto &subscriber : d->subscribers)
        subscriber->configure(config);
}

void MetricsStream::setHistory(const SourceHistory *history)
{
    d->documents.setHistory(history);
}

void MetricsStream::closeAll(int code, const QString &reason)
{
    for (const auto &subscriber : d->subscribers)
        subscriber->close(code, reason);
}

void MetricsStream::breakAll()
{
    for (const auto &subscriber : d->subscribers)
        d->framesSkipped += subscriber->framesSkipped();
    d->subscribers.clear();
}

std::int64_t MetricsStream::subscribers() const
{
    return std::count_if(d->subscribers.begin(), d->subscribers.end(),
                         [](const auto &subscriber) { return subscriber->isHere(); });
}

std::uint64_t MetricsStream::framesSkipped() const
{
    std::uint64_t sum = d->framesSkipped;
    for (const auto &subscriber : d->subscribers)
        sum += subscriber->framesSkipped();
    return sum;
}

} // namespace Breakwater
