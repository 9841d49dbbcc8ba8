// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/sourcehistory.h>
#include <core/serve/hello.h>
#include <core/serve/streambudget.h>
#include <core/serve/streamsubscriber.h>
#include <core/watch/streamreader.h>

#include <tests/core/serve/streampeer.h>
#include <tests/support/testmain.h>

#include <QtCore/QFile>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString leftOut = u"…"_s;

//! A fenced block of the page.
struct Example
{
    bool isClient = false;
    QString section;
    QByteArray text;

    QJsonObject object() const { return QJsonDocument::fromJson(text).object(); }
};

//! Up to the part on servers of others, which has rules of its own.
QString page()
{
    QFile file(QStringLiteral(BREAKWATER_SOURCE_DIR "/docs/protocol.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).section(u"\n## Servers that publish"_s, 0, 0);
}

std::vector<Example> examples()
{
    std::vector<Example> found;
    QString section;
    bool isInside = false;
    for (const QString &line : page().split(u'\n')) {
        if (line.startsWith(u'#') && !isInside)
            section = line;
        if (line.startsWith(u"```json"_s)) {
            found.push_back({line == u"```json client"_s, section, {}});
            isInside = true;
        } else if (line.startsWith(u"```"_s)) {
            isInside = false;
        } else if (isInside) {
            found.back().text += line.toUtf8() + '\n';
        }
    }
    return found;
}

bool hasToBeTheSame(const QString &key)
{
    static const QStringList keys{u"type"_s,  u"command"_s, u"message"_s, u"schema"_s,
                                  u"tiers"_s, u"fields"_s,  u"step"_s};
    return keys.contains(key);
}

QString difference(const QJsonValue &example, const QJsonValue &real, const QString &path);

QString objectDifference(const QJsonObject &example, const QJsonObject &real, const QString &path)
{
    for (auto it = example.begin(); it != example.end(); ++it) {
        const QString at = path + u'/' + it.key();
        if (it.key() == leftOut)
            continue;
        if (!real.contains(it.key()))
            return at + u" is not sent"_s;
        if (hasToBeTheSame(it.key()) && it.value() != real[it.key()])
            return at + u" is another one"_s;
        if (const QString found = difference(it.value(), real[it.key()], at); !found.isEmpty())
            return found;
    }
    for (const QString &key : real.keys()) {
        if (!example.contains(leftOut) && !example.contains(key))
            return path + u'/' + key + u" is not on the page"_s;
    }
    return {};
}

//! What is sent is like one of the examples.
QString arrayDifference(const QJsonArray &example, const QJsonArray &real, const QString &path)
{
    if (example.isEmpty() != real.isEmpty())
        return path + u" is empty here and not there"_s;
    for (const QJsonValue &value : real) {
        QString found;
        for (const QJsonValue &one : example) {
            found = difference(one, value, path);
            if (found.isEmpty())
                break;
        }
        if (!found.isEmpty())
            return found;
    }
    return {};
}

//! Where the two have another shape; empty when they have the same. A number or a text that is sent
//! may be null.
QString difference(const QJsonValue &example, const QJsonValue &real, const QString &path)
{
    if (real.isNull() && !example.isArray() && !example.isObject())
        return {};
    if (example.type() != real.type())
        return path + u" is of another kind"_s;
    if (example.isObject())
        return objectDifference(example.toObject(), real.toObject(), path);
    if (example.isArray())
        return arrayDifference(example.toArray(), real.toArray(), path);
    return {};
}

//! What is sent, with the values of the example.
QJsonValue overlaid(const QJsonValue &real, const QJsonValue &example)
{
    if (!real.isObject() || !example.isObject())
        return example.isArray() && real.isArray() ? real : example;
    QJsonObject result = real.toObject();
    const QJsonObject over = example.toObject();
    for (auto it = over.begin(); it != over.end(); ++it) {
        if (it.key() != leftOut)
            result[it.key()] = overlaid(result[it.key()], it.value());
    }
    return result;
}

//! A core to which all happened that the page tells of.
class PageCore final
{
public:
    PageCore()
    {
        m_core.serving.url = u"ws://127.0.0.1:8080/"_s;
        m_core.sessions.front().name = u"alpha"_s;
        m_core.happen();
        m_core.publish();
        m_history.record(*m_core.frame({Tier::Realtime}), m_core.frame({Tier::Realtime})->engine);
        m_core.stream.setHistory(&m_history);
        m_peer.emplace(m_core.stream);
    }

    std::vector<QJsonObject> answers(const QByteArray &command)
    {
        m_peer->take();
        m_peer->ask(command);
        return m_peer->take();
    }
    //! The newest frame of this type that comes unasked; empty when there is none.
    QJsonObject unasked(const QString &type)
    {
        m_core.happen();
        m_core.transition(BreakerState::Closed, BreakerState::Open);
        m_core.tick();
        for (const QJsonObject &frame : m_peer->take()) {
            if (typeOf(frame) == type)
                return frame;
        }
        return {};
    }

private:
    StreamCore m_core;
    SourceHistory m_history{3600};
    std::optional<StreamPeer> m_peer;
};

struct Pair
{
    QJsonObject example;
    QJsonObject real;
};

//! Every example of a frame of the stream, with what a core sends there.
std::vector<Pair> pairs()
{
    std::vector<Pair> found;
    std::vector<QJsonObject> answers;
    QString asked; // the section of the last command
    for (const Example &example : examples()) {
        if (example.isClient) {
            answers = PageCore().answers(example.text);
            asked = example.section;
            continue;
        }
        const QString type = typeOf(example.object());
        if (example.section != asked && type != u"hello"_s) {
            found.push_back({example.object(), PageCore().unasked(type)});
        } else if (type != u"hello"_s) {
            found.push_back({example.object(), answers.empty() ? QJsonObject() : answers.front()});
            if (!answers.empty())
                answers.erase(answers.begin());
        }
    }
    return found;
}

QByteArray readable(const QJsonObject &frame)
{
    return QJsonDocument(frame).toJson(QJsonDocument::Compact);
}

bool isReadAsWhatItIs(const StreamFrame &read, const QJsonObject &frame)
{
    const QString type = typeOf(frame);
    if (dataOf(frame).contains("schema"_L1))
        return std::holds_alternative<CoreStats>(read);
    return (type == u"transition"_s && std::holds_alternative<TransitionRecord>(read))
        || (type == u"event"_s && std::holds_alternative<Event>(read))
        || (type == u"pong"_s && std::holds_alternative<StreamPong>(read))
        || (type == u"error"_s && std::holds_alternative<RemoteError>(read))
        || (type == u"stats"_s && std::holds_alternative<StreamAnswer>(read));
}

} // namespace

//! docs/protocol.md and the code say the same.
class StreamProtocolTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExampleIsMarkedAndJson();
    void framesHaveTheShapeOfTheirExamples();
    void theWatchReadsEveryFrameOfThePage();
    void theHelloIsAsShown();
    void everyCommandAndEveryTypeHasAnExample();
    void everyCommandIsAnsweredAsThePageShows();
    void limitsAreThoseOfTheCode_data();
    void limitsAreThoseOfTheCode();
    void theComparisonSeesDifferences_data();
    void theComparisonSeesDifferences();
};

void StreamProtocolTest::everyExampleIsMarkedAndJson()
{
    const auto all = examples();

    QVERIFY(all.size() > 20);
    QVERIFY(!page().contains(u"```json\n"_s));
    for (const Example &example : all) {
        QJsonParseError problem;
        QJsonDocument::fromJson(example.text, &problem);
        QVERIFY2(problem.error == QJsonParseError::NoError, example.text.constData());
    }
}

void StreamProtocolTest::framesHaveTheShapeOfTheirExamples()
{
    for (const auto &[example, real] : pairs()) {
        const QString found = difference(example, real, {});
        QVERIFY2(found.isEmpty(),
                 (found.toUtf8() + '\n' + readable(example) + '\n' + readable(real)).constData());
    }
}

void StreamProtocolTest::theWatchReadsEveryFrameOfThePage()
{
    for (const auto &[example, real] : pairs()) {
        const QJsonObject frame = overlaid(real, example).toObject();
        const auto read = readStreamFrame(readable(frame));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QVERIFY2(isReadAsWhatItIs(*read, frame), readable(frame).constData());
    }
}

void StreamProtocolTest::theHelloIsAsShown()
{
    const auto all = examples();
    const auto hello = std::find_if(all.begin(), all.end(), [](const Example &example) {
        return typeOf(example.object()) == u"hello"_s;
    });
    QVERIFY(hello != all.end());

    const QByteArray sent = helloFrame({u"client:00000012"_s}, "token", WallTime{});

    QCOMPARE(difference(hello->object(), QJsonDocument::fromJson(sent).object(), {}), QString());
}

void StreamProtocolTest::everyCommandAndEveryTypeHasAnExample()
{
    QStringList commands;
    QStringList types;
    for (const Example &example : examples())
        (example.isClient ? commands : types)
            .append(example.object()[example.isClient ? "command"_L1 : "type"_L1].toString());
    const QString known = readStreamCommand(R"({"command":""})").error().sentence;
    const QStringList names
        = known.section(u"one of "_s, 1).chopped(1).split(u", "_s, Qt::SkipEmptyParts);

    QCOMPARE(names.size(), 7);
    for (const QString &name : names)
        QVERIFY2(commands.contains(name), qPrintable(name));
    for (const auto *type :
         {"initial_stats", "snapshot", "transition", "event", "stats", "pong", "error", "hello"})
        QVERIFY2(types.contains(QString::fromLatin1(type)), type);
}

//! Neither more frames than the page shows nor fewer; only a subscription's snapshot is left out
//! once.
void StreamProtocolTest::everyCommandIsAnsweredAsThePageShows()
{
    const auto all = examples();
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (!it->isClient)
            continue;
        const auto answered = PageCore().answers(it->text).size();
        const auto last = std::find_if(it + 1, all.end(), [&](const Example &other) {
            return other.isClient || other.section != it->section;
        });
        const auto shown = static_cast<std::size_t>(last - it - 1);
        const std::size_t most = it->section == u"### subscribe"_s ? 2 : 1;
        QCOMPARE(answered, most);
        QVERIFY(shown >= 1 && shown <= answered);
    }
}

void StreamProtocolTest::limitsAreThoseOfTheCode_data()
{
    QTest::addColumn<QString>("says");

    const StabilityConfig::Limits limits;
    const auto row = [](const char *name, const QString &says) { QTest::newRow(name) << says; };
    row("subprotocol", QString::fromUtf16(MetricsStream::subprotocol));
    row("path", QString::fromUtf16(MetricsStream::path));
    row("command size", u"| a command | %1 bytes, 32 levels"_s.arg(mostCommandBytes));
    row("commands", u"| commands | %1 a second"_s.arg(StreamBudget::commandsPerSecond));
    row("refusals", u"after %1 errors of this kind"_s.arg(StreamBudget::refusalsPerSecond));
    row("costly commands", u"`get_time_series` | %1 a second"_s.arg(StreamBudget::costlyPerSecond));
    row("shared", u"just made | %1 a second"_s.arg(StreamBudget::sharedPerSecond));
    row("clients in a filter", u"not links | %1 |"_s.arg(StreamDocuments::mostClients));
    row("patience", u"backlog full | %1 s |"_s.arg(StreamSubscriber::patience / 1s));
    row("news", u"events the newest %1 wait"_s.arg(StreamSubscriber::mostNews));
    row("questions", u"Answers wait, %1 at most"_s.arg(StreamSubscriber::mostQuestions));
    row("points", u"gives %1 points"_s.arg(historyPoints));
    row("most points", u"per interval, %1 at"_s.arg(mostTimeSeriesPoints));
    row("events", u"The core keeps %1."_s.arg(Snapshot::keptEvents));
    row("backlog", u"(%1 MiB) waits"_s.arg(limits.subscriberBacklog / 1024 / 1024));
    row("message", u"client_message_bytes` (%1 KiB)"_s.arg(limits.clientMessageBytes / 1024));
    row("clients", u"`limits.clients` (%1)"_s.arg(limits.clients));
    row("clients of an address", u"per_address` (%1,"_s.arg(limits.clientsPerAddress));
}

void StreamProtocolTest::limitsAreThoseOfTheCode()
{
    QFETCH(const QString, says);

    QVERIFY2(page().contains(says), qPrintable(says));
}

void StreamProtocolTest::theComparisonSeesDifferences_data()
{
    QTest::addColumn<QByteArray>("example");
    QTest::addColumn<QByteArray>("real");
    QTest::addColumn<bool>("same");

    const auto row = [](const char *name, const char *example, const char *real, bool same) {
        QTest::newRow(name) << QByteArray(example) << QByteArray(real) << same;
    };
    row("the same", R"({"a":1})", R"({"a":2})", true);
    row("unknown", R"({"a":1})", R"({"a":null})", true);
    row("an array unknown", R"({"a":[]})", R"({"a":null})", false);
    row("left out", R"({"a":1,"…":null})", R"({"a":2,"b":1})", true);
    row("one more", R"({"a":1})", R"({"a":2,"b":1})", false);
    row("one less", R"({"a":1,"…":null})", R"({"b":1})", false);
    row("another kind", R"({"a":1})", R"({"a":"1"})", false);
    row("known", R"({"a":null})", R"({"a":1})", false);
    row("another command", R"({"command":"a"})", R"({"command":"b"})", false);
    row("deeper", R"({"a":[{"b":1}]})", R"({"a":[{"c":1}]})", false);
    row("one of several", R"({"a":[null,[1]]})", R"({"a":[[1],null,[3]]})", true);
}

void StreamProtocolTest::theComparisonSeesDifferences()
{
    QFETCH(const QByteArray, example);
    QFETCH(const QByteArray, real);
    QFETCH(const bool, same);

    QCOMPARE(difference(QJsonDocument::fromJson(example).object(),
                        QJsonDocument::fromJson(real).object(), {})
                 .isEmpty(),
             same);
}

BREAKWATER_TEST(StreamProtocolTest)

#include "tst_streamprotocol.moc"
