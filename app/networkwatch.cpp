// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/networkwatch.h>

#include <core/base/logging.h>

#include <utility>

namespace Breakwater::App {

namespace {

// With what else the backend offers: not every one knows the medium.
QNetworkInformation *source()
{
    using Feature = QNetworkInformation::Feature;
    const bool isLoaded = QNetworkInformation::loadBackendByFeatures(Feature::Reachability
                                                                     | Feature::TransportMedium)
        || QNetworkInformation::loadBackendByFeatures(Feature::Reachability);
    return isLoaded ? QNetworkInformation::instance() : nullptr;
}

} // namespace

void NetworkWatch::start()
{
    QNetworkInformation *const information = source();
    if (!information) {
        qCDebug(bwNet) << "Nothing here tells of changes of the network.";
        return;
    }
    qCDebug(bwNet) << "Changes of the network are told by" << information->backendName();
    connect(information, &QNetworkInformation::reachabilityChanged, this,
            &NetworkWatch::onReachability);
    connect(information, &QNetworkInformation::transportMediumChanged, this,
            &NetworkWatch::onMedium);
    onReachability(information->reachability());
    onMedium(information->transportMedium());
}

void NetworkWatch::onReachability(Reachability reachability)
{
    if (reachability == Reachability::Unknown)
        return;
    const auto before = std::exchange(m_reachability, reachability);
    if (reachability == Reachability::Online && before != Reachability::Online
        && before != Reachability::Unknown)
        Q_EMIT changed(tr("the network is back"));
}

void NetworkWatch::onMedium(Medium medium)
{
    if (medium == Medium::Unknown)
        return;
    const auto before = std::exchange(m_medium, medium);
    if (before != medium && before != Medium::Unknown)
        Q_EMIT changed(tr("this machine changed to another kind of network"));
}

} // namespace Breakwater::App
