// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>

#include <QtCore/QByteArray>

#include <cstdint>

namespace Breakwater::Simulation {

class SimLink;
struct Content;

//! Sees everything that crosses the border between the core and the world: what the core does when
//! it does it, and what it is about to hear before it hears it.
class Witness
{
public:
    virtual ~Witness() = default;

    // The core acts.
    virtual void dialled(SimLink &link) = 0;
    virtual void wrote(SimLink &link, const QByteArray &payload, std::int64_t backlogBefore) = 0;
    virtual void pinged(SimLink &link, const QByteArray &payload) = 0;
    virtual void closed(SimLink &link, int code) = 0;
    virtual void aborted(SimLink &link) = 0;

    // The core is about to hear.
    virtual void opening(SimLink &link) = 0;
    virtual void ponging(SimLink &link, const QByteArray &payload) = 0;
    virtual void texting(SimLink &link, const QByteArray &payload) = 0;
    virtual void draining(SimLink &link, std::int64_t backlog) = 0;
    virtual void ending(SimLink &link, const EndReason &reason) = 0;

    // The server has it, durably; or has to close the link over it.
    virtual void received(SimLink &link, const Content &content) = 0;
    virtual void choked(SimLink &link, const Content &content) = 0;
};

} // namespace Breakwater::Simulation
