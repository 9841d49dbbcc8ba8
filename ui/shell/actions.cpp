// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/actions.h>

#include <ui/dialogs/shortcutsheet.h>
#include <ui/shell/rangechoice.h>

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QWidget>

#include <iterator>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

enum class Sheet { Window, Connection, Time };

struct Row
{
    Do what;
    const char *text;
    QKeyCombination keys = Qt::Key_unknown;
    Sheet sheet = Sheet::Window;
    bool isBare = false; //!< see Actions
    bool isCheckable = false;
};

const Row rows[] = {
    {Do::NewConnection, QT_TR_NOOP("&New connection…"), Qt::CTRL | Qt::Key_N, Sheet::Connection},
    {Do::StartDemo, QT_TR_NOOP("Start the &demo")},
    {Do::Export, QT_TR_NOOP("&Export a snapshot…"), Qt::CTRL | Qt::Key_E},
    {Do::Quit, QT_TR_NOOP("&Quit"), Qt::CTRL | Qt::Key_Q},
    {Do::Reconnect, QT_TR_NOOP("&Reconnect now"), Qt::CTRL | Qt::Key_R, Sheet::Connection},
    {Do::EditProfile, QT_TR_NOOP("&Connections…"), Qt::CTRL | Qt::SHIFT | Qt::Key_N,
     Sheet::Connection},
    {Do::Disconnect, QT_TR_NOOP("&Disconnect"), Qt::CTRL | Qt::Key_D, Sheet::Connection},
    {Do::ShowOverview, QT_TR_NOOP("&Overview"), Qt::ALT | Qt::Key_1},
    {Do::ShowMessages, QT_TR_NOOP("&Messages"), Qt::ALT | Qt::Key_2},
    {Do::ShowServices, QT_TR_NOOP("&Services"), Qt::ALT | Qt::Key_3},
    {Do::ShowClients, QT_TR_NOOP("C&lients"), Qt::ALT | Qt::Key_4},
    {Do::Pause, QT_TR_NOOP("&Pause"), Qt::Key_Space, Sheet::Time, true, true},
    {Do::GoLive, QT_TR_NOOP("&Go live"), Qt::Key_End, Sheet::Time, true},
    {Do::ZoomIn, QT_TR_NOOP("Zoom &in"), Qt::Key_Plus, Sheet::Time, true},
    {Do::ZoomOut, QT_TR_NOOP("Zoom &out"), Qt::Key_Minus, Sheet::Time, true},
    {Do::ZoomBack, QT_TR_NOOP("Zoom &back"), Qt::Key_Backspace, Sheet::Time, true},
    {Do::ResetRange, QT_TR_NOOP("&Reset the range"), Qt::Key_0, Sheet::Time, true},
    {Do::PanBack, QT_TR_NOOP("Move &back in time"), Qt::Key_Left, Sheet::Time, true},
    {Do::PanOn, QT_TR_NOOP("Move &on in time"), Qt::Key_Right, Sheet::Time, true},
    {Do::Range1, nullptr, Qt::Key_1, Sheet::Time, true},
    {Do::Range2, nullptr, Qt::Key_2, Sheet::Time, true},
    {Do::Range3, nullptr, Qt::Key_3, Sheet::Time, true},
    {Do::Range4, nullptr, Qt::Key_4, Sheet::Time, true},
    {Do::Range5, nullptr, Qt::Key_5, Sheet::Time, true},
    {Do::Range6, nullptr, Qt::Key_6, Sheet::Time, true},
    {Do::CustomRange, QT_TR_NOOP("From – &to…")},
    {Do::CrossMode, QT_TR_NOOP("Next &crosshair mode"), Qt::CTRL | Qt::SHIFT | Qt::Key_T,
     Sheet::Time},
    {Do::Compact, QT_TR_NOOP("&Compact"), Qt::CTRL | Qt::Key_M, Sheet::Window, false, true},
    {Do::FullScreen, QT_TR_NOOP("&Full screen"), Qt::Key_F11, Sheet::Window, false, true},
    {Do::ResetLayout, QT_TR_NOOP("Reset &layout")},
    {Do::ForceOpen, QT_TR_NOOP("Force &open…")},
    {Do::ForceClosed, QT_TR_NOOP("Force &closed…")},
    {Do::ClearOverride, QT_TR_NOOP("Cl&ear the override")},
    {Do::ResetBreaker, QT_TR_NOOP("&Reset…")},
    {Do::Find, QT_TR_NOOP("&Find"), Qt::CTRL | Qt::Key_K},
    {Do::FilterLog, QT_TR_NOOP("Filter the event &log"), Qt::CTRL | Qt::Key_L},
    {Do::Compose, QT_TR_NOOP("&Compose a message"), Qt::CTRL | Qt::SHIFT | Qt::Key_M},
    {Do::Shortcuts, QT_TR_NOOP("&Keyboard shortcuts"), Qt::Key_F1},
    {Do::About, QT_TR_NOOP("&About Breakwater")},
};
static_assert(std::size(rows) == doCount);

bool hasKeys(const Row &row)
{
    return row.keys.key() != Qt::Key_unknown;
}

QString shownKeys(const Row &row)
{
    return QKeySequence(row.keys).toString(QKeySequence::NativeText);
}

QString words(const Row &row)
{
    return row.text
        ? Actions::tr(row.text)
        : rangeChoices()[static_cast<std::size_t>(row.what) - static_cast<std::size_t>(Do::Range1)]
              .text;
}

} // namespace

Actions::Actions(QWidget *window) : QObject(window)
{
    for (const Row &row : rows) {
        auto *const action = new QAction(words(row), this);
        action->setCheckable(row.isCheckable);
        if (row.isBare)
            action->setText(u"%1\t%2"_qs.arg(action->text(), shownKeys(row)));
        else if (hasKeys(row))
            action->setShortcut(row.keys);
        window->addAction(action);
        m_actions[static_cast<std::size_t>(row.what)] = action;
    }
    (*this)[Do::Quit]->setMenuRole(QAction::QuitRole);
    (*this)[Do::About]->setMenuRole(QAction::AboutRole);
}

QAction *Actions::bareAction(const QKeyEvent &event) const
{
    if (event.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier))
        return nullptr;
    // '+' needs Shift on many keyboards, and shares its key with '=' on others.
    const int key = event.key() == Qt::Key_Equal ? int(Qt::Key_Plus) : event.key();
    if (event.modifiers() & Qt::ShiftModifier && key != Qt::Key_Plus)
        return nullptr;
    for (const Row &row : rows) {
        if (row.isBare && row.keys.key() == key)
            return (*this)[row.what];
    }
    return nullptr;
}

std::vector<ShortcutGroup> Actions::sheet() const
{
    std::vector<ShortcutGroup> groups{
        {tr("Window"), {}}, {tr("Connection"), {}}, {tr("Charts and time"), {}}};
    for (const Row &row : rows) {
        if (hasKeys(row))
            groups[static_cast<std::size_t>(row.sheet)].rows.push_back(
                {shownKeys(row), words(row).remove(u'&').remove(u'…')});
    }
    groups.push_back({tr("In a chart"),
                      {{tr("Wheel"), tr("Zoom at the pointer")},
                       {tr("Drag"), tr("Move in time")},
                       {tr("Ctrl+drag"), tr("Zoom to what is marked")},
                       {tr("Click, Shift+click"), tr("Set marker A, marker B")},
                       {tr("Double click"), tr("Go live")}}});
    groups.push_back({tr("In the messages"),
                      {{tr("Ctrl+F"), tr("Search")},
                       {tr("Return"), tr("All about the message")},
                       {tr("Ctrl+C"), tr("Copy rows as a table")}}});
    groups.push_back({tr("In the clients"),
                      {{tr("Ctrl+F"), tr("Search")},
                       {tr("Return"), tr("Look at the client")},
                       {tr("Esc"), tr("Look at it no longer")},
                       {tr("Ctrl+C"), tr("Copy rows as CSV")}}});
    groups.push_back({tr("In the services"),
                      {{tr("Arrows"), tr("Move between the cards")},
                       {tr("Return"), tr("Show one service alone")},
                       {tr("Esc"), tr("Show all again")},
                       {tr("Ctrl+F"), tr("Search")}}});
    groups.push_back(
        {tr("In the event log"),
         {{tr("Ctrl+C"), tr("Copy rows as text")}, {tr("Ctrl+Shift+C"), tr("Copy rows as JSON")}}});
    return groups;
}

} // namespace Breakwater::Ui
