// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QLineEdit>

#include <functional>
#include <vector>

class QStringListModel;

namespace Breakwater::Ui {

//! Jumps to a session, an action, a page, a chart, a service or a client by a piece of its name;
//! what fits none of them filters the event log.
class FindField final : public QLineEdit
{
    Q_OBJECT

public:
    struct Target
    {
        QString name;
        std::function<void()> go;
    };
    //! Asked anew each time the field gets the focus.
    using TargetList = std::function<std::vector<Target>()>;

    explicit FindField(TargetList targets, QWidget *parent = nullptr);

Q_SIGNALS:
    void filterWanted(const QString &text);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void jump();

    const TargetList m_targets;
    QStringListModel *const m_names;
};

} // namespace Breakwater::Ui
