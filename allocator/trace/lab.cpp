// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/lab.h"

#include "allocator/heap/figures.h"
#include "allocator/trace/line_cursor.h"
#include "allocator/trace/text.h"

#include <algorithm>
#include <array>
#include <limits>

namespace firstfit {

namespace {

using std::string_view;

class LabReader {
public:
    LabReader(RecordingBuilder& builder, std::size_t header_numbers) : builder_(builder), missing_(header_numbers) {
        builder_.keys_are_ids();
    }

    /// A line mostly holds one operation, but only blanks count in these formats. `ended`: it is not a cut-off last
    /// one.
    void read(string_view line, std::uint64_t number, bool ended) {
        const string_view text = line.substr(0, line.find('#'));
        LineCursor cursor(text);
        while (!cursor.only_blanks_left()) {
            const bool understood = missing_ != 0 ? read_header(cursor, number) : read_operation(cursor);
            if (!understood && !ended) {
                builder_.cut_off("the file ends in the middle of an operation", "That operation is left out.");
                return;
            }
            if (!understood) {
                builder_.skip(cursor.column(), "this is no operation of a lab's trace: " + quoted_line(line));
                return;
            }
        }
    }

    void compare_with_header() {
        if (header_line_ == 0 || missing_ != 0) {
            return;
        }
        const std::uint64_t ids = header_[1];
        const std::uint64_t operations = header_[2];
        if (operations != operations_) {
            disagree("the header promises " + figures(operations) + " operations, and there are " +
                     figures(operations_));
        }
        if (ids != ids_) {
            disagree("the header promises " + figures(ids) + " ids, and the largest is " +
                     (ids_ == 0 ? std::string("missing") : figures(ids_ - 1)));
        }
    }

private:
    bool read_header(LineCursor& cursor, std::uint64_t number) {
        const std::optional<std::uint64_t> value = cursor.decimal();
        if (!value) {
            return false;
        }
        header_[header_.size() - missing_] = *value;
        --missing_;
        header_line_ = header_line_ == 0 ? number : header_line_;
        return true;
    }

    static std::optional<std::uint64_t> next_number(LineCursor& cursor) {
        cursor.skip_blanks();
        const std::optional<std::uint64_t> value = cursor.decimal();
        const char behind = cursor.peek();
        return behind == '\0' || behind == ' ' || behind == '\t' ? value : std::nullopt;
    }

    bool read_operation(LineCursor& cursor) {
        const string_view letter = cursor.word();
        if (letter != "a" && letter != "r" && letter != "f") {
            return false;
        }
        const std::optional<std::uint64_t> id = next_number(cursor);
        RecordedRequest request;
        if (id && letter != "f") {
            const std::optional<std::uint64_t> size = next_number(cursor);
            if (!size) {
                return false;
            }
            request.size = *size;
        }
        if (!id || *id == no_number) {
            return false;
        }
        ++operations_;
        ids_ = std::max(ids_, *id + 1);
        if (letter == "a") {
            builder_.allocate(*id, request);
        } else if (letter == "r") {
            builder_.reallocate(*id, *id, request);
        } else {
            builder_.deallocate(*id);
        }
        return true;
    }

    void disagree(std::string title) {
        builder_.report(Anomaly::header, 1, std::move(title), "The operations count.", header_line_);
    }

    static constexpr std::uint64_t no_number = std::numeric_limits<std::uint64_t>::max();

    RecordingBuilder& builder_;
    std::array<std::uint64_t, 4> header_{}; ///< heap or weight, ids, operations, weight or peak bytes
    std::size_t missing_;
    std::uint64_t header_line_ = 0;
    std::uint64_t operations_ = 0;
    std::uint64_t ids_ = 0; ///< the largest and one
};

void read_lab(LineReader& lines, RecordingBuilder& builder, std::size_t header_numbers) {
    LabReader reader(builder, header_numbers);
    while (lines.next()) {
        builder.at_line(lines.number());
        if (lines.too_long()) {
            builder.skip(1, "this line is longer than a megabyte");
        } else {
            reader.read(lines.line(), lines.number(), lines.ended());
        }
    }
    if (!lines.stopped()) {
        reader.compare_with_header();
    }
}

} // namespace

void read_rep(LineReader& lines, RecordingBuilder& builder) { read_lab(lines, builder, 4); }

void read_lab_script(LineReader& lines, RecordingBuilder& builder) { read_lab(lines, builder, 0); }

} // namespace firstfit
