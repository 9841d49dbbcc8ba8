// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/net/endpoint.h>

#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslConfiguration>

namespace Breakwater {

//! URL, headers and Authorization (a bearer token wins over user and password).
QNetworkRequest makeRequest(const Endpoint &endpoint);

//! The system's settings are asked when `System` is chosen, which may read the environment.
QNetworkProxy makeProxy(const ProxyOptions &options, const QUrl &url);

//! Reads the files. One sentence that names the file when one cannot be read or used. Verification
//! is never switched off: an own authority replaces the system's, that is all.
Expected<QSslConfiguration> makeTlsConfiguration(const TlsOptions &options);

} // namespace Breakwater
