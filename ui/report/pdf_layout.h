// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pieces of a document one below the other, on pages. Arithmetic only. Private to this room.
#pragma once

#include <functional>
#include <memory>
#include <vector>

class QPainter;

namespace firstfit {

/// What is never cut: a line of text, a row of a table, a picture. All lengths are px.
struct Piece {
    double before = 0; ///< space above it, but at the top of a page
    double height = 0;
    bool withNext = false; ///< never the last on its page: a heading
    std::function<void(QPainter& painter)> paint;
    /// Put above it once more if it is the first on its page: the head of a table. May be null.
    std::shared_ptr<const Piece> head;
};

struct PlacedPiece {
    std::size_t page = 0; ///< from 0
    double y = 0;         ///< of its upper edge
    const Piece* piece = nullptr;
};

/// From the top of the first page on. Pieces higher than a page have one of their own, and are cut off by it. The
/// result refers to `pieces`.
[[nodiscard]] std::vector<PlacedPiece> placePieces(const std::vector<Piece>& pieces, double pageHeight);

} // namespace firstfit
