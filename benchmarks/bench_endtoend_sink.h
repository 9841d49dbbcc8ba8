// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/endpoint.h>
#include <tests/support/peerprocess.h>
#include <tests/support/testcertificates.h>

#include <memory>

namespace Breakwater::Bench {

//! The process that counts what a sender sends; see bench_endtoend_sinkmain.cpp.
class Sink final
{
public:
    enum class Kind { Raw, RawTls, Qt };

    //! `cpu` -1: any. Ask isRunning().
    Sink(Kind kind, int cpu);

    bool isRunning() const { return m_isRunning; }
    QString said() { return m_process->said(); }
    //! Where to dial; with `echoes` every message comes back.
    Endpoint endpoint(bool echoes = false) const;
    //! What it says of the link that has just ended; none when it says nothing in time.
    std::optional<qint64> counted();

private:
    std::unique_ptr<Test::TestCertificates> m_certificates; //!< null without TLS
    std::unique_ptr<Test::PeerProcess> m_process;
    bool m_isRunning = false;
    qsizetype m_linksHeardOf = 0;
};

} // namespace Breakwater::Bench
