// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/timer.h"

#include <signal.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <new>

namespace firstfit::worker {

namespace {

// A signal handler has no other way to find what it is about.
ScriptRun* volatile timed_run = nullptr;
volatile sig_atomic_t times_rung = 0;

constexpr int patience = 2; ///< how often the timer rings before the handler itself ends the run
constexpr suseconds_t ring_again = 50'000;
constexpr suseconds_t tell_again = 100'000;

void on_instruction(lua_State* L, lua_Debug* frame) {
    ScriptRun& run = ScriptRun::of(L);
    leave_if_time_is_up(run);
    run.names().look(L, frame);
}

void on_time_up(int /*signal*/) {
    ScriptRun* const run = timed_run;
    times_rung = times_rung + 1;
    if (times_rung <= patience) {
        hook_every_instruction(run->running()); // lua.c does so too: lua_sethook may be called from a handler
    } else {
        run->end_for_time();
    }
}

void on_time_to_tell(int /*signal*/) {
    const int error = errno;
    timed_run->send_so_far();
    errno = error;
}

/// The worker's own memory, beside Lua's: an exception would end up in a script's pcall.
void on_no_memory() { timed_run->end_for_memory(); }

/// The handlers do not interrupt each other.
void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGPROF);
    sigaddset(&action.sa_mask, SIGALRM);
    sigaction(signal, &action, nullptr);
}

} // namespace

void start_timers(ScriptRun& run, std::chrono::milliseconds run_time) {
    timed_run = &run;
    std::set_new_handler(on_no_memory);
    handle(SIGPROF, on_time_up);
    handle(SIGALRM, on_time_to_tell);
    constexpr std::int64_t longest = 1'000'000'000; // eleven days; what the system can count
    const std::int64_t milliseconds = std::clamp<std::int64_t>(run_time.count(), 1, longest);
    itimerval timer{};
    timer.it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
    timer.it_interval = {.tv_sec = 0, .tv_usec = ring_again};
    setitimer(ITIMER_PROF, &timer, nullptr);
    const itimerval often{.it_interval = {.tv_sec = 0, .tv_usec = tell_again},
                          .it_value = {.tv_sec = 0, .tv_usec = tell_again}};
    setitimer(ITIMER_REAL, &often, nullptr);
}

void leave_if_time_is_up(ScriptRun& run) {
    if (times_rung != 0) {
        run.end_for_time();
    }
}

void hook_every_instruction(lua_State* L) { lua_sethook(L, on_instruction, LUA_MASKCOUNT, 1); }

void unhook(lua_State* L) {
    lua_sethook(L, nullptr, 0, 0);
    leave_if_time_is_up(ScriptRun::of(L));
}

} // namespace firstfit::worker
