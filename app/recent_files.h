// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files opened last.
#pragma once

#include "app/settings.h"

#include <QObject>
#include <QStringList>

namespace firstfit {

class RecentFiles : public QObject {
    Q_OBJECT

public:
    explicit RecentFiles(Settings& settings, QObject* parent = nullptr);

    /// Absolute paths that still exist, the latest first, at most ten.
    [[nodiscard]] QStringList paths() const;
    void add(const QString& path);
    void clear();

Q_SIGNALS:
    void changed();

private:
    Settings& settings_;
};

} // namespace firstfit
