// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit-script-worker: runs one script that it is told on its standard input, and reports on its standard output.
// allocator/script/script.h starts it; nobody else needs to.
#include "allocator/script/worker/confinement.h"
#include "allocator/script/worker/execution.h"
#include "allocator/script/worker/sandbox.h"
#include "allocator/script/worker/timer.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <new>

namespace {

using namespace firstfit;
using namespace firstfit::worker;

std::string read_everything() {
    std::string all;
    std::array<char, 65536> bytes; // NOLINT(*-member-init): filled by read
    for (;;) {
        const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count > 0) {
            all.append(bytes.data(), static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            return all;
        }
    }
}

int refuse() {
    std::fputs("firstfit-script-worker is started by firstfit, which tells it a script; try: firstfit FILE.lua\n",
               stderr);
    return 2;
}

[[noreturn]] void run_script(const ScriptOptions& options, std::string_view source) {
    static Stream stream; // 64 KiB; and it outlives everything else
    stream.record(wire::Record::hello, [](wire::Writer& writer) { writer.u32(wire::protocol); });
    stream.flush();

    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (source.substr(0, byte_order_mark.size()) == byte_order_mark) {
        source.remove_prefix(byte_order_mark.size());
    }
    Memory memory(options.limits.memory_bytes);
    ScriptRun run(options, source, stream, memory);
    lua_State* const L = lua_newstate(Memory::allocate, &memory);
    if (L == nullptr) {
        run.end_for_memory();
    }
    run.bind(L);
    open_sandbox(L);
    start_timers(run, options.limits.run_time);
    execute(L, run, source);
}

} // namespace

int main(int /*count*/, char** arguments) {
    fix_addresses(arguments);
    tie_to_parent();
    const std::string told = read_everything();
    std::string_view source = told;
    ScriptOptions options;
    if (!wire::read_request(source, options)) {
        return refuse();
    }
    lower_limits(options.limits);
    run_script(options, source);
}
