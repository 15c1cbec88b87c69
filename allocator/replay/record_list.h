// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of a run. Copies share all that they have in common, so that the part of a run that is there can be
// looked at in one thread while another thread makes the rest. Private to timeline.cpp.
#pragma once

#include "allocator/replay/record.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace firstfit {

/// To be read like a vector. One copy is for one thread at a time; what several copies share is never changed.
class RecordList {
public:
    RecordList() = default;
    /// O(size / 4096). From now on both add to a last piece of their own.
    RecordList(const RecordList& other) : pieces_(other.pieces_), size_(other.size_) {
        is_last_shared_ = other.is_last_shared_ = true;
    }
    RecordList& operator=(const RecordList& other) {
        if (this != &other) {
            *this = RecordList(other);
        }
        return *this;
    }
    RecordList(RecordList&&) noexcept = default;
    RecordList& operator=(RecordList&&) noexcept = default;
    ~RecordList() = default;

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const Record& operator[](std::size_t position) const noexcept {
        return (*pieces_[position / piece_size])[position % piece_size];
    }
    /// Bytes that the list holds, shared ones included.
    [[nodiscard]] std::size_t bytes() const noexcept {
        std::size_t records = 0;
        for (const auto& piece : pieces_) {
            records += piece->capacity();
        }
        return records * sizeof(Record) + pieces_.capacity() * sizeof(pieces_.front());
    }

    void push_back(const Record& record) {
        if (size_ % piece_size == 0) {
            pieces_.push_back(std::make_shared<Piece>());
            // Short runs are many, long ones fill their pieces.
            pieces_.back()->reserve(size_ == 0 ? 64 : piece_size);
            is_last_shared_ = false;
        } else {
            own_last(size_ % piece_size);
        }
        pieces_.back()->push_back(record);
        ++size_;
    }

    /// Forgets all but the first `count`, of at least as many.
    void shorten(std::size_t count) {
        pieces_.resize((count + piece_size - 1) / piece_size);
        if (const std::size_t rest = count % piece_size; rest != 0) {
            // A piece in front of the last one is complete, but others may have it.
            is_last_shared_ = is_last_shared_ || (count - 1) / piece_size != (size_ - 1) / piece_size;
            own_last(rest);
            pieces_.back()->resize(rest);
        }
        size_ = count;
    }

private:
    using Piece = std::vector<Record>;
    static constexpr std::size_t piece_size = 4096;

    /// Makes the last piece, of which `count` records count, one that may be changed.
    void own_last(std::size_t count) {
        if (is_last_shared_) {
            auto own = std::make_shared<Piece>();
            own->reserve(std::min(piece_size, count + count / 2 + 64));
            own->assign(pieces_.back()->begin(), pieces_.back()->begin() + static_cast<std::ptrdiff_t>(count));
            pieces_.back() = std::move(own);
            is_last_shared_ = false;
        }
    }

    std::vector<std::shared_ptr<Piece>> pieces_; ///< all full but the last
    std::size_t size_ = 0;
    mutable bool is_last_shared_ = false; ///< may others read the last piece?
};

} // namespace firstfit
