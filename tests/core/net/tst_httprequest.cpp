// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/httprequest.h>

#include <core/net/endpoint.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

namespace {

Endpoint endpointOf(const QString &url)
{
    Endpoint endpoint;
    endpoint.url = QUrl(url);
    return endpoint;
}

QByteArray linesOf(const Endpoint &endpoint, const QByteArray &name)
{
    QByteArrayList found;
    for (const QByteArray &line : getRequest(endpoint).split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            found += line.mid(name.size() + 1).trimmed();
    }
    return found.join('|');
}

} // namespace

class HttpRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForTheUrl_data();
    void asksForTheUrl();
    void saysWhatItReads();
    void credentialsAreHeaders_data();
    void credentialsAreHeaders();
    void ownHeadersAreSentOnce();
    void nothingBeginsAnotherLine();
};

void HttpRequestTest::asksForTheUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QString>("dialled");
    const auto row = [](const QString &url, const QByteArray &target, const QByteArray &host,
                        const QString &dialled) {
        QTest::newRow(qPrintable(url)) << url << target << host << dialled;
    };
    row(u"http://example.org/a/b"_qs, "/a/b", "example.org", u"example.org:80"_qs);
    row(u"https://example.org"_qs, "/", "example.org", u"example.org:443 secure"_qs);
    row(u"http://example.org:8080/a?b=c&d"_qs, "/a?b=c&d", "example.org:8080",
        u"example.org:8080"_qs);
    row(u"http://example.org:80/"_qs, "/", "example.org", u"example.org:80"_qs);
    row(u"https://example.org:80/"_qs, "/", "example.org:80", u"example.org:80 secure"_qs);
    row(u"http://[::1]:81/"_qs, "/", "[::1]:81", u"::1:81"_qs);
    row(u"http://[fe80::1%25eth0]/"_qs, "/", "[fe80::1]", u"fe80::1%eth0:80"_qs);
    row(u"http://b\u00fccher.example/\u00e4 b?\u00e4"_qs, "/%C3%A4%20b?%C3%A4",
        "xn--bcher-kva.example", u"xn--bcher-kva.example:80"_qs);
    row(u"http://example.org/%0d%0aX:%20y"_qs, "/%0D%0AX:%20y", "example.org",
        u"example.org:80"_qs);
    row(u"http://me:secret@example.org/#part"_qs, "/", "example.org", u"example.org:80"_qs);
}

void HttpRequestTest::asksForTheUrl()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, host);
    QFETCH(QString, dialled);
    const Endpoint endpoint = endpointOf(url);

    const QByteArray request = getRequest(endpoint);
    const DialledHost to = dialledHost(endpoint.url);

    QCOMPARE(request.left(request.indexOf('\r')).toLower(),
             QByteArray("GET " + target + " HTTP/1.1").toLower());
    QCOMPARE(linesOf(endpoint, "Host"), host);
    QCOMPARE(u"%1:%2%3"_qs.arg(to.name).arg(to.port).arg(to.isSecure ? u" secure"_qs : QString()),
             dialled);
}

void HttpRequestTest::saysWhatItReads()
{
    const Endpoint endpoint = endpointOf(u"http://example.org/"_qs);

    QCOMPARE(linesOf(endpoint, "Accept"), "application/json");
    QCOMPARE(linesOf(endpoint, "Accept-Encoding"), "identity");
    QCOMPARE(linesOf(endpoint, "Connection"), "close");
    QCOMPARE(linesOf(endpoint, "User-Agent"), "Breakwater");
    QCOMPARE(linesOf(endpoint, "Authorization"), "");
    const QByteArray request = getRequest(endpoint);
    QVERIFY(request.endsWith("\r\n\r\n"));
    QCOMPARE(request.count("\r\n\r\n"), 1);
    QCOMPARE(request.count('\n'), request.count("\r\n"));
}

void HttpRequestTest::credentialsAreHeaders_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("token") << QByteArray("t0ken") << QString() << QByteArray("Bearer t0ken");
    QTest::newRow("password") << QByteArray() << u"ann"_qs
                              << "Basic " + QByteArray("ann:p\xc3\xa4ss").toBase64();
    QTest::newRow("both") << QByteArray("t0ken") << u"ann"_qs << QByteArray("Bearer t0ken");
    QTest::newRow("with its line break")
        << QByteArray("t0ken\n") << QString() << QByteArray("Bearer t0ken");
}

void HttpRequestTest::credentialsAreHeaders()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, user);
    QFETCH(QByteArray, header);
    Endpoint endpoint = endpointOf(u"http://example.org/"_qs);
    if (!token.isEmpty())
        endpoint.bearerToken = token;
    if (!user.isEmpty())
        endpoint.basicAuth = BasicAuth{user, u"p\u00e4ss"_qs};

    QCOMPARE(linesOf(endpoint, "Authorization"), header);
}

void HttpRequestTest::ownHeadersAreSentOnce()
{
    Endpoint endpoint = endpointOf(u"http://example.org/"_qs);
    QVERIFY(endpoint.addHeader("X-Site", "a b"));
    QVERIFY(endpoint.addHeader("User-Agent", "Watcher"));
    QVERIFY(endpoint.addHeader("accept", "text/html"));

    QCOMPARE(linesOf(endpoint, "X-Site"), "a b");
    QCOMPARE(linesOf(endpoint, "User-Agent"), "Watcher");
    QCOMPARE(linesOf(endpoint, "Accept"), "application/json"); // nothing else is read
}

void HttpRequestTest::nothingBeginsAnotherLine()
{
    Endpoint endpoint = endpointOf(u"http://example.org/"_qs);
    const auto lines = [&] { return getRequest(endpoint).count('\n'); };
    const auto before = lines();

    endpoint.bearerToken = "t0ken\r\nX-Evil: 1\r\n\r\nGET /";
    endpoint.url.setQuery(u"a=\r\nb"_qs);

    QCOMPARE(lines(), before + 1); // Authorization
    QCOMPARE(linesOf(endpoint, "X-Evil"), "");
}

BREAKWATER_TEST(HttpRequestTest)
#include "tst_httprequest.moc"
