// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/trace/byte_source.h"

#include <algorithm>
#include <utility>
#include <vector>
#include <zlib.h>
#include <zstd.h>

namespace firstfit {

namespace {

constexpr std::size_t head_bytes = std::size_t{16} << 10;
constexpr std::size_t packed_bytes = std::size_t{128} << 10;
constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";
constexpr const char* ends_in_the_middle = "the compressed data end in the middle";

/// Packed bytes in, plain bytes out. Both spans lose what was used of them.
class Unpacker {
public:
    Unpacker() = default;
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;
    virtual ~Unpacker() = default;

    /// False: damaged, see `damage`. May use nothing and make nothing.
    virtual bool unpack(std::span<const char>& packed, std::span<char>& plain) = 0;
    /// Whether the packed data may end here.
    [[nodiscard]] virtual bool complete() const = 0;

    std::string damage;
};

class GzipUnpacker final : public Unpacker {
public:
    GzipUnpacker() { ready_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }
    ~GzipUnpacker() override { inflateEnd(&stream_); }

    bool unpack(std::span<const char>& packed, std::span<char>& plain) override {
        if (!ready_) {
            damage = "there is no memory to unpack it";
            return false;
        }
        if (complete_ && !next_member(packed)) {
            return damage.empty();
        }
        // zlib does not write to its input, and its type says so only with ZLIB_CONST.
        stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
        stream_.avail_in = static_cast<uInt>(packed.size());
        stream_.next_out = reinterpret_cast<Bytef*>(plain.data());
        stream_.avail_out = static_cast<uInt>(plain.size());
        const int result = inflate(&stream_, Z_NO_FLUSH);
        packed = packed.last(stream_.avail_in);
        plain = plain.last(stream_.avail_out);
        if (result == Z_STREAM_END) {
            complete_ = true;
            padding_ = false;
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            damage = std::string("the compressed data are damaged") +
                     (stream_.msg != nullptr ? std::string(" (") + stream_.msg + ")" : std::string());
            return false;
        }
        return true;
    }
    [[nodiscard]] bool complete() const override { return complete_; }

private:
    /// Several files packed one by one and put together are one; zeros may fill up the end, as tapes have them.
    bool next_member(std::span<const char>& packed) {
        while (!packed.empty() && packed.front() == '\0') {
            packed = packed.subspan(1);
            padding_ = true;
        }
        if (packed.empty()) {
            return false;
        }
        if (padding_ || packed.front() != gzip_magic.front()) {
            damage = "something else follows the compressed data";
            return false;
        }
        complete_ = false;
        ready_ = inflateReset(&stream_) == Z_OK;
        return ready_;
    }

    z_stream stream_{};
    bool ready_ = false;
    bool complete_ = false;
    bool padding_ = false;
};

class ZstdUnpacker final : public Unpacker {
public:
    ZstdUnpacker() : stream_(ZSTD_createDStream()) {}
    ~ZstdUnpacker() override { ZSTD_freeDStream(stream_); }

    bool unpack(std::span<const char>& packed, std::span<char>& plain) override {
        if (stream_ == nullptr) {
            damage = "there is no memory to unpack it";
            return false;
        }
        ZSTD_inBuffer in{packed.data(), packed.size(), 0};
        ZSTD_outBuffer out{plain.data(), plain.size(), 0};
        const std::size_t result = ZSTD_decompressStream(stream_, &out, &in);
        if (ZSTD_isError(result) != 0) {
            damage = std::string("the compressed data are damaged (") + ZSTD_getErrorName(result) + ")";
            return false;
        }
        // Asked again at the end of a frame, with nothing to read, it wants the next frame's header.
        if (in.pos != 0 || out.pos != 0) {
            complete_ = result == 0;
        }
        packed = packed.subspan(in.pos);
        plain = plain.subspan(out.pos);
        return true;
    }
    [[nodiscard]] bool complete() const override { return complete_; }

private:
    ZSTD_DStream* stream_;
    bool complete_ = true;
};

std::unique_ptr<Unpacker> unpacker_for(std::string_view head) {
    if (head.starts_with(gzip_magic)) {
        return std::make_unique<GzipUnpacker>();
    }
    if (head.starts_with(zstd_magic)) {
        return std::make_unique<ZstdUnpacker>();
    }
    return nullptr;
}

} // namespace

struct UnpackedSource::Inside {
    std::unique_ptr<ByteSource> owned;
    ByteSource* packed = nullptr;
    std::vector<char> buffer;        ///< packed bytes
    std::span<const char> waiting{}; ///< of them, those not yet unpacked
    std::unique_ptr<Unpacker> unpacker;
    std::string head; ///< plain bytes that were looked at before they were read
    std::size_t head_read = 0;
    bool head_complete = false;
    bool kind_known = false;
    bool ended = false; ///< no more packed bytes
    std::string damage;

    /// Another piece of packed bytes behind those waiting; false: none at the moment.
    bool fetch() {
        std::copy(waiting.begin(), waiting.end(), buffer.begin());
        const std::size_t kept = waiting.size();
        const std::optional<std::size_t> count = packed->read(std::span(buffer).subspan(kept));
        waiting = std::span<const char>(buffer).first(kept + count.value_or(0));
        ended = count && *count == 0;
        return count.has_value();
    }

    /// The first four bytes tell whether something is packed.
    bool know_kind() {
        while (!kind_known) {
            if (waiting.size() >= zstd_magic.size() || ended) {
                unpacker = unpacker_for(std::string_view(waiting.data(), waiting.size()));
                kind_known = true;
            } else if (!fetch()) {
                return false;
            }
        }
        return true;
    }

    std::optional<std::size_t> read_plain(std::span<char> into) {
        if (waiting.empty()) {
            const std::optional<std::size_t> count = packed->read(into);
            if (count && *count == 0) {
                damage = packed->damage();
            }
            return count;
        }
        const std::size_t count = std::min(into.size(), waiting.size());
        std::copy_n(waiting.begin(), count, into.begin());
        waiting = waiting.subspan(count);
        return count;
    }

    std::optional<std::size_t> read_packed(std::span<char> into) {
        std::span<char> rest = into;
        while (rest.size() == into.size() && damage.empty()) {
            if (waiting.empty() && !ended && !fetch()) {
                return std::nullopt;
            }
            const std::size_t before = waiting.size();
            if (!unpacker->unpack(waiting, rest)) {
                damage = unpacker->damage;
            } else if (ended && waiting.size() == before && rest.size() == into.size()) {
                if (!unpacker->complete()) {
                    damage = packed->damage().empty() ? ends_in_the_middle : packed->damage();
                }
                break;
            }
        }
        return into.size() - rest.size();
    }

    std::optional<std::size_t> read(std::span<char> into) {
        if (!damage.empty() || into.empty()) {
            return 0;
        }
        if (!know_kind()) {
            return std::nullopt;
        }
        return unpacker ? read_packed(into) : read_plain(into);
    }
};

UnpackedSource::UnpackedSource(ByteSource& packed) : inside_(std::make_unique<Inside>()) {
    inside_->packed = &packed;
    inside_->buffer.resize(packed_bytes);
}

UnpackedSource::UnpackedSource(std::unique_ptr<ByteSource> packed) : UnpackedSource(*packed) {
    inside_->owned = std::move(packed);
}

UnpackedSource::~UnpackedSource() = default;

std::optional<std::string_view> UnpackedSource::head() {
    Inside& in = *inside_;
    while (!in.head_complete) {
        const std::size_t had = in.head.size();
        in.head.resize(head_bytes);
        const std::optional<std::size_t> count = in.read(std::span(in.head).subspan(had));
        in.head.resize(had + count.value_or(0));
        in.head_complete = (count && *count == 0) || in.head.size() == head_bytes;
        if (!count) {
            return std::nullopt;
        }
    }
    return std::string_view(in.head).substr(in.head_read);
}

std::optional<std::size_t> UnpackedSource::read(std::span<char> into) {
    Inside& in = *inside_;
    if (in.head_read < in.head.size()) {
        const std::size_t count = std::min(into.size(), in.head.size() - in.head_read);
        in.head.copy(into.data(), count, in.head_read);
        in.head_read += count;
        return count;
    }
    return in.read(into);
}

const std::string& UnpackedSource::damage() const noexcept { return inside_->damage; }

std::uint64_t UnpackedSource::consumed() const noexcept {
    return inside_->packed->consumed() - inside_->waiting.size();
}

std::uint64_t UnpackedSource::total() const noexcept { return inside_->packed->total(); }

} // namespace firstfit
