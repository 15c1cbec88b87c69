// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/machine.h"

#include "allocator/timing/build_facts.h"

#include <gnu/libc-version.h>
#include <sched.h>
#include <sys/utsname.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>

namespace firstfit {

namespace {

constexpr const char* unknown = "unknown";

/// The first line of a file; nothing if there is none.
std::optional<std::string> line_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line) || line.empty()) {
        return std::nullopt;
    }
    return line;
}

/// The first processor of /proc/cpuinfo: "model name" -> "AMD EPYC 7763".
std::map<std::string, std::string> first_processor() {
    std::map<std::string, std::string> facts;
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line) && !line.empty();) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) {
            continue;
        }
        const std::size_t name_end = line.find_last_not_of(" \t", colon - 1);
        const std::size_t value = line.find_first_not_of(" \t", colon + 1);
        facts[line.substr(0, name_end + 1)] = value == std::string::npos ? "" : line.substr(value);
    }
    return facts;
}

std::string processor_of(const std::map<std::string, std::string>& facts) {
    for (const char* const name : {"model name", "Model", "cpu model", "Hardware"}) {
        if (const auto found = facts.find(name); found != facts.end() && !found->second.empty()) {
            return found->second;
        }
    }
    return unknown;
}

int usable_cores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}

/// "32768K" and "1M" as people write them.
std::string with_unit(const std::string& size) {
    if (size.empty() || size.back() != 'K') {
        return size;
    }
    const long kib = std::strtol(size.c_str(), nullptr, 10);
    return kib >= 1024 && kib % 1024 == 0 ? std::to_string(kib / 1024) + " MiB" : std::to_string(kib) + " KiB";
}

std::string caches() {
    std::string text;
    for (int index = 0; index < 8; ++index) {
        const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/";
        const auto level = line_of(folder + "level");
        const auto size = line_of(folder + "size");
        const auto type = line_of(folder + "type");
        if (!level || !size || !type || *type == "Instruction") {
            continue;
        }
        text += (text.empty() ? "L" : ", L") + *level + (*type == "Data" ? "d " : " ") + with_unit(*size);
    }
    return text.empty() ? unknown : text;
}

std::string turbo() {
    if (const auto off = line_of("/sys/devices/system/cpu/intel_pstate/no_turbo")) {
        return *off == "0" ? "on" : "off";
    }
    if (const auto on = line_of("/sys/devices/system/cpu/cpufreq/boost")) {
        return *on == "0" ? "off" : "on";
    }
    return unknown;
}

std::string virtual_machine(const std::map<std::string, std::string>& facts) {
    const auto flags = facts.find("flags");
    if (flags == facts.end()) {
        return unknown;
    }
    if ((" " + flags->second + " ").find(" hypervisor ") == std::string::npos) {
        return "none";
    }
#if defined(__x86_64__) || defined(__i386__)
    // Its name, twelve letters in three registers: "KVMKVMKVM", "VMwareVMware", "Microsoft Hv".
    constexpr unsigned hypervisor_leaf = 0x40000000;
    unsigned highest = 0;
    std::array<unsigned, 3> letters{};
    __cpuid(hypervisor_leaf, highest, letters[0], letters[1], letters[2]);
    std::array<char, 13> name{};
    std::memcpy(name.data(), letters.data(), 12);
    if (name[0] != '\0') {
        return std::strcmp(name.data(), "KVMKVMKVM") == 0 ? "KVM" : name.data();
    }
#endif
    return "unnamed hypervisor";
}

} // namespace

MachineFacts read_machine_facts() {
    const std::map<std::string, std::string> processor = first_processor();
    MachineFacts machine;
    machine.processor = processor_of(processor);
    machine.cores = usable_cores();
    machine.caches = caches();
    machine.governor = line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").value_or(unknown);
    machine.turbo = turbo();
    machine.virtual_machine = virtual_machine(processor);
    machine.compiler = compiler_of_this_file();
    machine.libc = std::string("glibc ") + gnu_get_libc_version();
    utsname system{};
    machine.kernel = uname(&system) == 0 ? std::string(system.sysname) + " " + system.release : unknown;
    double load[1];
    machine.load = getloadavg(load, 1) == 1 ? load[0] : -1;
    return machine;
}

std::vector<std::string> phrases(const MachineFacts& machine) {
    std::vector<std::string> list;
    const auto is_known = [](const std::string& text) { return !text.empty() && text != unknown; };
    const auto add = [&](const std::string& text, const char* before = "") {
        if (is_known(text)) {
            list.push_back(before + text);
        }
    };
    const auto add_always = [&](const std::string& text, const char* before, const char* what) {
        list.push_back(is_known(text) ? before + text : std::string(what) + " " + unknown);
    };
    add_always(machine.processor, "", "processor");
    if (machine.cores > 0) {
        add(std::to_string(machine.cores) + (machine.cores == 1 ? " core" : " cores"));
    }
    add(machine.caches);
    if (machine.virtual_machine != "none") {
        add(machine.virtual_machine, "virtual machine: ");
    }
    add_always(machine.governor, "governor ", "governor");
    add(machine.turbo, "turbo ");
    add_always(machine.compiler, "", "compiler");
    add_always(machine.libc, "", "C library");
    add(machine.kernel);
    char load[32] = "";
    if (machine.load >= 0) {
        std::snprintf(load, sizeof load, "%.1f", machine.load);
    }
    add_always(load, "load ", "load");
    return list;
}

} // namespace firstfit
