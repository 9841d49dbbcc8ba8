// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/transport.h>

#include <QtCore/QtGlobal>

namespace Breakwater {

//! For sessions of clients: nobody can dial those.
class NoDialling final : public TransportFactory
{
public:
    std::unique_ptr<Transport> create(const Endpoint &, TransportListener &) override
    {
        Q_UNREACHABLE();
    }
};

} // namespace Breakwater
