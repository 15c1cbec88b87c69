// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/mtrace.h"

#include "allocator/trace/line_cursor.h"
#include "allocator/trace/text.h"
#include "allocator/trace/whole_lines.h"

#include <algorithm>
#include <cstring>

namespace firstfit {

namespace {

using std::string_view;

/// "libjq.so.1:(jv_mem_alloc+9)[0x20ab9]", where all but the brackets may be missing.
std::optional<CallSite> read_place(string_view text) {
    const std::size_t bracket = text.rfind("[0x");
    if (bracket == string_view::npos ||
        std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; })) {
        return std::nullopt;
    }
    CallSite site;
    LineCursor address(text.substr(bracket + 3));
    const std::optional<std::uint64_t> value = address.hex();
    if (!value || address.rest() != "]") {
        return std::nullopt;
    }
    site.address = *value;
    string_view object = text.substr(0, bracket);
    if (!object.empty() && object.back() == ')') {
        const std::size_t open = object.starts_with('(') ? 0 : object.find(":(");
        if (open == string_view::npos) {
            return std::nullopt;
        }
        string_view symbol = object.substr(open, object.size() - open - 1);
        symbol.remove_prefix(symbol.starts_with(':') ? 2 : 1);
        object = object.substr(0, open);
        const std::size_t sign = symbol.find_last_of("+-");
        if (sign == string_view::npos || symbol.find_first_of(" ()") != string_view::npos) {
            return std::nullopt;
        }
        LineCursor offset(symbol.substr(sign + 1));
        offset.take("0x");
        const std::optional<std::uint64_t> bytes = offset.hex();
        if (!bytes || !offset.at_end()) {
            return std::nullopt;
        }
        site.function = symbol.substr(0, sign);
        site.offset = symbol[sign] == '+' ? *bytes : 0;
    } else if (!object.empty()) {
        if (object.back() != ':') {
            return std::nullopt;
        }
        object.remove_suffix(1);
    }
    site.object = without_folders(object);
    return site;
}

/// FNV-like, eight bytes at a time: call sites are few, lines are millions.
std::uint64_t hash_of(string_view text) noexcept {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15ULL;
    std::uint64_t hash = text.size();
    while (text.size() >= 8) {
        std::uint64_t piece = 0;
        std::memcpy(&piece, text.data(), 8);
        hash = (hash ^ piece) * factor;
        hash ^= hash >> 29;
        text.remove_prefix(8);
    }
    std::uint64_t piece = 0;
    std::memcpy(&piece, text.data(), text.size());
    hash = (hash ^ piece) * factor;
    return hash ^ hash >> 32;
}

class MtraceReader {
public:
    explicit MtraceReader(RecordingBuilder& builder) : builder_(builder) {}

    void read(string_view line, std::uint64_t number) {
        if (line.starts_with("= ")) {
            builder_.ignore();
            return;
        }
        if (line.find_first_not_of(" \t") == string_view::npos) {
            return;
        }
        LineCursor cursor(line);
        RecordedRequest request;
        if (!read_where(cursor, request.site) || !read_event(cursor, request, number)) {
            builder_.skip(cursor.column(), line.find('\0') == string_view::npos
                                               ? "this is no line of mtrace: " + quoted_line(line)
                                               : "this line has a hole: several processes wrote into this recording");
        }
    }

    /// A reallocation is two lines; the first was the last that came.
    void give_up_half() {
        if (half_line_ != 0) {
            builder_.skip(1, "the second half of this reallocation is missing", half_line_);
            half_line_ = 0;
        }
    }

private:
    struct KnownSite {
        std::uint32_t id = empty;
        [[nodiscard]] bool is_empty() const noexcept { return id == empty; }
        static constexpr std::uint32_t empty = no_call_site.value;
        static constexpr std::uint32_t unreadable = no_call_site.value - 1;
    };

    /// Goes over "@ PLACE ", which may be missing.
    bool read_where(LineCursor& cursor, CallSiteId& site) {
        if (!cursor.take("@ ")) {
            return true;
        }
        const string_view text = cursor.rest();
        const std::size_t end = text.find("] ");
        if (end == string_view::npos) {
            return false;
        }
        const string_view place = text.substr(0, end + 1);
        const std::uint64_t key = hash_of(place);
        const KnownSite* known = known_.find(key);
        if (known == nullptr) {
            known_.insert(key, learn(place));
            known = known_.find(key);
        }
        if (known->id == KnownSite::unreadable) {
            return false;
        }
        site = CallSiteId{known->id};
        cursor.skip(end + 2);
        return true;
    }

    KnownSite learn(string_view place) {
        std::optional<CallSite> site = read_place(place);
        if (!site) {
            return {KnownSite::unreadable};
        }
        builder_.call_sites().push_back(std::move(*site));
        return {static_cast<std::uint32_t>(builder_.call_sites().size() - 1)};
    }

    static std::optional<std::uint64_t> pointer(LineCursor& cursor) {
        if (cursor.take("(nil)")) {
            return 0;
        }
        return cursor.take("0x") ? cursor.hex() : std::nullopt;
    }

    /// " 0x658", or " 0".
    static std::optional<std::uint64_t> size(LineCursor& cursor) {
        if (!cursor.take(' ')) {
            return std::nullopt;
        }
        if (cursor.take("0x")) {
            return cursor.hex();
        }
        return cursor.take('0') ? std::optional<std::uint64_t>(0) : std::nullopt;
    }

    bool read_event(LineCursor& cursor, RecordedRequest& request, std::uint64_t number) {
        const char event = cursor.peek();
        if (event == '\0' || string_view("+-<>!").find(event) == string_view::npos) {
            return false;
        }
        cursor.skip(1);
        const std::optional<std::uint64_t> address = cursor.take(' ') ? pointer(cursor) : std::nullopt;
        if (!address) {
            return false;
        }
        if (event == '+' || event == '>' || event == '!') {
            const std::optional<std::uint64_t> bytes = size(cursor);
            if (!bytes) {
                return false;
            }
            request.size = *bytes;
        }
        if (!cursor.only_blanks_left()) {
            return false;
        }
        if (event != '>') {
            give_up_half();
        }
        apply(event, *address, request, number);
        return true;
    }

    void apply(char event, std::uint64_t address, const RecordedRequest& request, std::uint64_t number) {
        switch (event) {
        case '-':
            if (address == 0) {
                builder_.ignore();
            } else {
                builder_.deallocate(address, request.site);
            }
            break;
        case '<':
            half_line_ = number;
            old_ = address;
            break;
        case '!':
            builder_.failed(request.size);
            break;
        default:
            if (address == 0) {
                builder_.failed(request.size);
            } else if (event == '+' || (half_line_ != 0 && old_ == 0)) {
                builder_.allocate(address, request);
            } else {
                // Without its first half, the old address is not known: 0 is never live.
                builder_.reallocate(half_line_ == 0 ? 0 : old_, address, request);
            }
            half_line_ = 0;
        }
    }

    RecordingBuilder& builder_;
    FlatTable<KnownSite> known_;  ///< by the hash of their text
    std::uint64_t half_line_ = 0; ///< of a "<" that waits for its ">"; 0 = none
    std::uint64_t old_ = 0;
};

} // namespace

void read_mtrace(LineReader& lines, RecordingBuilder& builder) {
    MtraceReader reader(builder);
    while (next_whole_line(lines, builder)) {
        reader.read(lines.line(), lines.number());
    }
    reader.give_up_half();
}

} // namespace firstfit
