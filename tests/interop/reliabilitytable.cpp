// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The scenarios of the kill tests in their long form, one JSON object a line; for
// resources/scripts/reliability.py, which makes the table of docs/reliability.md of them.

#include <tests/interop/killharness.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>

#include <cstdio>
#include <random>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

QString lossWord(KillPlan::Expected expected)
{
    switch (expected) {
    case KillPlan::Expected::NothingLost: return u"none"_qs;
    case KillPlan::Expected::Loss: return u"must"_qs;
    case KillPlan::Expected::SomeLoss: return u"may"_qs;
    }
    Q_UNREACHABLE();
}

QByteArray line(const KillPlan &plan, const KillReport &report)
{
    const DeliveryAudit &audit = report.audit;
    const QJsonObject object{
        {u"peer"_qs, plan.peerName()},
        {u"scenario"_qs, plan.name},
        {u"loss"_qs, lossWord(plan.expected)},
        {u"blows"_qs, report.blows},
        {u"accepted"_qs, static_cast<qint64>(audit.accepted)},
        {u"confirmed"_qs, static_cast<qint64>(audit.confirmed)},
        {u"in_doubt"_qs, static_cast<qint64>(audit.inDoubt)},
        {u"lost"_qs, static_cast<qint64>(audit.lost)},
        {u"duplicates"_qs, static_cast<qint64>(audit.duplicates)},
        {u"undeclared_duplicates"_qs, static_cast<qint64>(audit.undeclaredDuplicates)},
        {u"out_of_order"_qs, static_cast<qint64>(audit.outOfOrder)},
        {u"abandoned"_qs, static_cast<qint64>(audit.abandoned)},
        {u"seconds"_qs, report.seconds},
        // A string: JSON numbers end at 2^53.
        {u"seed"_qs, QString::number(report.seed)},
        {u"complaints"_qs, QJsonArray::fromStringList(report.complaints)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

//! How many had another end than expected.
int runAll(const QRegularExpression &only, int times, std::uint64_t seed)
{
    int failures = 0;
    for (KillPlan plan : KillPlan::all()) {
        const std::uint64_t own = seed++;
        if (!only.match(plan.title()).hasMatch())
            continue;
        plan.blows *= times;
        std::fprintf(stderr, "%s …\n", qPrintable(plan.title()));
        const KillReport report = KillHarness(plan, own).run();
        std::fprintf(stderr, "  %s %s\n", qPrintable(report.summary()),
                     qPrintable(report.complaints.join(u"; "_qs)));
        std::printf("%s\n", line(plan, report).constData());
        std::fflush(stdout);
        failures += !report.isAsExpected();
    }
    return failures;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Kills and freezes real servers under load."_qs);
    parser.addHelpOption();
    parser.addOption(
        {u"times"_qs, u"N times the short form: 5 is 50 kills each."_qs, u"N"_qs, u"5"_qs});
    parser.addOption({u"seed"_qs, u"Of the first scenario; the others count on."_qs, u"SEED"_qs,
                      QString::number(std::random_device{}())});
    parser.addOption({u"only"_qs, u"Only scenarios whose title matches."_qs, u"REGEX"_qs});
    parser.process(application);

    const int failures
        = runAll(QRegularExpression(parser.value(u"only"_qs)), parser.value(u"times"_qs).toInt(),
                 parser.value(u"seed"_qs).toULongLong());
    return failures > 0 ? 1 : 0;
}
