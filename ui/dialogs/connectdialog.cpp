// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/connectdialog.h>

#include <core/base/text.h>
#include <core/engine/opencommand.h>
#include <ui/dialogs/profilebook.h>
#include <ui/dialogs/profileform.h>
#include <ui/dialogs/profilelist.h>
#include <ui/dialogs/signinfields.h>
#include <ui/theme/theme.h>

#include <QtCore/QPointer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

ConnectDialog::ConnectDialog(const World &world, QWidget *parent)
    : QDialog(parent), m_book(world.book), m_secrets(world.secrets), m_keeping(world.secrets),
      m_test(world.feed, world.time, world.handshakeTimeout), m_form(new ProfileForm(this)),
      m_list(new ProfileList(world.book, this)), m_words(new QLabel(this)),
      m_tryButton(new QPushButton(tr("&Test"), this)),
      m_saveButton(new QPushButton(tr("Sa&ve"), this)),
      m_connectButton(new QPushButton(tr("&Connect"), this))
{
    setWindowTitle(tr("Connections"));
    makeLayout();
    connect(m_form, &ProfileForm::changed, this, &ConnectDialog::onChanged);
    connect(m_list, &ProfileList::chosen, this, &ConnectDialog::edit);
    connect(m_list, &ProfileList::newWanted, this, &ConnectDialog::addNew);
    connect(m_list, &ProfileList::said, this, &ConnectDialog::say);
    connect(m_list, &ProfileList::removed, &m_keeping, &SecretKeeping::removeLater);
    connect(m_list, &ProfileList::restored, &m_keeping, &SecretKeeping::keepRemoved);
    connect(&m_keeping, &SecretKeeping::looked, this, &ConnectDialog::onLooked);
    connect(&m_keeping, &SecretKeeping::failed, this,
            [this](const QString &sentence) { say(sentence, true); });
    connect(&m_test, &LinkTest::commandWanted, this, &ConnectDialog::commandWanted);
    connect(&m_test, &LinkTest::finished, this, &ConnectDialog::onTried);
    addNew();
}

ConnectDialog::~ConnectDialog()
{
    m_test.cancel();
}

void ConnectDialog::makeLayout()
{
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(m_words->fontMetrics().lineSpacing() * 2);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    auto *const right = new QWidget(this);
    auto *const rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins({});
    rightLayout->addWidget(m_form, 1);
    rightLayout->addWidget(m_words);
    rightLayout->addLayout(makeButtons());

    auto *const splitter = new QSplitter(this);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({200, 520});
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    resize(760, 420);
}

QLayout *ConnectDialog::makeButtons()
{
    auto *const closeButton = new QPushButton(tr("Close"), this);
    for (QPushButton *const button : {m_tryButton, m_saveButton, closeButton})
        button->setAutoDefault(false);
    m_connectButton->setDefault(true);
    auto *const row = new QHBoxLayout;
    row->addWidget(m_tryButton);
    row->addStretch(1);
    row->addWidget(closeButton);
    row->addWidget(m_saveButton);
    row->addWidget(m_connectButton);
    connect(m_tryButton, &QPushButton::clicked, this, &ConnectDialog::tryLink);
    connect(m_saveButton, &QPushButton::clicked, this, [this] {
        if (save())
            say(tr("Saved."), false);
    });
    connect(m_connectButton, &QPushButton::clicked, this, &ConnectDialog::connectNow);
    connect(closeButton, &QPushButton::clicked, this, &QDialog::reject);
    return row;
}

void ConnectDialog::edit(const QString &name)
{
    const Profile *const profile = m_book.find(name);
    if (!profile)
        return addNew();
    present(*profile, name);
    m_list->choose(name);
}

void ConnectDialog::addNew()
{
    present(Profile(), QString());
    m_list->choose(QString());
    m_form->focusFirst();
}

void ConnectDialog::present(const Profile &profile, const QString &savedName)
{
    m_test.cancel();
    m_saved = savedName;
    m_form->setProfile(profile);
    m_keeping.look(profile.name);
    onChanged();
}

void ConnectDialog::onLooked(const QString &name, bool isThere, const QString &problem)
{
    m_form->signIn().setKeychainProblem(problem);
    if (name == m_saved)
        m_form->signIn().setRemembered(isThere);
}

Expected<Profile> ConnectDialog::profile() const
{
    auto profile = m_form->profile();
    if (!profile || profile->name != shortName(QUrl(profile->url)))
        return profile;
    const Profile *const saved = m_book.find(m_saved);
    const Profile *const other = m_book.find(profile->name);
    if (saved && saved->url == profile->url)
        profile->name = m_saved;
    else if (other && profile->name != m_saved && other->url != profile->url)
        profile->name = m_book.freeName(profile->name);
    return profile;
}

void ConnectDialog::onChanged()
{
    const auto profile = this->profile();
    const auto fine = profile ? m_book.check(*profile, m_saved) : Unexpected<>(profile.error());
    // An empty form is not wrong yet.
    const bool isUntouched = profile && profile->url.isEmpty() && m_saved.isEmpty();
    const bool isFine = fine.has_value();
    const bool isWatch = profile && profile->isWatch;
    m_tryButton->setEnabled(isFine && !isWatch && !m_test.isRunning());
    m_tryButton->setToolTip(
        isWatch ? tr("What is watched is not tried first: whether it answers stands in the list")
                : QString());
    m_connectButton->setText(isWatch ? tr("Wat&ch") : tr("&Connect"));
    m_saveButton->setEnabled(isFine);
    m_connectButton->setEnabled(isFine);
    if (isUntouched)
        say(tr("Type the URL of a WebSocket server (ws:// or wss://), or of a health page to watch "
               "(http:// or https://)."),
            false);
    else
        say(isFine ? QString() : fine.error().message, !isFine);
}

bool ConnectDialog::save()
{
    const auto profile = this->profile();
    const auto stored = profile ? m_book.put(*profile, m_saved) : Unexpected<>(profile.error());
    if (!stored) {
        say(stored.error().message, true);
        return false;
    }
    const QString oldName = std::exchange(m_saved, profile->name);
    keepSecret(*profile, oldName);
    const QSignalBlocker quiet(m_list); // it is shown already, with a secret that may be typed
    m_list->choose(profile->name);
    return true;
}

void ConnectDialog::keepSecret(const Profile &profile, const QString &oldName)
{
    const SignInFields &signIn = m_form->signIn();
    const bool isRenamed = !oldName.isEmpty() && oldName != profile.name;
    if (signIn.isToBeRemembered() && !signIn.secret().isEmpty()) {
        m_keeping.keep(profile.name, signIn.secret());
        if (isRenamed)
            m_keeping.removeNow(oldName);
    } else if (isRenamed) {
        m_keeping.rename(oldName, profile.name);
    }
}

void ConnectDialog::tryLink()
{
    const auto profile = this->profile();
    if (!profile)
        return say(profile.error().message, true);
    const QByteArray typed = m_form->signIn().secret();
    const auto begin
        = [self = QPointer(this), profile = *profile](std::optional<QByteArray> secret) {
              if (!self)
                  return;
              const auto command = openCommand(profile, secret);
              if (!command)
                  return self->say(command.error().message, true);
              self->m_test.start(*command);
              self->m_tryButton->setEnabled(false);
              self->say(tr("Connecting to %1 …").arg(command->endpoint.shownUrl()), false);
          };
    if (profile->auth == Profile::Auth::None || !typed.isEmpty())
        return begin(typed.isEmpty() ? std::nullopt : std::optional(typed));
    m_secrets.read(profile->name, [begin](const Expected<std::optional<QByteArray>> &found) {
        begin(found.value_or(std::nullopt));
    });
}

void ConnectDialog::onTried(bool works, const QString &sentence)
{
    m_tryButton->setEnabled(true);
    say(sentence, !works);
}

void ConnectDialog::connectNow()
{
    if (!save())
        return;
    const auto profile = this->profile();
    m_test.cancel();
    Q_EMIT connectWanted(*profile, m_form->signIn().secret());
    accept();
}

void ConnectDialog::say(const QString &sentence, bool isProblem)
{
    QPalette colours;
    if (isProblem)
        colours.setColor(QPalette::WindowText, colour(Role::Failing, palette()));
    m_words->setPalette(colours);
    m_words->setText(sentence);
}

} // namespace Breakwater::Ui
