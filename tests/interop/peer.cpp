// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/peer.h>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

// Set by CMake: where the scripts and npm's packages are.
const QString peersFolder = QStringLiteral(BREAKWATER_INTEROP_PEERS);
const QString npmModules = QStringLiteral(BREAKWATER_INTEROP_NPM_MODULES);
const QString debianModules = u"/usr/share/nodejs"_qs;

} // namespace

PeerProcess::Command peerCommand(Peer peer, const QString &script, QStringList arguments)
{
    const QString path = peersFolder + u'/' + script;
    if (peer == Peer::PythonWebsockets) {
        // Another python3 in PATH would not have Debian's packages.
        arguments.prepend(path + u".py"_qs);
        return {u"/usr/bin/python3"_qs, arguments, {}};
    }
    arguments.prepend(path + u".js"_qs);
    return {u"node"_qs,
            arguments,
            {{u"NODE_PATH"_qs, peer == Peer::NpmWs ? npmModules : debianModules}}};
}

} // namespace Breakwater::Test
