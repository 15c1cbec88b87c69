// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program remembers from one start to the next: a table of keys and what holds without them.
#pragma once

#include <QSettings>
#include <QVariant>

#include <memory>

namespace firstfit {

enum class Setting : std::uint8_t {
    theme,           ///< "follow", "light", "dark"
    speed,           ///< steps per second
    playsMicroSteps, ///< or whole operations
    analyseSpeed,    ///< the same two in the Analyse mode
    analysePlaysMicroSteps,
    recentFiles,     ///< paths, the latest first
    windowGeometry,  ///< QWidget::saveGeometry()
    learnLayout,     ///< QMainWindow::saveState() of the Learn mode
    analyseLayout,   ///< of the Analyse mode
    timingLayout,    ///< of the Timing mode
    timingSetup,     ///< what is to be measured: TimingSetupPanel::remembered()
    timelineLanes,   ///< TimelineLanes::bits() of the Analyse mode
    colouring,       ///< what the map's colours mean: a number of Colouring
    folder,          ///< of the last file dialog
    recordProgram,   ///< the last program that was recorded
    recordArguments, ///< as they were typed
    exportFolder,    ///< of the last picture; empty: none yet
    exportWhat,      ///< "map" or "window"
    exportFormat,    ///< "png", "svg", "pdf"
    exportScale,     ///< 1..4
    exportTheme,     ///< "shown", "light", "dark"
    reportFormat,    ///< "html", "pdf", "csv"; the folder is that of pictures
    reportFailures,  ///< how many are explained
    reportSizing,    ///< look for the smallest heap, too
};

class Settings {
public:
    /// The person's own settings.
    Settings();
    /// Those in an INI file (tests).
    explicit Settings(const QString& file);

    /// What was remembered, or the default of the table.
    [[nodiscard]] QVariant value(Setting setting) const;
    void set(Setting setting, const QVariant& value);
    void forget(Setting setting);
    /// The folder for what is too much for settings; may have to be made. Beside the INI file, if it is one.
    [[nodiscard]] const QString& dataFolder() const { return dataFolder_; }

private:
    std::unique_ptr<QSettings> store_;
    QString dataFolder_;
};

} // namespace firstfit
