// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/pageserver.h>

#include <QtCore/QJsonDocument>
#include <QtNetwork/QTcpSocket>

#include <memory>

namespace Breakwater::Test {

PageServer::PageServer()
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *browser = m_server.nextPendingConnection())
            onReadable(browser);
    });
    m_server.listen(QHostAddress::LocalHost);
}

//! One request per connection: the answer closes it.
void PageServer::onReadable(QTcpSocket *browser)
{
    const auto said = std::make_shared<QByteArray>();
    connect(browser, &QTcpSocket::disconnected, browser, &QObject::deleteLater);
    connect(browser, &QTcpSocket::readyRead, this, [this, browser, said] {
        *said += browser->readAll();
        const auto end = said->indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = said->left(end).toLower();
        const auto at = head.indexOf("content-length:");
        const qint64 length
            = at < 0 ? 0 : head.mid(at + 15).split('\r').constFirst().trimmed().toLongLong();
        if (said->size() >= end + 4 + length)
            answer(browser, *said, said->mid(end + 4));
    });
}

void PageServer::answer(QTcpSocket *browser, const QByteArray &head, const QByteArray &body)
{
    QByteArray page;
    if (head.startsWith("POST /result"))
        m_result = QJsonDocument::fromJson(body).object();
    else if (head.startsWith("GET /page"))
        page = m_page;
    browser->write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                   + QByteArray::number(page.size()) + "\r\nConnection: close\r\n\r\n" + page);
    browser->disconnectFromHost();
}

} // namespace Breakwater::Test
