// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace firstfit {

namespace {

QString service() { return QStringLiteral("org.freedesktop.portal.Desktop"); }
QString path() { return QStringLiteral("/org/freedesktop/portal/desktop"); }
QString interfaceName() { return QStringLiteral("org.freedesktop.portal.Settings"); }
QString appearance() { return QStringLiteral("org.freedesktop.appearance"); }
QString colourScheme() { return QStringLiteral("color-scheme"); }

} // namespace

DesktopScheme::DesktopScheme(QObject* parent) : QObject(parent) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(service(), path(), interfaceName(), QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service(), path(), interfaceName(), QStringLiteral("Read"));
    question << appearance() << colourScheme();
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError()) {
            take(reply.value().variant());
        }
        answer->deleteLater();
    });
}

void DesktopScheme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == appearance() && key == colourScheme()) {
        take(value.variant());
    }
}

void DesktopScheme::take(QVariant value) {
    // Read() wraps the number in one variant more than SettingChanged does.
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    bool known = false;
    const uint scheme = value.toUInt(&known);
    std::optional<bool> dark;
    if (known && (scheme == 1 || scheme == 2)) {
        dark = scheme == 1;
    }
    if (dark != prefersDark_) {
        prefersDark_ = dark;
        Q_EMIT changed();
    }
}

} // namespace firstfit
