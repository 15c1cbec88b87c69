// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/ltrace.h"

#include "allocator/trace/line_cursor.h"
#include "allocator/trace/ltrace_call.h"
#include "allocator/trace/text.h"
#include "allocator/trace/whole_lines.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_map>
#include <utility>

namespace firstfit {

namespace {

using std::string_view;

std::uint64_t product(std::uint64_t a, std::uint64_t b) noexcept {
    std::uint64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? std::numeric_limits<std::uint64_t>::max() : result;
}

/// What a call asked for, whatever came of it.
struct Asked {
    std::uint64_t old = 0; ///< the address that is freed or reallocated
    std::uint64_t size = 0;
    std::uint32_t alignment = 0;
    std::uint64_t given = 0; ///< posix_memalign: the address, where it is shown
};

std::uint32_t alignment_of(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t largest = std::uint64_t{1} << 31;
    return bytes == 0 || bytes > largest ? 0 : static_cast<std::uint32_t>(std::bit_ceil(bytes));
}

/// The arguments of `call` as a request; nothing if there are others than the function has.
std::optional<Asked> read_request(LtraceFunction function, string_view text) {
    const std::optional<LtraceArguments> read = read_ltrace_arguments(text);
    if (!read) {
        return std::nullopt;
    }
    const auto& [value, in_brackets, count] = *read;
    Asked asked;
    std::size_t expected = 2;
    switch (function) {
    case LtraceFunction::malloc:
        expected = 1;
        asked.size = value[0];
        break;
    case LtraceFunction::free:
        expected = 1;
        asked.old = value[0];
        break;
    case LtraceFunction::calloc:
        asked.size = product(value[0], value[1]);
        break;
    case LtraceFunction::realloc:
        asked.old = value[0];
        asked.size = value[1];
        break;
    case LtraceFunction::reallocarray:
        expected = 3;
        asked.old = value[0];
        asked.size = product(value[1], value[2]);
        break;
    case LtraceFunction::aligned_alloc:
        asked.alignment = alignment_of(value[0]);
        asked.size = value[1];
        break;
    case LtraceFunction::posix_memalign:
        expected = 3;
        asked.given = in_brackets[0] ? value[0] : 0;
        asked.alignment = alignment_of(value[1]);
        asked.size = value[2];
        break;
    case LtraceFunction::valloc:
        expected = 1;
        asked.alignment = 4096;
        asked.size = value[0];
        break;
    case LtraceFunction::other:
        return std::nullopt;
    }
    // ltrace shows a fixed number of arguments of functions that it has no prototype of.
    return count >= expected ? std::optional(asked) : std::nullopt;
}

class LtraceReader {
public:
    explicit LtraceReader(RecordingBuilder& builder) : builder_(builder) {}

    void read(string_view line) {
        LtraceLine call = read_ltrace_line(line);
        switch (call.kind) {
        case LtraceLineKind::blank:
            return;
        case LtraceLineKind::remark:
            builder_.ignore();
            return;
        case LtraceLineKind::unreadable:
            bad(line);
            return;
        default:
            break;
        }
        if (call.tells_thread) {
            builder_.add_thread(call.thread);
        }
        if (call.function == LtraceFunction::other) {
            builder_.ignore();
        } else if (!(call.kind == LtraceLineKind::begin ? begin(call) : finish(call))) {
            bad(line);
        }
    }

    void count_unfinished() {
        for (const auto& [thread, calls] : unfinished_) {
            for (std::size_t i = 0; i < calls.size(); ++i) {
                builder_.ignore();
            }
        }
    }

private:
    struct Unfinished {
        LtraceFunction function = LtraceFunction::other;
        std::string arguments;
        CallSiteId site = no_call_site;
    };

    void bad(string_view line) { builder_.skip(1, "this is no line of ltrace: " + quoted_line(line)); }

    /// "malloc(24 <unfinished ...>"
    bool begin(const LtraceLine& call) {
        const CallSiteId site = site_of(call);
        if (call.function == LtraceFunction::free) {
            // Before the call returns another thread may already get this memory.
            const std::optional<Asked> asked = read_request(call.function, call.arguments);
            return asked && release(*asked, site);
        }
        unfinished_[call.thread].push_back({call.function, std::string(call.arguments), site});
        return true;
    }

    /// A whole call, or "<... malloc resumed>".
    bool finish(const LtraceLine& call) {
        RecordedRequest request;
        request.thread = call.thread;
        if (call.kind == LtraceLineKind::call) {
            request.site = site_of(call);
            return happen(call.function, call.arguments, call.result, request);
        }
        if (call.function == LtraceFunction::free) {
            builder_.ignore();
            return true;
        }
        std::vector<Unfinished>& waiting = unfinished_[call.thread];
        const auto begun = std::find_if(waiting.rbegin(), waiting.rend(),
                                        [&](const Unfinished& one) { return one.function == call.function; });
        if (begun == waiting.rend()) {
            return false;
        }
        const std::string arguments = begun->arguments + std::string(call.arguments);
        request.site = begun->site;
        waiting.erase(std::next(begun).base());
        return happen(call.function, arguments, call.result, request);
    }

    bool happen(LtraceFunction function, string_view arguments, string_view result, RecordedRequest request) {
        const std::optional<Asked> asked = read_request(function, arguments);
        if (!asked) {
            return false;
        }
        if (function == LtraceFunction::free) {
            return release(*asked, request.site);
        }
        const std::optional<std::uint64_t> value = read_ltrace_number(result);
        if (!value) {
            return false;
        }
        request.size = asked->size;
        request.alignment = asked->alignment;
        if (function == LtraceFunction::posix_memalign) {
            return give_aligned(*asked, *value, request);
        }
        if (*value != 0) {
            if (asked->old != 0) {
                builder_.reallocate(asked->old, *value, request);
            } else {
                builder_.allocate(*value, request);
            }
        } else if (asked->old != 0 && asked->size == 0) {
            return release(*asked, request.site); // realloc(p, 0)
        } else {
            builder_.failed(asked->size);
        }
        return true;
    }

    bool give_aligned(const Asked& asked, std::uint64_t error, const RecordedRequest& request) {
        if (error != 0) {
            builder_.failed(asked.size);
        } else if (asked.given != 0) {
            builder_.allocate(asked.given, request);
        } else {
            builder_.report(Anomaly::no_address, 1, "ltrace does not tell what address posix_memalign gave",
                            "The allocation stays to the end: its free cannot be known.");
            builder_.allocate_somewhere(request);
        }
        return true;
    }

    bool release(const Asked& asked, CallSiteId site) {
        if (asked.old == 0) {
            builder_.ignore();
        } else {
            builder_.deallocate(asked.old, site);
        }
        return true;
    }

    CallSiteId site_of(const LtraceLine& call) {
        if (call.address == 0 && call.caller.empty()) {
            return no_call_site;
        }
        CallSite site;
        site.address = call.address;
        site.object = without_folders(call.caller);
        const std::string key = std::to_string(call.address) + site.object;
        const auto next = CallSiteId{static_cast<std::uint32_t>(builder_.call_sites().size())};
        const auto [known, is_new] = sites_.emplace(key, next);
        if (is_new) {
            builder_.call_sites().push_back(std::move(site));
        }
        return known->second;
    }

    RecordingBuilder& builder_;
    std::unordered_map<std::string, CallSiteId> sites_;
    std::unordered_map<std::uint32_t, std::vector<Unfinished>> unfinished_; ///< by thread
};

} // namespace

void read_ltrace(LineReader& lines, RecordingBuilder& builder) {
    LtraceReader reader(builder);
    while (next_whole_line(lines, builder)) {
        reader.read(lines.line());
    }
    reader.count_unfinished();
}

} // namespace firstfit
