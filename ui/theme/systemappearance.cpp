// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/systemappearance.h>

#include <ui/theme/theme.h>

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusVariant>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 200; // milliseconds

enum class Scheme : unsigned { NoPreference = 0, Dark = 1, Light = 2 };

std::optional<Scheme> portalScheme()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    QDBusMessage question = QDBusMessage::createMethodCall(
        u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
        u"org.freedesktop.portal.Settings"_s, u"Read"_s);
    question << u"org.freedesktop.appearance"_s << u"color-scheme"_s;
    question.setAutoStartService(false); // a portal that does not run has nothing to say
    const QDBusMessage answer = bus.call(question, QDBus::Block, patience);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return std::nullopt;
    QVariant value = answer.arguments().constFirst();
    while (value.canConvert<QDBusVariant>()) // older portals wrap it twice
        value = value.value<QDBusVariant>().variant();
    return static_cast<Scheme>(value.toUInt());
}

} // namespace

bool systemPrefersDark(const QPalette &desktopPalette)
{
    const std::optional<Scheme> scheme = portalScheme();
    if (scheme == Scheme::Dark || scheme == Scheme::Light)
        return scheme == Scheme::Dark;
    return isDark(desktopPalette);
}

} // namespace Breakwater::Ui
