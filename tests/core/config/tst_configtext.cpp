// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configtext.h>

#include <core/config/configchange.h>
#include <core/config/configkeys.h>

#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class ConfigTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theShippedFileIsTheGeneratedOne();
    void theSampleSetsNothing();
    void everyLineOfTheSampleMayBeUncommented_data();
    void everyLineOfTheSampleMayBeUncommented();
    void whatSomebodySetStandsAsALiveLine();
    void aSecretIsNotWrittenOut();
};

namespace {

std::vector<ConfigValue> valuesOf(const ConfigLoader &loader)
{
    const auto loaded = loader.load();
    [&] { QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message)); }();
    return loaded ? loaded->values : std::vector<ConfigValue>();
}

// Takes the # away from settings; comments have a space behind theirs.
QString uncommented(QString text)
{
    // Examples of keys that are not set would be set by this.
    text.remove(QRegularExpression(u"# Not set; for example:\\n#.*\\n"_qs));
    return text.replace(QRegularExpression(u"^#(?=[a-z])"_qs, QRegularExpression::MultilineOption),
                        QString());
}

} // namespace

void ConfigTextTest::theShippedFileIsTheGeneratedOne()
{
    QFile file(QStringLiteral(BREAKWATER_SOURCE_DIR "/resources/config/breakwater.toml"));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));

    const QString generated = configText(valuesOf(ConfigLoader()));

    // To renew it, write `generated` into that file.
    QCOMPARE(QString::fromUtf8(file.readAll()).split(u'\n'), generated.split(u'\n'));
}

void ConfigTextTest::theSampleSetsNothing()
{
    const QByteArray sample = configText(valuesOf(ConfigLoader())).toUtf8();

    const auto loaded
        = ConfigLoader().withText(sample, u"sample"_qs).withPreset(u"production"_qs).load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    QVERIFY(loaded->warnings.empty());
    QVERIFY(changesBetween(ConfigLoader::preset(Preset::Production), loaded->config).empty());
}

void ConfigTextTest::everyLineOfTheSampleMayBeUncommented_data()
{
    QTest::addColumn<Preset>("preset");
    QTest::newRow("default") << Preset::Default;
    QTest::newRow("development") << Preset::Development;
    QTest::newRow("production") << Preset::Production;
    QTest::newRow("testing") << Preset::Testing;
}

// Without presets in between: the text alone gives back every value.
void ConfigTextTest::everyLineOfTheSampleMayBeUncommented()
{
    QFETCH(Preset, preset);
    const auto name = QString::fromUtf8(QTest::currentDataTag());
    QString text = uncommented(configText(valuesOf(ConfigLoader().withPreset(name))));
    text.remove(QRegularExpression(u"^preset = .*$"_qs, QRegularExpression::MultilineOption));

    const auto loaded = ConfigLoader().withText(text.toUtf8(), u"sample"_qs).load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    StabilityConfig expected = ConfigLoader::preset(preset);
    expected.preset = Preset::Default;
    QVERIFY(changesBetween(expected, loaded->config).empty());
    int fromText = 0;
    int unset = 0;
    for (const ConfigValue &value : loaded->values) {
        fromText += value.source.startsWith("file sample:"_L1) ? 1 : 0;
        unset += value.value.isEmpty() ? 1 : 0;
    }
    QCOMPARE(fromText + unset + 1, int(loaded->values.size())); // all but `preset`
}

void ConfigTextTest::whatSomebodySetStandsAsALiveLine()
{
    ConfigLoader loader;
    loader.withPreset(u"testing"_qs).withValue(u"queue.max_messages"_qs, u"17"_qs, u"-o"_qs);

    const QString text = configText(valuesOf(loader));

    QVERIFY(text.contains("\npreset = \"testing\"\n"_L1));
    QVERIFY(text.contains("\nmax_messages = 17\n"_L1));
    const auto again = ConfigLoader().withText(text.toUtf8(), u"again"_qs).load();
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QVERIFY(changesBetween(loader.load()->config, again->config).empty());
}

void ConfigTextTest::aSecretIsNotWrittenOut()
{
    ConfigLoader loader;
    loader.withValue(u"session.preamble"_qs, u"canary"_qs, u"-o"_qs);

    const QString text = configText(valuesOf(loader));

    QVERIFY(!text.contains("canary"_L1));
    QVERIFY(text.contains("# preamble is set, and not shown here.\n"_L1));
    QVERIFY(ConfigLoader().withText(text.toUtf8(), u"again"_qs).load());
}

BREAKWATER_TEST(ConfigTextTest)
#include "tst_configtext.moc"
