// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/numberedmessages.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <map>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

QByteArray numberedMessage(const QString &sender, int number)
{
    const QJsonObject message{{u"id"_qs, u"%1-%2"_qs.arg(sender).arg(number)},
                              {u"sender"_qs, sender},
                              {u"number"_qs, number}};
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

QString senderOf(const QByteArray &message)
{
    return QJsonDocument::fromJson(message)[u"sender"_qs].toString();
}

QString arrivalFault(const QByteArrayList &arrived, const QString &sender, int first, int last)
{
    QStringList faults;
    std::map<int, int> copies;
    int highest = first - 1;
    for (const QByteArray &message : arrived) {
        const int number = QJsonDocument::fromJson(message)[u"number"_qs].toInt(first - 1);
        if (number < first || number > last || message != numberedMessage(sender, number)) {
            faults += u"foreign: "_qs + QString::fromUtf8(message.left(80));
            continue;
        }
        if (++copies[number] == 2)
            faults += u"%1 is doubled"_qs.arg(number);
        else if (copies[number] == 1 && number < highest)
            faults += u"%1 comes after %2"_qs.arg(number).arg(highest);
        highest = std::max(highest, number);
    }
    for (int number = first; number <= last; ++number) {
        if (!copies.contains(number))
            faults += u"%1 is missing"_qs.arg(number);
    }
    if (faults.isEmpty())
        return {};
    const QString more = faults.size() > 5 ? u", and %1 more"_qs.arg(faults.size() - 5) : QString();
    return u"Of %1's messages %2 to %3: "_qs.arg(sender).arg(first).arg(last)
        + faults.mid(0, 5).join(u", "_qs) + more + u'.';
}

} // namespace Breakwater::Test
