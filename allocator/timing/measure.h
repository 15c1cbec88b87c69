// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times contenders at workloads. The work is done in processes of their own (allocator/timing/worker/), each with one
// thread: what the caller is busy with disturbs it least, and an allocator that crashes is a message.
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/timing/clock.h"
#include "allocator/timing/latency.h"
#include "allocator/timing/machine.h"
#include "allocator/timing/statistics.h"
#include "allocator/timing/workload.h"
#include "allocator/trace/trace.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstfit {

struct MeasureOptions {
    std::vector<std::string> contenders; ///< ids; those that cannot do a workload are left out of it, with a warning
    std::vector<std::string> workloads;  ///< ids
    double seconds = 10;                 ///< for everything together
    double precision = 0.02; ///< a workload is done when the median's interval is this narrow for each contender, as
                             ///< half its width by the median; 0: only time ends it
    std::uint64_t seed = 1;  ///< of the orders, and of the bootstrap
    ChurnOptions churn;
    std::vector<std::uint32_t> chunk_counts = default_chunk_counts();
    std::shared_ptr<const Trace> trace; ///< for "trace"
    HeapGeometry trace_heap;            ///< for "trace": of Stalloc, SyncStalloc and the chain's first link
};

/// One contender at one workload.
struct Cell {
    std::string workload;
    std::string contender;
    double parameter = 0;        ///< chunks: the free chunks; churn: live allocations; else 0
    std::vector<double> samples; ///< ns per operation, one per round, in their order
    Summary summary;
    std::optional<Ratio> to_malloc;    ///< by rounds; nothing if malloc was not measured at this, and for malloc itself
    bool finished = false;             ///< it and those it is compared with are narrow enough; else time or cancelling
                                       ///< ended it
    std::optional<double> uncertainty; ///< half the width of the median's interval, by the median; nothing if it has
                                       ///< none, for there are too few samples
    bool noisy = false;                ///< the middle half is wider than 20 % of the median
    std::string failure;      ///< a sentence: a wrong answer, a heap that is too small, a process that died, no time.
                              ///< May come with samples (a trace of which some requests failed)
    LatencyHistogram latency; ///< of single operations; empty for threads
};

struct Results {
    MachineFacts machine;
    ClockFacts clock;
    std::string started; ///< local time, ISO 8601
    double seconds = 0;  ///< that it took
    std::uint64_t seed = 0;
    double precision = 0; ///< as in MeasureOptions
    ChurnOptions churn;
    std::string trace_file;             ///< of "trace"; empty without
    std::uint64_t trace_operations = 0; ///< of the file, without those added to free what it never frees
    HeapGeometry trace_heap;
    std::size_t rounds = 0;  ///< of the group that had most
    std::vector<Cell> cells; ///< in the order of workloads(), then parameter, then contenders()
    bool cancelled = false;
    std::vector<std::string> warnings; ///< sentences: noise, load, who was left out and why
    std::vector<float> per_operation;  ///< "trace" in Stalloc: ns of each operation of the file, the median of the
                                       ///< first few rounds, the clock's cost taken off; -1: it was nothing to do
};

enum class MeasureStage { starting, warming_up, measuring, finishing };

struct MeasureProgress {
    MeasureStage stage = MeasureStage::starting;
    std::size_t rounds_done = 0;
    std::size_t rounds_planned = 0; ///< as far as can be told; 0 = not yet
    std::size_t cells_finished = 0;
    std::size_t cells = 0;
    double fraction = 0;     ///< 0 to 1, never falling
    double seconds_left = 0; ///< without pauses
    std::string workload;    ///< what is being measured; ids
    std::string contender;
    bool paused = false;
};

/// How somebody outside looks on and meddles. The flags may be set from any thread.
struct MeasureControl {
    std::atomic<bool> pause = false;
    std::atomic<bool> cancel = false;
    std::function<void(const MeasureProgress&)> progress; ///< called some ten times a second in measure()'s thread
};

/// Measures in the calling thread until all is narrow enough, the time is up, or it is cancelled; what was measured is
/// kept then. `partial` gets everything so far, every half second or more. Unknown ids become warnings.
[[nodiscard]] Results measure(const MeasureOptions& options, MeasureControl& control,
                              const std::function<void(const Results&)>& partial = {});

/// worker_path() of firstfit-timing-worker, or what FIRSTFIT_TIMING_WORKER says.
[[nodiscard]] std::string timing_worker_path();

} // namespace firstfit
