// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Not a benchmark: what benchmarks/database and benchmarks/compare call to reach the table of
// baselines in PostgreSQL. Reads one request from standard input, so that no password stands in the
// list of processes, and answers with JSON:
//
//     {"do": "put", "url": "postgresql://…", "run": {…}}    {}
//     {"do": "list", "url": …}                              [{"run": …, "machine": …, …}, …]
//     {"do": "find", "url": …, "name": …, "machine": …, "except": …}    the document, or {}
//
// Exits with 2, and a sentence on standard error, when that cannot be done.

#include <benchmarks/support/baselinetable.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>

#include <cstdio>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

Expected<QJsonDocument, QString> answer(const QJsonObject &request)
{
    const auto address = DatabaseAddress::fromUrl(request[u"url"_qs].toString());
    if (!address)
        return Unexpected<QString>{address.error()};
    BaselineTable table(*address);
    if (const auto opened = table.open(); !opened)
        return Unexpected<QString>{opened.error()};
    const QString what = request[u"do"_qs].toString();
    const auto document = [](const auto &content) { return QJsonDocument(content); };
    if (what == "put"_L1)
        return table.put(request[u"run"_qs].toObject()).map([] {
            return QJsonDocument(QJsonObject());
        });
    if (what == "list"_L1)
        return table.list().map(document);
    if (what == "find"_L1)
        return table
            .find(request[u"name"_qs].toString(), request[u"machine"_qs].toString(),
                  request[u"except"_qs].toString())
            .map(document);
    return Unexpected<QString>{u"This request asks for nothing that is known."_qs};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 2;
    const auto said = answer(QJsonDocument::fromJson(input.readAll()).object());
    if (!said) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(said.error()));
        return 2;
    }
    std::printf("%s\n", said->toJson(QJsonDocument::Compact).constData());
    return 0;
}
