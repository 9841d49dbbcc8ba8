// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/storeoutbox.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

namespace Breakwater::Test {

inline const SessionId orders{QStringLiteral("orders")};
inline const SessionId prices{QStringLiteral("prices")};
inline const Error diskFull{ErrorKind::FileAccess, QStringLiteral("no space")};

//! Commits when the test says so.
class FakeCommitter final : public OutboxCommitter
{
public:
    void commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done) override
    {
        batches.push_back(std::move(batch));
        m_done.push_back(std::move(done));
    }
    void finish(const OutboxResult &result = {})
    {
        QVERIFY(!m_done.empty());
        const auto done = std::move(m_done.front());
        m_done.erase(m_done.begin());
        done(result);
    }
    bool isBusy() const { return !m_done.empty(); }

    std::vector<OutboxBatch> batches;

private:
    std::vector<std::function<void(const OutboxResult &)>> m_done;
};

//! Writes down what it hears: "stored 1 2", "failed 3", "marked 1", "unmarked 1".
class Client final : public OutboxClient
{
public:
    void outboxStored(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override
    {
        note(failure ? QStringLiteral("failed") : QStringLiteral("stored"), keys);
    }
    void outboxMarked(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override
    {
        note(failure ? QStringLiteral("unmarked") : QStringLiteral("marked"), keys);
    }

    QStringList heard;
    std::function<void()> onAnswer = [] {};

private:
    void note(QString what, const std::vector<OutboxKey> &keys)
    {
        for (const OutboxKey key : keys)
            what += QStringLiteral(" %1").arg(key.value);
        heard << what;
        onAnswer();
    }
};

inline OutboxRow row(std::uint64_t key, Duration ttl = std::chrono::seconds(10))
{
    return {.key = {key}, .payload = "x", .ttl = ttl};
}

inline std::vector<std::uint64_t> keysOf(const std::vector<OutboxRow> &rows)
{
    std::vector<std::uint64_t> keys;
    for (const OutboxRow &one : rows)
        keys.push_back(one.key.value);
    return keys;
}

inline std::vector<std::uint64_t> values(const std::vector<OutboxKey> &keys)
{
    std::vector<std::uint64_t> result;
    for (const OutboxKey key : keys)
        result.push_back(key.value);
    return result;
}

using Keys = std::vector<std::uint64_t>;

//! A StoreOutbox under manual time, and what it says.
class StoreOutboxFixture
{
protected:
    //! Before each test.
    void begin()
    {
        outbox.reset();
        committer = std::make_unique<FakeCommitter>();
        time = std::make_unique<ManualTimeSystem>();
        client.heard.clear();
        client.onAnswer = [] {};
        troubles.clear();
        expiries.clear();
    }
    StoreOutbox &make(std::vector<StoredMessage> waiting = {})
    {
        outbox = std::make_unique<StoreOutbox>(
            *time, *committer, std::move(waiting),
            StoreOutbox::Handlers{
                .onTrouble =
                    [this](const std::optional<Error> &error) {
                        troubles << (error ? error->message : QStringLiteral("fine"));
                    },
                .onExpired =
                    [this](std::size_t messages, std::size_t sessions) {
                        expiries << QStringLiteral("%1 of %2").arg(messages).arg(sessions);
                    },
            });
        return *outbox;
    }

    std::unique_ptr<ManualTimeSystem> time;
    std::unique_ptr<FakeCommitter> committer;
    std::unique_ptr<StoreOutbox> outbox;
    Client client;
    QStringList troubles;
    QStringList expiries;
};

} // namespace Breakwater::Test
