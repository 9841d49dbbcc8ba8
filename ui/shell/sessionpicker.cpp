// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/sessionpicker.h>

#include <ui/models/sessionmodel.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QIdentityProxyModel>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

//! The sessions with their addresses.
class Sessions final : public QIdentityProxyModel
{
public:
    Sessions(SnapshotFeed &feed, QObject *parent) : QIdentityProxyModel(parent), m_feed(feed)
    {
        setSourceModel(new SessionModel(feed, this));
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        const QVariant found = QIdentityProxyModel::data(index, role);
        if (role != Qt::DisplayRole)
            return found;
        const SessionId id{index.data(SessionModel::IdRole).toString()};
        const SessionSnapshot *const session = m_feed.find(id);
        if (id.value.isEmpty() || !session)
            return found;
        // What is named after its address has it in its name.
        const QString name = found.toString();
        return session->url.contains(name) ? name : u"%1   %2"_qs.arg(name, session->url);
    }

private:
    SnapshotFeed &m_feed;
};

} // namespace

SessionPicker::SessionPicker(SnapshotFeed &feed, QWidget *parent) : QComboBox(parent), m_feed(feed)
{
    setModel(new Sessions(feed, this));
    setToolTip(tr("Which session the window shows"));
    setMinimumContentsLength(26);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(this, &QComboBox::activated, this, &SessionPicker::onActivated);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &SessionPicker::followSelection);
    connect(model(), &QAbstractItemModel::rowsInserted, this, &SessionPicker::followSelection);
    followSelection();
}

void SessionPicker::followSelection()
{
    setCurrentIndex(findData(m_feed.selected().value, SessionModel::IdRole));
}

void SessionPicker::onActivated(int index)
{
    m_feed.select({itemData(index, SessionModel::IdRole).toString()});
}

} // namespace Breakwater::Ui
