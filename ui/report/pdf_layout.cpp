// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/pdf_layout.h"

namespace firstfit {

namespace {

/// What piece `first` needs together with all that must not be parted from it.
double heightTogether(const std::vector<Piece>& pieces, std::size_t first) {
    double height = pieces[first].height;
    for (std::size_t i = first; pieces[i].withNext && i + 1 < pieces.size(); ++i) {
        height += pieces[i + 1].before + pieces[i + 1].height;
    }
    return height;
}

} // namespace

std::vector<PlacedPiece> placePieces(const std::vector<Piece>& pieces, double pageHeight) {
    std::vector<PlacedPiece> placed;
    std::size_t page = 0;
    double y = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        const bool tied = i > 0 && pieces[i - 1].withNext; // its place was kept with that one
        const double needed = tied ? piece.height : heightTogether(pieces, i);
        if (y > 0 && y + piece.before + needed > pageHeight) {
            ++page;
            y = 0;
        }
        if (y == 0 && page > 0 && piece.head) {
            placed.push_back({page, 0, piece.head.get()});
            y = piece.head->height;
        } else if (y > 0) {
            y += piece.before;
        }
        placed.push_back({page, y, &piece});
        y += piece.height;
    }
    return placed;
}

} // namespace firstfit
