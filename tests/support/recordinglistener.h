// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/transport.h>

#include <functional>
#include <vector>

namespace Breakwater::Test {

//! For QCOMPARE, which cannot show an enum of ours.
inline QString nameOf(EndKind kind)
{
    return toString(kind);
}

//! Remembers everything a transport says, in order of its kind. The hooks run after the record, so
//! that a test can act — even destroy the transport — from within the call.
class RecordingListener final : public TransportListener
{
public:
    std::vector<QString> opened; //!< subprotocols
    std::vector<QByteArray> texts;
    std::vector<QByteArray> binaries;
    std::vector<QByteArray> pongs;
    int drained = 0;
    std::vector<EndReason> ends;

    std::function<void()> onOpened;
    std::function<void()> onText;
    std::function<void()> onBinary;
    std::function<void()> onPong;
    std::function<void()> onEnded;

    bool hasEnded() const { return !ends.empty(); }
    //! The name of the first end's kind; only after hasEnded().
    QString endKind() const { return nameOf(ends.front().kind); }

    void transportOpened(const QString &subprotocol) override
    {
        opened.push_back(subprotocol);
        run(onOpened);
    }
    void transportText(const QByteArray &utf8) override
    {
        texts.push_back(utf8);
        run(onText);
    }
    void transportBinary(const QByteArray &payload) override
    {
        binaries.push_back(payload);
        run(onBinary);
    }
    void transportPong(const QByteArray &payload) override
    {
        pongs.push_back(payload);
        run(onPong);
    }
    void transportDrained() override { ++drained; }
    void transportEnded(const EndReason &reason) override
    {
        ends.push_back(reason);
        run(onEnded);
    }

private:
    static void run(const std::function<void()> &hook)
    {
        if (hook)
            hook();
    }
};

} // namespace Breakwater::Test
