// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>
#include <QtNetwork/QNetworkInformation>

namespace Breakwater::App {

//! Says when this machine's network came back or became another one, so that links can be looked at
//! at once instead of after their timeouts. Where the system tells nothing it stays silent.
class NetworkWatch final : public QObject
{
    Q_OBJECT

public:
    using Reachability = QNetworkInformation::Reachability;
    using Medium = QNetworkInformation::TransportMedium;

    using QObject::QObject;

    //! Asks Qt for a source of such news. Main thread only.
    void start();

    // What that source tells. The first thing known is no change, and not knowing for a while is
    // none either.
    void onReachability(Breakwater::App::NetworkWatch::Reachability reachability);
    void onMedium(Breakwater::App::NetworkWatch::Medium medium);

Q_SIGNALS:
    //! A sentence for the event log.
    void changed(const QString &why);

private:
    Reachability m_reachability = Reachability::Unknown; //!< latest known
    Medium m_medium = Medium::Unknown;                   //!< latest known
};

} // namespace Breakwater::App
