// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lets the lab's runs survive the program: follows what happens to them and does the same to files, in a thread of its
// own. There is a limit to what is kept; what goes then is said, and is still there until the program ends.
#pragma once

#include "ui/models/timing_run_folder.h"
#include "ui/workbench_timing.h"

#include <QObject>
#include <QThreadPool>

#include <map>

namespace firstfit {

class TimingStore : public QObject {
    Q_OBJECT

public:
    struct Limits {
        qint64 bytes = qint64{64} << 20;
        std::size_t runs = 50;
    };

    /// `lab` outlives it.
    TimingStore(TimingLab& lab, const QString& folder, Limits limits, QObject* parent = nullptr);
    TimingStore(TimingLab& lab, const QString& folder, QObject* parent = nullptr)
        : TimingStore(lab, folder, Limits(), parent) {}
    /// Waits until all is written, also what there is of a measurement that goes on.
    ~TimingStore() override;

    /// Gives the lab what was kept, once; does nothing when called again.
    void load();

Q_SIGNALS:
    /// What was kept is in the lab.
    void loaded();
    /// Somebody has to know: a title, a sentence, and details or nothing.
    void said(const QString& title, const QString& text, const QString& detail);

private:
    /// A run of the lab, or one that was removed from it and may come back.
    struct Entry {
        QString file;
        QString name;     ///< as it is written
        qint64 bytes = 0; ///< 0: not written yet
        bool wanted = false;
    };

    void follow();
    void write(quint64 id, const TimingLab::Run& run);
    void written(quint64 id, const std::variant<qint64, QString>& outcome);
    void makeRoom(quint64 newest);
    [[nodiscard]] std::map<quint64, Entry>::iterator leastWanted(quint64 newest);
    void take(TimingRunFolder::Contents contents);
    void adopt(std::size_t run, const TimingRunFolder::Kept& kept);
    void mark(quint64 id, bool kept);

    TimingLab& lab_;
    TimingRunFolder folder_;
    Limits limits_;
    std::map<quint64, Entry> entries_; ///< by the runs' ids
    std::atomic<bool> ending_ = false;
    bool asked_ = false;
    QThreadPool thread_; ///< one: files change in the order in which things happened
};

} // namespace firstfit
