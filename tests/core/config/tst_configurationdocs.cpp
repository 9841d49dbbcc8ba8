// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeys.h>

#include <core/config/configloader.h>
#include <core/config/keyvalue.h>

#include <tests/support/testmain.h>

#include <QtCore/QFile>

using namespace Breakwater;
using namespace Qt::StringLiterals;

//! docs/configuration.md says what the table of keys says, row for row.
class ConfigurationDocsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyHasItsRow();
    void everyRowIsAKey();
};

namespace {

QString cell(const QString &text)
{
    return QString(text).replace(u'|', "\\|"_L1);
}

QString valueCell(const ConfigKey &key, Preset preset)
{
    const QString text = valueText(key.read(ConfigLoader::preset(preset)), key);
    return text.isEmpty() ? u"\u2014"_qs : u'`' + cell(text) + u'`';
}

QString rowFor(const ConfigKey &key)
{
    QStringList cells{u'`' + QString(key.id) + u'`'};
    for (auto preset : {Preset::Default, Preset::Development, Preset::Production, Preset::Testing})
        cells += valueCell(key, preset);
    const QString effect = key.effect == Effect::Now ? u"yes"_qs : u"not yet"_qs;
    cells += {cell(rangeText(key)), key.applies == Applies::Live ? u"live"_qs : u"restart"_qs,
              effect, cell(key.meaning), u'`' + key.environmentName() + u'`'};
    return u"| "_qs + cells.join(u" | "_qs) + u" |"_qs;
}

QStringList documentedRows()
{
    QFile file(QStringLiteral(BREAKWATER_SOURCE_DIR "/docs/configuration.md"));
    [&] { QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString())); }();
    QStringList rows;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith("| `"_L1))
            rows += line;
    }
    return rows;
}

} // namespace

void ConfigurationDocsTest::everyKeyHasItsRow()
{
    const QStringList rows = documentedRows();
    QStringList missing;
    for (const ConfigKey &key : configKeys()) {
        if (!rows.contains(rowFor(key)))
            missing += rowFor(key);
    }

    const QString say = u"docs/configuration.md needs these rows:\n"_qs + missing.join(u'\n');
    QVERIFY2(missing.isEmpty(), qPrintable(say));
}

void ConfigurationDocsTest::everyRowIsAKey()
{
    QStringList documented;
    for (const QString &row : documentedRows())
        documented += row.section(u'`', 1, 1);
    QStringList known;
    for (const ConfigKey &key : configKeys())
        known += key.id;

    QCOMPARE(documented, known);
}

BREAKWATER_TEST(ConfigurationDocsTest)
#include "tst_configurationdocs.moc"
