// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of a recording is wanted, and in which heap it is replayed: asked before it is read, or when it is read again.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/trace/recording.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace firstfit {

class PowerOfTwoSpinBox;

/// What the dialog starts with.
struct RecordingChoice {
    ReadOptions options;
    std::optional<HeapGeometry> geometry; ///< nothing: the one that is proposed
    std::vector<std::uint32_t> threads{}; ///< that are known to be in it
};

class OpenRecordingDialog : public QDialog {
    Q_OBJECT

public:
    /// `button` is the word for yes. `kind` is what the file looks like; nothing: not known (standard input).
    OpenRecordingDialog(const QString& name, std::optional<FileKind> kind, const QString& button,
                        const RecordingChoice& choice, QWidget* parent = nullptr);

    [[nodiscard]] ReadOptions options() const;
    /// Nothing: the one that is proposed from the recording's peak.
    [[nodiscard]] std::optional<HeapGeometry> geometry() const;

private:
    void makeFields(const RecordingChoice& choice);
    void makeHeap(const RecordingChoice& choice);
    void arrange(const QString& name);
    void check();
    [[nodiscard]] QString problem() const;

    std::optional<FileKind> kind_;
    std::uint64_t base_; ///< the address, which has no field here
    QSpinBox* first_;
    QSpinBox* last_;
    QSpinBox* least_;
    QSpinBox* most_;
    QComboBox* thread_;
    PowerOfTwoSpinBox* alignment_;
    QRadioButton* proposed_;
    QRadioButton* own_;
    QSpinBox* blocks_;
    PowerOfTwoSpinBox* blockSize_;
    QLabel* hint_;
    QPushButton* open_;
};

} // namespace firstfit
