// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/httpanswer.h>

#include <QtCore/QStringList>

#include <optional>

namespace Breakwater {

//! Who may ask: Host against DNS rebinding, Origin against foreign web pages, the token. Pure.
class AccessGate final
{
public:
    struct Rules
    {
        QString listenHost = {};              //!< what the server was told to listen on
        QStringList allowedHosts = {};        //!< beside 127.0.0.1, [::1], localhost and that one
        QStringList allowedOrigins = {};      //!< of web pages; programs send none
        std::optional<QByteArray> token = {}; //!< none: nobody is asked for one
    };

    enum class Pass : std::uint8_t {
        Full,    //!< may see everything
        Nothing, //!< showed no token where one is wanted: only what tells nothing
    };
    struct Verdict
    {
        std::optional<HttpAnswer> refusal = {}; //!< an answer for every path
        Pass pass = Pass::Full;
    };

    explicit AccessGate(Rules rules);

    Verdict judge(const HttpRequest &request) const;
    //! The headers that let a listed web page read the answer; nothing for anybody else.
    std::vector<std::pair<QByteArray, QByteArray>> corsHeaders(const HttpRequest &request) const;
    //! 401, with what is wanted.
    static HttpAnswer tokenWanted();
    void setLists(const QStringList &hosts, const QStringList &origins);

private:
    bool mayUseHost(const QByteArray &header) const;

    Rules m_rules;
    QByteArray m_tokenDigest;
};

} // namespace Breakwater
