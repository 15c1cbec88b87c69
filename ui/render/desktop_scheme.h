// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desktop portal says about light and dark (org.freedesktop.appearance, color-scheme).
#pragma once

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace firstfit {

class DesktopScheme : public QObject {
    Q_OBJECT

public:
    /// Asks without waiting. Without a session bus or a portal it never has an opinion.
    explicit DesktopScheme(QObject* parent = nullptr);

    /// Does the person prefer dark? Nothing: no preference, or not known (yet).
    [[nodiscard]] std::optional<bool> prefersDark() const { return prefersDark_; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(QVariant value);

    std::optional<bool> prefersDark_;
};

} // namespace firstfit
