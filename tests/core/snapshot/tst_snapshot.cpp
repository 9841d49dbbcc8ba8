// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshot.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class SnapshotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsSessionsByTheirId();
    void knowsNoOtherSession();
};

namespace {

Snapshot withSessions(const QStringList &ids)
{
    Snapshot snapshot;
    for (const QString &id : ids) {
        SessionSnapshot session;
        session.id.value = id;
        session.name = u"name of "_qs + id;
        snapshot.sessions.push_back(session);
    }
    return snapshot;
}

} // namespace

void SnapshotTest::findsSessionsByTheirId()
{
    const Snapshot snapshot = withSessions({u"a"_qs, u"b"_qs, u"c"_qs});

    for (const QString &id : {u"a"_qs, u"b"_qs, u"c"_qs}) {
        const SessionSnapshot *found = snapshot.session(SessionId{id});
        QVERIFY(found != nullptr);
        QCOMPARE(found->name, u"name of "_qs + id);
    }
}

void SnapshotTest::knowsNoOtherSession()
{
    const Snapshot snapshot = withSessions({u"a"_qs, u"c"_qs});

    QVERIFY(snapshot.session(SessionId{u"b"_qs}) == nullptr);
    QVERIFY(snapshot.session(SessionId{u"d"_qs}) == nullptr);
    QVERIFY(Snapshot().session(SessionId{u"a"_qs}) == nullptr);
}

BREAKWATER_TEST(SnapshotTest)
#include "tst_snapshot.moc"
