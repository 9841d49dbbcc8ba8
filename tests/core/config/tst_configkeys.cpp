// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeys.h>

#include <core/config/keyvalue.h>

#include <tests/support/testmain.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class ConfigKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyAndVariableIsUnique();
    void sectionsStayTogether();
    void namesFollowOneForm();
    void everyDefaultIsAllowed();
    void writingOneKeyChangesThatKeyAlone();
    void keysThatMayBeUnsetHaveAnExampleThatIsAllowed();
    void whatNothingReadsHasNoEffectYet_data();
    void whatNothingReadsHasNoEffectYet();
    void aMistypedKeyFindsItsNeighbour_data();
    void aMistypedKeyFindsItsNeighbour();
};

void ConfigKeysTest::everyKeyAndVariableIsUnique()
{
    QSet<QString> ids;
    QSet<QString> variables;
    for (const ConfigKey &key : configKeys()) {
        ids += key.id;
        variables += key.environmentName();
    }

    QCOMPARE(ids.size(), qsizetype(configKeys().size()));
    QCOMPARE(variables.size(), qsizetype(configKeys().size()));
}

void ConfigKeysTest::sectionsStayTogether()
{
    QStringList sections;
    for (const ConfigKey &key : configKeys()) {
        if (sections.isEmpty() || sections.last() != key.section())
            sections += key.section();
    }

    QCOMPARE(sections.size(), QSet<QString>(sections.begin(), sections.end()).size());
}

void ConfigKeysTest::namesFollowOneForm()
{
    const QRegularExpression form(u"^([a-z_]+\\.[a-z0-9_]+|preset)$"_qs);
    for (const ConfigKey &key : configKeys()) {
        QVERIFY2(form.match(key.id).hasMatch(), key.id.data());
        QVERIFY2(key.meaning.endsWith(u'.'), key.id.data());
        QCOMPARE(key.name().endsWith("_seconds"_L1), key.allowed.type == KeyType::Seconds);
    }
}

// Pushes each default through text and back: table, accessor and converter agree.
void ConfigKeysTest::everyDefaultIsAllowed()
{
    const StabilityConfig config;
    for (const ConfigKey &key : configKeys()) {
        const KeyValue value = key.read(config);
        if (std::holds_alternative<std::monostate>(value)
            || std::holds_alternative<QStringList>(value))
            continue;
        QString text = valueText(value, key);
        text.remove(u'"');

        const auto again = convert({RawValue::Untyped{text}}, key);

        QVERIFY2(again && *again == value, key.id.data());
    }
}

void ConfigKeysTest::writingOneKeyChangesThatKeyAlone()
{
    const StabilityConfig before;
    for (const ConfigKey &key : configKeys()) {
        if (key.isObsolete)
            continue;
        QString text = key.allowed.example;
        if (key.allowed.type == KeyType::Boolean)
            text = std::get<bool>(key.read(before)) ? u"false"_qs : u"true"_qs;
        else if (key.allowed.type == KeyType::Choice)
            text = key.allowed.choices.back();
        else if (text.isEmpty())
            text = QString::number(key.allowed.highest, 'f', 0);
        const auto value = convert({RawValue::Untyped{text}}, key);
        QVERIFY2(value, key.id.data());
        StabilityConfig after;

        key.write(after, *value);

        for (const ConfigKey &other : configKeys()) {
            const bool changed = other.read(after) != other.read(before);
            const bool atMaximum = &other == &key && other.read(before) == *value;
            QVERIFY2(changed == (&other == &key) || atMaximum, key.id.data());
        }
        QVERIFY2(key.read(after) == *value, key.id.data());
    }
}

void ConfigKeysTest::keysThatMayBeUnsetHaveAnExampleThatIsAllowed()
{
    for (const ConfigKey &key : configKeys()) {
        if (!std::holds_alternative<std::monostate>(key.read(StabilityConfig())))
            continue;
        QVERIFY2(!key.allowed.example.isEmpty(), key.id.data());
        QVERIFY2(convert({RawValue::Untyped{key.allowed.example}}, key), key.id.data());
    }
}

void ConfigKeysTest::whatNothingReadsHasNoEffectYet_data()
{
    QTest::addColumn<Effect>("effect");
    // All three decide when a refused message is tried again, and when it is given up.
    QTest::newRow("retry.max_attempts") << Effect::Now;
    QTest::newRow("retry.base_delay") << Effect::Now;
    QTest::newRow("retry.max_delay") << Effect::Now;
    QTest::newRow("delivery.probe_timeout") << Effect::Now;
    QTest::newRow("metrics.enabled") << Effect::Now;
    QTest::newRow("delivery.confirm_timeout") << Effect::Now;
    QTest::newRow("limits.receive_rate") << Effect::Now;
    QTest::newRow("limits.client_receive_rate") << Effect::Now;
    QTest::newRow("watch.prometheus_url") << Effect::NotYet;
}

void ConfigKeysTest::whatNothingReadsHasNoEffectYet()
{
    QFETCH(Effect, effect);

    const ConfigKey *key = findConfigKey(QString::fromLatin1(QTest::currentDataTag()));

    QVERIFY(key);
    QCOMPARE(key->effect, effect);
}

void ConfigKeysTest::aMistypedKeyFindsItsNeighbour_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("meant");
    const auto row = [](const char *typed, const char *meant) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(meant);
    };
    row("queue.max_mesages", "queue.max_messages");
    row("queue.maxmessages", "queue.max_messages");
    row("queue.max_messgaes", "queue.max_messages");
    row("Queue.Max_Messages", "queue.max_messages");
    row("max_messages", "queue.max_messages");
    row("circuit_breaker.timeout", "circuit_breaker.timeout_seconds");
    row("breaker.failure_threshold", "circuit_breaker.failure_threshold");
    row("conection.timeout", "connection.timeout");
    row("presets", "preset");
    row("alerts.rule", "");
    row("", "");
}

void ConfigKeysTest::aMistypedKeyFindsItsNeighbour()
{
    QFETCH(QString, typed);
    QFETCH(QString, meant);

    const ConfigKey *nearest = nearestConfigKey(typed);

    QCOMPARE(nearest ? QString(nearest->id) : QString(), meant);
}

BREAKWATER_TEST(ConfigKeysTest)
#include "tst_configkeys.moc"
