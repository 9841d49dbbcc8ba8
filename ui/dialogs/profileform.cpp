// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/profileform.h>

#include <core/base/text.h>
#include <ui/dialogs/headerlines.h>
#include <ui/dialogs/pathpicker.h>
#include <ui/dialogs/signinfields.h>

#include <QtCore/QUrl>
#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabBar>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

QIcon swatch(const QString &colour)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(colour));
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(4, 4, 24, 24, 6, 6);
    return pixmap;
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QTabWidget(parent), m_name(new QLineEdit), m_url(new QLineEdit), m_how(new QComboBox),
      m_group(new QLineEdit), m_colour(new QComboBox),
      m_autoConnect(new QCheckBox(tr("Connect when Breakwater &starts"))),
      m_readOnly(new QCheckBox(tr("&Read-only: no forcing and resetting of the breaker"))),
      m_signIn(new SignInFields), m_headers(new QPlainTextEdit), m_subprotocols(new QLineEdit),
      m_proxy(new QLineEdit),
      m_caFile(new PathPicker(tr("Certificate authority"), tr("PEM files (*.pem *.crt);;All (*)"))),
      m_certificateFile(
          new PathPicker(tr("Client certificate"), tr("PEM files (*.pem *.crt);;All (*)"))),
      m_keyFile(new PathPicker(tr("Client key"), tr("PEM files (*.pem *.key);;All (*)")))
{
    fillColours();
    for (QWidget *const part : std::initializer_list<QWidget *>{this, tabBar()})
        part->setAccessibleName(tr("Fields of the connection"));
    addTab(makeServerPage(), tr("Server"));
    addTab(m_signIn, tr("Sign-in"));
    addTab(makeHandshakePage(), tr("Handshake"));
    addTab(makeTlsPage(), tr("TLS"));
    announceChanges();
}

QWidget *ProfileForm::makeServerPage()
{
    auto *const page = new QWidget;
    auto *const layout = new QFormLayout(page);
    m_url->setPlaceholderText(u"wss://host:port/path"_qs);
    m_name->setPlaceholderText(tr("the host's name"));
    m_how->addItem(tr("Keep a link and measure it"), false);
    m_how->addItem(tr("Watch its metrics"), true);
    m_how->setToolTip(tr("A server that publishes the metrics of its own links can be watched: by "
                         "its stream (ws://host/stream), or by polling its health page "
                         "(http://host)"));
    layout->addRow(tr("&URL"), m_url);
    layout->addRow(tr("Ho&w"), m_how);
    layout->addRow(tr("N&ame"), m_name);
    layout->addRow(tr("&Group"), m_group);
    layout->addRow(tr("Co&lour"), m_colour);
    layout->addRow(QString(), m_autoConnect);
    layout->addRow(QString(), m_readOnly);
    return page;
}

QWidget *ProfileForm::makeHandshakePage()
{
    auto *const page = new QWidget;
    auto *const layout = new QFormLayout(page);
    m_headers->setPlaceholderText(tr("X-Tenant: blue\n(one a line; no secrets here)"));
    m_headers->setTabChangesFocus(true);
    m_headers->setMinimumHeight(m_headers->fontMetrics().lineSpacing() * 4);
    m_subprotocols->setPlaceholderText(tr("chat.v2, chat.v1 (first choice first)"));
    m_proxy->setPlaceholderText(tr("empty: none · system · http://host:port · socks5://host:port"));
    layout->addRow(tr("&Headers"), m_headers);
    layout->addRow(tr("S&ubprotocols"), m_subprotocols);
    layout->addRow(tr("Pro&xy"), m_proxy);
    return page;
}

QWidget *ProfileForm::makeTlsPage()
{
    auto *const page = new QWidget;
    auto *const layout = new QFormLayout(page);
    layout->addRow(tr("Certificate &authority"), m_caFile);
    layout->addRow(tr("Client c&ertificate"), m_certificateFile);
    layout->addRow(tr("Client &key"), m_keyFile);
    return page;
}

void ProfileForm::fillColours()
{
    m_colour->addItem(tr("None"), QString());
    const std::pair<QString, QString> colours[] = {
        {tr("Blue"), u"#3b82c4"_qs},   {tr("Teal"), u"#159f9b"_qs},  {tr("Green"), u"#3f9d54"_qs},
        {tr("Olive"), u"#8f8f2f"_qs},  {tr("Amber"), u"#c98a1b"_qs}, {tr("Red"), u"#c8504a"_qs},
        {tr("Purple"), u"#8d62b8"_qs}, {tr("Grey"), u"#7d8790"_qs}};
    for (const auto &[name, colour] : colours)
        m_colour->addItem(swatch(colour), name, colour);
}

void ProfileForm::announceChanges()
{
    for (QLineEdit *const edit : {m_name, m_url, m_group, m_subprotocols, m_proxy})
        connect(edit, &QLineEdit::textChanged, this, &ProfileForm::changed);
    for (QCheckBox *const box : {m_autoConnect, m_readOnly})
        connect(box, &QCheckBox::toggled, this, &ProfileForm::changed);
    for (PathPicker *const picker : {m_caFile, m_certificateFile, m_keyFile})
        connect(picker, &PathPicker::changed, this, &ProfileForm::changed);
    connect(m_url, &QLineEdit::textChanged, this, &ProfileForm::proposeHow);
    connect(m_how, &QComboBox::activated, this, [this] { m_isHowChosen = true; });
    for (QComboBox *const box : {m_colour, m_how})
        connect(box, &QComboBox::currentIndexChanged, this, &ProfileForm::changed);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &ProfileForm::changed);
    connect(m_signIn, &SignInFields::changed, this, &ProfileForm::changed);
}

void ProfileForm::setProfile(const Profile &profile)
{
    const QSignalBlocker quiet(this);
    m_isHowChosen = !profile.url.isEmpty();
    m_name->setText(profile.name);
    m_url->setText(profile.url);
    m_how->setCurrentIndex(m_how->findData(profile.isWatch));
    m_group->setText(profile.group);
    if (m_colour->findData(profile.colour) < 0)
        m_colour->addItem(swatch(profile.colour), profile.colour, profile.colour);
    m_colour->setCurrentIndex(m_colour->findData(profile.colour));
    m_autoConnect->setChecked(profile.autoConnect);
    m_readOnly->setChecked(profile.readOnly);
    m_signIn->setProfile(profile);
    m_headers->setPlainText(textFromHeaders(profile.headers));
    m_subprotocols->setText(profile.subprotocols.join(u", "_qs));
    m_proxy->setText(profile.proxy);
    m_caFile->setPath(profile.caFile);
    m_certificateFile->setPath(profile.certificateFile);
    m_keyFile->setPath(profile.keyFile);
}

Expected<Profile> ProfileForm::profile() const
{
    const auto headers = headersFromText(m_headers->toPlainText());
    if (!headers)
        return Unexpected<>(headers.error());
    Profile profile;
    profile.url = m_url->text().trimmed();
    profile.name = m_name->text().trimmed();
    if (profile.name.isEmpty())
        profile.name = shortName(QUrl(profile.url));
    profile.group = m_group->text().trimmed();
    profile.colour = m_colour->currentData().toString();
    profile.headers = *headers;
    for (const QString &name : m_subprotocols->text().split(u',', Qt::SkipEmptyParts))
        profile.subprotocols.append(name.trimmed());
    m_signIn->writeTo(profile);
    profile.caFile = m_caFile->path();
    profile.certificateFile = m_certificateFile->path();
    profile.keyFile = m_keyFile->path();
    profile.proxy = m_proxy->text().trimmed();
    profile.isWatch = m_how->currentData().toBool();
    profile.autoConnect = m_autoConnect->isChecked();
    profile.readOnly = m_readOnly->isChecked();
    return profile;
}

void ProfileForm::proposeHow()
{
    const QUrl url(m_url->text().trimmed());
    const bool isPolled = url.scheme() == u"http"_qs || url.scheme() == u"https"_qs;
    if (isPolled) // nothing else is possible
        m_how->setCurrentIndex(m_how->findData(true));
    else if (!m_isHowChosen)
        m_how->setCurrentIndex(m_how->findData(url.path().endsWith(u"/stream"_qs)));
}

void ProfileForm::focusFirst()
{
    setCurrentIndex(0);
    m_url->setFocus();
    m_url->selectAll();
}

} // namespace Breakwater::Ui
