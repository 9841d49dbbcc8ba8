// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QProcess>
#include <QtCore/QUrl>

namespace Breakwater::Bench {

//! Plain clients in a process of their own, so that neither their memory nor their descriptors are
//! the server's.
class Crowd final
{
public:
    ~Crowd();

    // Each waits until all have done so. A sentence when they have not.
    //! Come, a few at a time.
    QString come(const QUrl &server, int count);
    //! Say something each, and hear it back.
    QString talk();
    //! Close their sockets without a word.
    QString vanish();

    //! What the other process does, from its command line on; it ends when its input does.
    static int run(const QUrl &server, int count);

private:
    //! Tells them, and waits for this word.
    QString ask(const QByteArray &command, const QByteArray &answer);

    QProcess m_process;
    QByteArray m_said;
};

} // namespace Breakwater::Bench
