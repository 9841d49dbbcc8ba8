// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/spoken.h>

#include <QtWidgets/QAccessibleWidget>
#include <QtWidgets/QWidget>

namespace Breakwater::Ui {

namespace {

class SpokenInterface final : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    SpokenInterface(QWidget *widget, const Spoken &spoken)
        : QAccessibleWidget(widget, spoken.spokenRole()), m_spoken(spoken)
    { }

    QString text(QAccessible::Text kind) const override
    {
        switch (kind) {
        case QAccessible::Name: return m_spoken.spokenName();
        case QAccessible::Description: return m_spoken.spokenDescription();
        default: return QAccessibleWidget::text(kind);
        }
    }
    void *interface_cast(QAccessible::InterfaceType kind) override
    {
        if (kind == QAccessible::ValueInterface && m_spoken.spokenValue())
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(kind);
    }

    QVariant currentValue() const override { return value().current; }
    QVariant minimumValue() const override { return value().least; }
    QVariant maximumValue() const override { return value().most; }
    QVariant minimumStepSize() const override { return {}; }
    void setCurrentValue(const QVariant &) override { }

private:
    Spoken::Value value() const { return m_spoken.spokenValue().value_or(Spoken::Value{}); }

    const Spoken &m_spoken;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const auto *spoken = dynamic_cast<const Spoken *>(object);
    return widget && spoken ? new SpokenInterface(widget, *spoken) : nullptr;
}

} // namespace

void becomeSpoken()
{
    [[maybe_unused]] static const bool once = [] {
        QAccessible::installFactory(&makeInterface);
        return true;
    }();
}

} // namespace Breakwater::Ui
