// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/secretkeeping.h>

#include <QtCore/QPointer>

namespace Breakwater::Ui {

SecretKeeping::SecretKeeping(SecretStore &store, QObject *parent) : QObject(parent), m_store(store)
{ }

SecretKeeping::~SecretKeeping()
{
    if (!m_removed.isEmpty())
        m_store.remove(m_removed, [](const Expected<void> &) {});
}

SecretStore::DoneHandler SecretKeeping::report()
{
    return [self = QPointer(this)](const Expected<void> &done) {
        if (self && !done)
            Q_EMIT self->failed(done.error().message);
    };
}

void SecretKeeping::look(const QString &name)
{
    m_store.read(name, [self = QPointer(this), name](const auto &found) {
        if (self)
            Q_EMIT self->looked(name, found && found->has_value(),
                                found ? QString() : found.error().message);
    });
}

void SecretKeeping::keep(const QString &name, const QByteArray &secret)
{
    m_store.write(name, secret, report());
}

void SecretKeeping::rename(const QString &from, const QString &to)
{
    m_store.read(from, [self = QPointer(this), from, to](const auto &found) {
        if (!self || !found || !found->has_value())
            return;
        self->m_store.write(to, **found, [self, from](const Expected<void> &written) {
            if (self && written)
                self->removeNow(from);
            else if (self)
                Q_EMIT self->failed(written.error().message);
        });
    });
}

void SecretKeeping::removeLater(const QString &name)
{
    if (!m_removed.isEmpty())
        removeNow(m_removed);
    m_removed = name;
}

void SecretKeeping::keepRemoved()
{
    m_removed.clear();
}

void SecretKeeping::removeNow(const QString &name)
{
    m_store.remove(name, report());
}

} // namespace Breakwater::Ui
