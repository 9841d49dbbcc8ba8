// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/secrets/keychainsecretstore.h>

#include <QtCore/QCoreApplication>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

const QString service = u"io.github.breakwater.Breakwater"_qs;

QString tr(const char *text)
{
    return QCoreApplication::translate("KeychainSecretStore", text);
}

Error errorOf(const QKeychain::Job *job)
{
    if (!job)
        return {ErrorKind::Timeout, tr("The keychain does not answer.")};
    if (job->error() == QKeychain::NoBackendAvailable || job->error() == QKeychain::NotImplemented)
        return {ErrorKind::Refused, tr("No keychain runs on this desktop.")};
    if (job->error() == QKeychain::AccessDeniedByUser || job->error() == QKeychain::AccessDenied)
        return {ErrorKind::Refused, tr("The keychain stayed locked.")};
    return {ErrorKind::Internal, tr("No keychain can be used here (%1).").arg(job->errorString())};
}

//! One answer, from the job or from the clock, whichever comes first.
struct Pending
{
    std::function<void(QKeychain::Job *)> handler;
    std::unique_ptr<Timer> timer;

    void finish(QKeychain::Job *job)
    {
        timer->stop();
        if (const auto once = std::exchange(handler, nullptr))
            once(job);
    }
};

} // namespace

KeychainSecretStore::KeychainSecretStore(TimeSystem &time, Duration patience)
    : m_time(time), m_patience(patience)
{ }

void KeychainSecretStore::run(QKeychain::Job *job, const QString &name,
                              std::function<void(QKeychain::Job *)> handler)
{
    job->setInsecureFallback(false);
    job->setKey(name);
    const auto pending = std::make_shared<Pending>();
    pending->handler = std::move(handler);
    // The timer's callback only looks at what owns the timer.
    pending->timer = m_time.createTimer([waiting = pending.get()] { waiting->finish(nullptr); });
    pending->timer->startAt(m_time.now() + m_patience);
    connect(job, &QKeychain::Job::finished, this,
            [pending](QKeychain::Job *done) { pending->finish(done); });
    job->start(); // deletes itself when it has finished
}

void KeychainSecretStore::read(const QString &name, ReadHandler handler)
{
    auto *const job = new QKeychain::ReadPasswordJob(service, this);
    run(job, name, [handler = std::move(handler)](QKeychain::Job *done) {
        if (done && done->error() == QKeychain::EntryNotFound)
            return handler(std::nullopt);
        if (!done || done->error() != QKeychain::NoError)
            return handler(Unexpected<>(errorOf(done)));
        handler(static_cast<QKeychain::ReadPasswordJob *>(done)->binaryData());
    });
}

void KeychainSecretStore::write(const QString &name, const QByteArray &secret, DoneHandler handler)
{
    auto *const job = new QKeychain::WritePasswordJob(service, this);
    job->setBinaryData(secret);
    run(job, name, [handler = std::move(handler)](QKeychain::Job *done) {
        if (!done || done->error() != QKeychain::NoError)
            return handler(Unexpected<>(errorOf(done)));
        handler({});
    });
}

void KeychainSecretStore::remove(const QString &name, DoneHandler handler)
{
    auto *const job = new QKeychain::DeletePasswordJob(service, this);
    run(job, name, [handler = std::move(handler)](QKeychain::Job *done) {
        const bool gone = done
            && (done->error() == QKeychain::NoError || done->error() == QKeychain::EntryNotFound);
        handler(gone ? Expected<void>() : Unexpected<>(errorOf(done)));
    });
}

} // namespace Breakwater::App
