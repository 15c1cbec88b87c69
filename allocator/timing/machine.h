// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a measurement was made: what must be known to make something of its numbers.
#pragma once

#include <string>
#include <vector>

namespace firstfit {

/// What the system does not tell is "unknown" (or 0), never made up.
struct MachineFacts {
    std::string processor;       ///< "AMD EPYC 7763 64-Core Processor"
    int cores = 0;               ///< logical ones that this process may use
    std::string caches;          ///< "L1d 32 KiB, L2 1 MiB, L3 32 MiB"
    std::string governor;        ///< "performance", "powersave", ...
    std::string turbo;           ///< "on", "off"
    std::string virtual_machine; ///< the hypervisor: "KVM"; "none" if the processor knows of none
    std::string compiler;        ///< of what is timed, with its optimisation: "g++ 12.2.0 -O2"
    std::string libc;            ///< "glibc 2.36"
    std::string kernel;          ///< "Linux 6.1.0-18-amd64"
    double load = -1;            ///< of the last minute, before the measurement; -1 = unknown

    friend bool operator==(const MachineFacts&, const MachineFacts&) = default;
};

/// Reads /proc and /sys. A few milliseconds at most.
[[nodiscard]] MachineFacts read_machine_facts();

/// The facts that are known, one short phrase each, for a line under a chart: "2 cores", "governor performance". Of
/// processor, governor, compiler, C library and load also that they are unknown: times depend on them.
[[nodiscard]] std::vector<std::string> phrases(const MachineFacts& machine);

} // namespace firstfit
