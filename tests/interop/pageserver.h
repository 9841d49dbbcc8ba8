// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <QtNetwork/QTcpServer>

class QTcpSocket;

namespace Breakwater::Test {

//! Serves one web page on 127.0.0.1, an origin of its own, and takes what the page posts to
//! `/result`.
class PageServer final : public QObject
{
    Q_OBJECT

public:
    PageServer();

    void setPage(const QByteArray &html) { m_page = html; }
    QString origin() const
    {
        return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort());
    }
    QString url() const { return origin() + QStringLiteral("/page"); }
    //! Empty before the page has posted it.
    const QJsonObject &result() const { return m_result; }

private:
    void onReadable(QTcpSocket *browser);
    void answer(QTcpSocket *browser, const QByteArray &head, const QByteArray &body);

    QTcpServer m_server;
    QByteArray m_page;
    QJsonObject m_result;
};

} // namespace Breakwater::Test
