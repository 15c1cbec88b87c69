// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts the parts together: menus, toolbar, modes, status bar. The work is done by the parts.
//
//   main_window.cpp             the assembly, modes, what is remembered
//   main_window_menus.cpp       menus and their actions
//   main_window_files.cpp       opening, saving, running, dropping, exporting
//   main_window_recordings.cpp  opening and recording programs, comparing
//   main_window_analyse.cpp     the menus' entries of the Analyse mode
//   main_window_timing.cpp      the Timing mode: its toolbar, menu and files
#pragma once

#include "app/document.h"
#include "app/file_watch.h"
#include "app/recent_files.h"
#include "ui/workbench.h"

#include <QMainWindow>

#include <functional>

class QMenu;
class QStackedWidget;
class QUndoStack;

namespace firstfit {

class AnalyseRoom;
class ChartCanvas;
class HeapView;
class LearnRoom;
class LoadingCard;
class LoadingLine;
class MessageBar;
class ModeBar;
class StartPage;
class StatusLine;
class TimingRoom;
class TransportBar;
enum class TimingChart : std::uint8_t;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `settings` outlives the window.
    explicit MainWindow(Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a script, a lesson or a trace, runs it, and stands at its start. Asks about unsaved changes first. What
    /// cannot be opened is said in the window; then nothing else changes and the answer is false. A recording, and
    /// whatever comes from a pipe ("-" is standard input), is read in the background and refused later.
    bool openFile(const QString& path);
    /// The same, but asks first what of a recording is wanted.
    bool openAsking(const QString& path);
    [[nodiscard]] Workbench& workbench() { return workbench_; }
    [[nodiscard]] Document& document() { return document_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // main_window.cpp
    void assemble();
    void connectParts();
    void showMode(const QString& mode);
    void showTitle();
    void showSave();
    void showStatus();
    void remember();
    void restore();
    void applyStoredTheme();
    void changePace(bool analyses);
    [[nodiscard]] bool isAnalysing() const;
    [[nodiscard]] HeapView& shownHeap() const;
    [[nodiscard]] QString shownName() const;

    // main_window_menus.cpp
    QAction* addTo(QMenu& menu, const QString& name, const QString& text, const QList<QKeySequence>& keys,
                   const QString& tip, const std::function<void()>& act);
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildRunMenu();
    void buildSpeedMenu(QMenu& menu);
    void buildHeapMenu();
    void buildLessonsMenu();
    void buildHelpMenu();
    void buildThemeMenu(QMenu& menu);
    void buildPolicyMenu(QMenu& menu);
    void fillRecentMenu(QMenu& menu);
    void undo();
    void redo();
    void showUndo();
    [[nodiscard]] QUndoStack& shownUndoStack() const;
    [[nodiscard]] bool editorHasFocus() const;
    void toggleBreakpoint();
    void changeHeap();
    void freshHeap();
    void goTo();

    // main_window_files.cpp
    void newScript();
    void takeScriptFromPipe(const QByteArray& bytes);
    void runNewFile();
    void open();
    bool save();
    bool saveAs();
    bool saveRunAsScript();
    void run();
    void runSource(bool keepPosition);
    bool mayDiscard();
    bool mayDiscardScript();
    bool mayDiscardHandWork();
    [[nodiscard]] QString askWhereToSave(const QString& title, const QString& proposal);
    bool saveTo(const QString& path, const QString& text);
    void takeTextFromDisk(const QString& text);
    void keepTextOfLostFile();
    void byHand();
    void exportPicture();
    void copyPicture();
    void exportReport(const QString& format);

    // main_window_recordings.cpp
    void connectRecordings();
    bool openRecording(const QString& path, const ReadOptions& options, std::optional<HeapGeometry> geometry);
    void takeRecording();
    void readAgain();
    void askToReadAgain();
    void sayRecordingIsGone();
    void record();
    void compare(const HeapGeometry& other, Policy policy);
    void showLine(quint32 line);

    // main_window_analyse.cpp
    void addRecordingActions(QMenu& file);
    void addStopActions(QMenu& run);
    void addBookmarkActions(QMenu& run);
    void addViewActions(QMenu& view);
    void addHeapActions(QMenu& heap);
    void buildColouringMenu(QMenu& menu);

    // main_window_timing.cpp
    [[nodiscard]] TimingRoom* makeTimingRoom();
    void connectTiming();
    void buildTimingMenu();
    [[nodiscard]] bool isTiming() const;
    [[nodiscard]] ChartCanvas& shownChart() const;
    void saveTimingRun();
    void openTimingRun();
    [[nodiscard]] static bool isTimingFile(const QString& path);
    bool openTimingFile(const QString& path);
    void exportTiming(const QList<TimingChart>& charts);
    void copyTiming(const QList<TimingChart>& charts);
    void sayTiming(const QString& problem, const QString& success);

    Settings& settings_;
    Workbench workbench_;
    Document document_;
    RecentFiles recent_;
    FileKind kind_ = FileKind::lua; ///< of what stands in the editor
    TransportBar* transport_;
    StatusLine* status_ = nullptr;
    MessageBar* message_;
    ModeBar* modes_;
    QStackedWidget* rooms_;
    StartPage* start_;
    LearnRoom* learn_;
    AnalyseRoom* analyse_;
    TimingRoom* timing_;
    LoadingCard* loadingCard_ = nullptr;
    LoadingLine* loadingLine_ = nullptr;
    QString opening_; ///< the recording that is being opened
    FileStamp stampAtOpening_;
    FileWatch recordingFile_; ///< of the recording that is shown
    QString scriptAtOpening_; ///< what stood in the editor then, and may go
    double otherSpeed_ = 0;   ///< of the mode that is not shown, Analyse or the rest
    bool otherMicro_ = false;
    bool pacesAnalysis_ = false; ///< is the speed now that of the Analyse mode?
    QAction* undo_ = nullptr;
    QAction* redo_ = nullptr;
};

} // namespace firstfit
