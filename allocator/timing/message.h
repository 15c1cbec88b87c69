// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the measuring process is asked, and what it answers: one length and so many bytes, both ways, always in turns.
// Both ends are built together, so numbers go over as they lie in memory.
#pragma once

#include "allocator/timing/clock.h"
#include "allocator/timing/trace_steps.h"
#include "allocator/timing/workload.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace firstfit::message {

inline constexpr std::uint32_t protocol = 1;

enum class Kind : std::uint8_t { hello, set_up, sample };

/// Appends to a message.
class Writer {
public:
    template <class T>
        requires std::is_trivially_copyable_v<T>
    Writer& put(const T& value) {
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    Writer& put(std::string_view text) {
        put(std::uint64_t{text.size()});
        bytes_.append(text);
        return *this;
    }
    template <class T>
        requires std::is_trivially_copyable_v<T>
    Writer& put(const std::vector<T>& values) {
        put(std::uint64_t{values.size()});
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
        return *this;
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Takes values off the front. What is too short gives zeroes, and ok() is false from then on.
class Reader {
public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    template <class T>
        requires std::is_trivially_copyable_v<T>
    void get(T& value) {
        if (take_from(sizeof value)) {
            std::memcpy(&value, taken_.data(), sizeof value);
        }
    }
    void get(std::string& text) {
        std::uint64_t size = 0;
        get(size);
        text = take_from(size) ? std::string(taken_) : std::string();
    }
    template <class T>
        requires std::is_trivially_copyable_v<T>
    void get(std::vector<T>& values) {
        std::uint64_t count = 0;
        get(count);
        if (count <= left_.size() / sizeof(T) && take_from(count * sizeof(T))) {
            values.resize(count);
            if (count != 0) {
                std::memcpy(values.data(), taken_.data(), taken_.size());
            }
        } else {
            ok_ = false;
        }
    }
    /// Everything so far was there.
    [[nodiscard]] bool ok() const noexcept { return ok_; }

private:
    bool take_from(std::uint64_t size) {
        if (!ok_ || size > left_.size()) {
            ok_ = false;
            return false;
        }
        taken_ = left_.substr(0, size);
        left_.remove_prefix(size);
        return true;
    }

    std::string_view left_;
    std::string_view taken_;
    bool ok_ = true;
};

/// Answer to hello.
struct Hello {
    std::uint32_t version = 0;
    ClockFacts clock;
    std::string compiler;
    bool optimised = false;
    bool has_mimalloc = false; ///< tried in this process
    bool has_jemalloc = false;
    std::string mimalloc_problem; ///< what the system's loader said
    std::string jemalloc_problem;
};

/// Answered by nothing; holds for all samples behind it.
struct SetUp {
    ChurnOptions churn;
    HeapGeometry heap; ///< of "trace"
    TraceSteps trace;
};

/// Asks for one sample.
struct Ask {
    std::string workload;
    std::string contender;
    std::uint32_t parameter = 0;  ///< free chunks, for "chunks"
    std::uint64_t operations = 0; ///< rounded up to what the workload does at once
    std::uint32_t singles = 0;    ///< operations that are timed one by one behind it; of a trace, any number means all
};

struct Sample {
    double ns = 0;                ///< for all operations
    std::uint64_t operations = 0; ///< that were really done
    std::vector<float> singles;   ///< ns, with the clock's cost
    std::string failure;          ///< a sentence; no sample then
    std::string remark;           ///< a sentence; the sample counts
};

[[nodiscard]] std::string write(const Hello& hello);
[[nodiscard]] std::string write(const SetUp& set_up);
[[nodiscard]] std::string write(const Ask& ask);
[[nodiscard]] std::string write(const Sample& sample);
/// The message that asks for a Hello.
[[nodiscard]] std::string hello_request();

/// What kind of request this is; takes it off.
[[nodiscard]] Kind read_kind(Reader& reader);
// False: that is no such message.
[[nodiscard]] bool read(Reader& reader, Hello& hello);
[[nodiscard]] bool read(Reader& reader, SetUp& set_up);
[[nodiscard]] bool read(Reader& reader, Ask& ask);
[[nodiscard]] bool read(Reader& reader, Sample& sample);

} // namespace firstfit::message
