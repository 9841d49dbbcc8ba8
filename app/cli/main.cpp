// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/bootstrap.h>
#include <app/cli/configcommand.h>
#include <app/cli/options.h>
#include <app/cli/probecommand.h>
#include <app/cli/servecommand.h>
#include <app/cli/watchcommand.h>
#include <app/cli/words.h>

#include <core/base/text.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringDecoder>

#include <exception>

using namespace Breakwater;
using namespace Breakwater::Cli;
using App::ExitCode;

namespace {

ExitCode run(const UsageError &error)
{
    complain(error.sentence);
    return ExitCode::Usage;
}

ExitCode run(const ShowText &show)
{
    const auto written = writeOut(show.text.toUtf8());
    if (written)
        return ExitCode::Fine;
    complain(written.error().message);
    return ExitCode::Failure;
}

//! Qt would quietly replace what is not UTF-8, and something else would be sent.
std::optional<UsageError> undecodable(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArray raw(argv[i]);
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decode(raw);
        if (!decode.hasError())
            continue;
        const bool isValue
            = i > 1 && QByteArrayView(argv[i - 1]).startsWith("--") && argv[i - 1][2] != 0;
        const QString option
            = QString::fromUtf8(isValue ? argv[i - 1] : argv[i]).section(u'=', 0, 0);
        const QString value = isValue ? text : text.section(u'=', 1);
        if (isValue || (raw.startsWith("--") && raw.contains('=')))
            return UsageError{
                tr("%1: '%2' is not UTF-8 text.").arg(sanitised(option), sanitised(value))};
        return UsageError{tr("The argument '%1' is not UTF-8 text.").arg(sanitised(text))};
    }
    return std::nullopt;
}

} // namespace

int main(int argc, char **argv)
{
    App::openStandardStreams();
    QCoreApplication application(argc, argv);
    App::nameApplication();
    speakForTheLog();
    if (const auto error = undecodable(argc, argv))
        return App::toInt(run(*error));
    try {
        const Command command = parseArguments(QCoreApplication::arguments().mid(1));
        return App::toInt(std::visit([](const auto &options) { return run(options); }, command));
    } catch (const std::exception &failure) {
        complain(tr("This should not happen: %1.").arg(QString::fromUtf8(failure.what())));
    }
    return App::toInt(ExitCode::Failure);
}
