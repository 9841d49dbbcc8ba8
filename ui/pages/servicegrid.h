// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/theme/theme.h>

#include <QtWidgets/QScrollArea>

#include <map>
#include <vector>

namespace Breakwater::Ui {

class ServiceFeed;
class ServiceTile;

//! A card for each service, worst first, in as many columns as fit. One Tab stop; arrows move
//! between the cards, Return chooses, Escape chooses all again.
class ServiceGrid final : public QScrollArea
{
    Q_OBJECT

public:
    explicit ServiceGrid(ServiceFeed &feed, QWidget *parent = nullptr);

    //! Only those whose names have all of its words.
    void setFilter(const QString &text);
    //! Colours of their lines in the charts; none for those that have none.
    void setKey(std::map<QString, Role> key);

    //! As they stand, without those filtered out.
    const std::vector<ServiceTile *> &shown() const { return m_shown; }
    int columns() const { return m_columns; }
    //! "6 services · 1 failing".
    const QString &summary() const { return m_summary; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Entry
    {
        ServiceTile *tile = nullptr;
        int rank = 0; //!< of its last health: worst first
    };

    void follow();
    void followCards();
    void followSelection();
    ServiceTile *tileFor(const QString &service);
    void drop(ServiceTile *tile);
    bool matches(const QString &service) const;
    void order();
    void arrange();
    void moveFocus(int steps);
    void setCurrent(ServiceTile *tile);

    ServiceFeed &m_feed;
    QWidget *m_area;
    const QSize m_least;                //!< of a card
    std::map<QString, Entry> m_entries; //!< by the services' names
    std::map<QString, Role> m_key;
    std::vector<ServiceTile *> m_shown;
    ServiceTile *m_current = nullptr; //!< the Tab stop
    QStringList m_words;
    QString m_summary;
    int m_columns = 1;
};

} // namespace Breakwater::Ui
