// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUrl>

namespace Breakwater {

struct Endpoint;

//! The bytes that ask for the endpoint's URL with GET, for one answer and then the end: its headers
//! and credentials, and ours, which say what kind of answer is read. Nothing that it holds can
//! begin another header line. Pure.
QByteArray getRequest(const Endpoint &endpoint);

//! Whom to connect to. https and wss are the secure ones.
struct DialledHost
{
    QString name; //!< as in certificates and in DNS
    quint16 port = 0;
    bool isSecure = false;
};
DialledHost dialledHost(const QUrl &url);

} // namespace Breakwater
