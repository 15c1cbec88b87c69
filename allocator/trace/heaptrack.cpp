// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/heaptrack.h"

#include "allocator/trace/line_cursor.h"
#include "allocator/trace/text.h"
#include "allocator/trace/whole_lines.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace firstfit {

namespace {

using std::string_view;

/// A loaded piece of a program or library.
struct Segment {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t base = 0; ///< where its object begins
    std::size_t object = 0;
};

/// Which object an address lies in.
class Modules {
public:
    void clear() {
        segments_.clear();
        objects_.clear();
    }
    std::size_t add_object(string_view name) {
        objects_.emplace_back(name);
        return objects_.size() - 1;
    }
    void add(const Segment& segment) {
        segments_.push_back(segment);
        sorted_ = false;
    }
    void place(CallSite& site) {
        if (!sorted_) {
            std::sort(segments_.begin(), segments_.end(),
                      [](const Segment& a, const Segment& b) { return a.begin < b.begin; });
            sorted_ = true;
        }
        auto behind = std::upper_bound(segments_.begin(), segments_.end(), site.address,
                                       [](std::uint64_t address, const Segment& s) { return address < s.begin; });
        if (behind != segments_.begin() && site.address < (--behind)->end) {
            site.object = objects_[behind->object];
            site.address -= behind->base;
        }
    }

private:
    std::vector<Segment> segments_;
    std::vector<std::string> objects_;
    bool sorted_ = true;
};

class HeaptrackReader {
public:
    explicit HeaptrackReader(RecordingBuilder& builder) : builder_(builder) {}

    void read(string_view line) {
        LineCursor cursor(line);
        if (cursor.only_blanks_left()) {
            return;
        }
        const char kind = cursor.peek();
        cursor.skip(1);
        if (kind != '#' && !cursor.at_end() && !cursor.take(' ')) {
            bad(cursor, line);
            return;
        }
        bool understood = true;
        switch (kind) {
        case '+':
            understood = read_allocation(cursor);
            break;
        case '-':
            understood = read_free(cursor);
            break;
        case 't':
            understood = read_call_site(cursor);
            builder_.ignore();
            break;
        case 'm':
            understood = read_module(cursor);
            builder_.ignore();
            break;
        case 'x':
            executable_ = without_folders(read_heaptrack_text(cursor));
            builder_.ignore();
            break;
        case 'X':
            builder_.facts().command = cursor.rest();
            builder_.ignore();
            break;
        default:
            // v version, I system, c time, R memory, S suppression, A attached, # comment
            understood = string_view("vIcRSA#").find(kind) != string_view::npos;
            if (understood) {
                builder_.ignore();
            }
        }
        if (!understood) {
            bad(cursor, line);
        }
    }

private:
    void bad(const LineCursor& cursor, string_view line) {
        builder_.skip(cursor.column(), "this is no line of heaptrack: " + quoted_line(line));
    }

    static std::optional<std::uint64_t> next_hex(LineCursor& cursor) {
        cursor.skip_blanks();
        return cursor.hex();
    }

    bool read_allocation(LineCursor& cursor) {
        const std::optional<std::uint64_t> size = next_hex(cursor);
        const std::optional<std::uint64_t> trace = size ? next_hex(cursor) : std::nullopt;
        const std::optional<std::uint64_t> address = trace ? next_hex(cursor) : std::nullopt;
        if (!address || !cursor.only_blanks_left()) {
            return false;
        }
        RecordedRequest request;
        request.size = *size;
        if (*trace >= 1 && *trace <= builder_.call_sites().size()) {
            request.site = CallSiteId{static_cast<std::uint32_t>(*trace - 1)};
        }
        builder_.allocate(*address, request);
        return true;
    }

    bool read_free(LineCursor& cursor) {
        const std::optional<std::uint64_t> address = next_hex(cursor);
        if (!address || !cursor.only_blanks_left()) {
            return false;
        }
        builder_.deallocate(*address);
        return true;
    }

    /// "t IP PARENT". The lines are numbered, so that one that cannot be read has a number, too.
    bool read_call_site(LineCursor& cursor) {
        const std::optional<std::uint64_t> address = next_hex(cursor);
        const std::optional<std::uint64_t> parent = address ? next_hex(cursor) : std::nullopt;
        std::vector<CallSite>& sites = builder_.call_sites();
        if (sites.size() >= no_call_site.value) {
            return false;
        }
        CallSite site;
        const bool understood = parent && cursor.only_blanks_left();
        if (understood) {
            site.address = *address;
            modules_.place(site);
            if (*parent >= 1 && *parent <= sites.size()) {
                site.caller = CallSiteId{static_cast<std::uint32_t>(*parent - 1)};
            }
        }
        sites.push_back(std::move(site));
        return understood;
    }

    /// "m NAME BASE (OFFSET LENGTH)...", where "x" is the executable; "m -" forgets all, for the list comes anew.
    bool read_module(LineCursor& cursor) {
        const string_view name = read_heaptrack_text(cursor);
        if (name == "-") {
            modules_.clear();
            return cursor.only_blanks_left();
        }
        const std::optional<std::uint64_t> base = next_hex(cursor);
        if (name.empty() || !base) {
            return false;
        }
        const std::size_t object = modules_.add_object(name == "x" ? string_view(executable_) : without_folders(name));
        while (!cursor.only_blanks_left()) {
            const std::optional<std::uint64_t> offset = next_hex(cursor);
            const std::optional<std::uint64_t> length = offset ? next_hex(cursor) : std::nullopt;
            if (!length) {
                return false;
            }
            modules_.add({*base + *offset, *base + *offset + *length, *base, object});
        }
        return true;
    }

    RecordingBuilder& builder_;
    Modules modules_;
    std::string executable_;
};

} // namespace

std::string_view read_heaptrack_text(LineCursor& cursor) {
    LineCursor counted = cursor;
    const std::optional<std::uint64_t> length = counted.hex();
    if (length && counted.take(' ') && *length <= counted.rest().size()) {
        const std::string_view rest = counted.rest();
        const auto count = static_cast<std::size_t>(*length);
        if (count == rest.size() || rest[count] == ' ') {
            counted.skip(count);
            cursor = counted;
            return rest.substr(0, count);
        }
    }
    return cursor.word();
}

void read_heaptrack(LineReader& lines, RecordingBuilder& builder) {
    HeaptrackReader reader(builder);
    while (next_whole_line(lines, builder)) {
        reader.read(lines.line());
    }
}

} // namespace firstfit
