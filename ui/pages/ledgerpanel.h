// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/messagerecord.h>
#include <ui/models/messageledger.h>

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class LedgerModel;
class SnapshotFeed;

//! The last 10 000 messages, to search, sort, hold still, copy and export: of the selected session
//! or of all.
class LedgerPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LedgerPanel(SnapshotFeed &feed, QWidget *parent = nullptr);
    ~LedgerPanel() override;

    void accept(const MessagePage &page);
    //! For the next question, as QueryMessages::endedAfter.
    std::uint64_t endedUpTo() const;
    const LedgerModel &model() const;

    void focusSearch();
    //! The rows that are shown, as text; nothing selected copies nothing.
    void copyRows();
    //! Writes the rows that are shown as CSV, and says how it went.
    void exportTo(const QString &path);

Q_SIGNALS:
    //! Whenever another message is the current one, or it changed; null: none.
    void messageChosen(const Breakwater::Ui::LedgerEntryPtr &entry);
    //! Enter or a double click.
    void messageOpened();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
