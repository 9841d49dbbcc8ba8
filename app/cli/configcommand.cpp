// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/configcommand.h>

#include <app/cli/words.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using App::ExitCode;

namespace {

//! Settings without a value are left out of a file, and shown as what they are.
QString shownValue(const ConfigValue &value)
{
    return value.value.isEmpty() ? tr("(not set)") : value.value;
}

QByteArray asTable(const LoadedConfig &loaded)
{
    qsizetype keys = 0;
    qsizetype values = 0;
    for (const ConfigValue &value : loaded.values) {
        keys = std::max(keys, value.key.size());
        values = std::max(values, shownValue(value).size());
    }
    QString table;
    for (const ConfigValue &value : loaded.values) {
        table += u"%1 = %2  # %3\n"_qs.arg(value.key.leftJustified(keys),
                                           shownValue(value).leftJustified(values), value.source);
    }
    return table.toUtf8();
}

//! As `--config` reads it: values that are set by nothing stand there as comments.
QByteArray asFile(const LoadedConfig &loaded)
{
    QString file;
    QString section;
    for (const ConfigValue &value : loaded.values) {
        const auto dot = value.key.lastIndexOf(u'.');
        const QString group = value.key.left(std::max<qsizetype>(dot, 0));
        if (group != section)
            file += u"\n[%1]\n"_qs.arg(group);
        section = group;
        file += u"# %1 (%2)\n%3%4 = %5\n"_qs.arg(value.meaning, value.range,
                                                 value.value.isEmpty() ? u"#"_qs : QString(),
                                                 value.key.mid(dot + 1), value.value);
    }
    return file.toUtf8();
}

QByteArray asJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

QByteArray valuesAsJson(const LoadedConfig &loaded)
{
    QJsonArray values;
    for (const ConfigValue &value : loaded.values) {
        values.append(QJsonObject{
            {u"key"_qs, value.key},
            {u"value"_qs, value.value.isEmpty() ? QJsonValue() : QJsonValue(value.value)},
            {u"source"_qs, value.source},
            {u"range"_qs, value.range},
            {u"meaning"_qs, value.meaning},
        });
    }
    return asJson({{u"values"_qs, values}});
}

QByteArray verdictAsJson(const Expected<LoadedConfig> &loaded)
{
    QJsonArray warnings;
    if (loaded) {
        for (const QString &warning : loaded->warnings)
            warnings.append(warning);
    }
    return asJson({{u"valid"_qs, loaded.has_value()},
                   {u"error"_qs, loaded ? QJsonValue() : QJsonValue(loaded.error().message)},
                   {u"warnings"_qs, warnings}});
}

//! What goes to stdout; `check` without --json has only words.
QByteArray output(const ShowConfigOptions &options, const Expected<LoadedConfig> &loaded)
{
    using What = ShowConfigOptions::What;
    if (options.what == What::Check)
        return options.isJson ? verdictAsJson(loaded) : QByteArray();
    if (!loaded)
        return {};
    if (options.isJson)
        return valuesAsJson(*loaded);
    return options.what == What::Defaults ? asFile(*loaded) : asTable(*loaded);
}

Expected<LoadedConfig> load(const ShowConfigOptions &options)
{
    if (options.what != ShowConfigOptions::What::Defaults)
        return App::loadConfig(options.config.file, options.config.preset);
    ConfigLoader loader; // neither file nor environment: the defaults themselves
    if (options.config.preset)
        loader.withPreset(*options.config.preset);
    return loader.load();
}

} // namespace

ExitCode run(const ShowConfigOptions &options)
{
    const Words words(options.isJson);
    const auto loaded = load(options);
    if (const auto written = writeOut(output(options, loaded)); !written) {
        complain(written.error().message);
        return ExitCode::Failure;
    }
    if (!loaded) {
        complain(loaded.error().message);
        return ExitCode::Usage;
    }
    for (const QString &warning : loaded->warnings)
        words.say(warning);
    if (options.what == ShowConfigOptions::What::Check)
        words.say(tr("The settings can be used."));
    return ExitCode::Fine;
}

} // namespace Breakwater::Cli
