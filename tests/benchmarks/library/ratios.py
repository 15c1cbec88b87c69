# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs benchmark programs and prints how many times as fast as glibc's malloc each contender is, as a Markdown table.

    ratios.py [--processes N] [--repetitions M] [--only REGEX] PROGRAM...

All contenders of a workload run in turns within one process (M times, in random order), so that what disturbs the
machine disturbs all; and in N processes, for each has its memory elsewhere. A cell is the ratio of the medians, and in
brackets the middle half of the ratios of single repetitions.
"""
import argparse
import collections
import json
import os
import statistics
import subprocess
import sys


def run(program, processes, repetitions, only):
    """Workload -> contender -> counter -> one number per repetition; `ns` is nanoseconds per operation."""
    command = [program, f"--benchmark_repetitions={repetitions}", "--benchmark_enable_random_interleaving=true",
               "--benchmark_min_time=0.02", "--benchmark_format=json", f"--benchmark_filter={only}"]
    # jemalloc wants its thread-local variables beside the program's own, also when it is loaded later.
    environment = os.environ | {"GLIBC_TUNABLES": "glibc.rtld.optional_static_tls=16384"}
    # In the order that the program names them, not in the random one.
    names = subprocess.run([program, "--benchmark_list_tests=true", f"--benchmark_filter={only}"], check=True,
                           stdout=subprocess.PIPE, text=True, env=environment).stdout.splitlines()
    found = {}
    for name in names:
        workload, contender = name.split("/")[:2]
        found.setdefault(workload, {})[contender] = collections.defaultdict(list)
    for _ in range(processes):
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
        add_report(found, json.loads(output))
    return found


def add_report(found, report):
    for one in report["benchmarks"]:
        if one["run_type"] != "iteration":
            continue
        if one.get("error_occurred"):
            sys.exit(f"{one['name']}: {one['error_message']}")
        workload, contender = one["name"].split("/")[:2]
        counters = found[workload][contender]
        # Threads are measured by the clock on the wall, all else by the processor's time.
        clock = "real_time" if one["name"].endswith("_time") else "cpu_time"
        rate = one.get("items_per_second")
        counters["ns"].append(1e9 / rate if rate else one[clock])
        for counter in ("fair", "longest_us"):
            if counter in one:
                counters[counter].append(one[counter])


def cell(glibc, ours):
    """`ours` against `glibc`, lists of nanoseconds."""
    ratios = [a / b for a, b in zip(glibc, ours)]
    low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return f"{statistics.median(glibc) / statistics.median(ours):.2f} ({low:.2f} to {high:.2f})"


def print_table(workloads, glibc_name="glibc"):
    contenders = list(dict.fromkeys(name for workload in workloads.values() for name in workload))
    contenders.remove(glibc_name)
    print("| workload | glibc, ns | " + " | ".join(contenders) + " |")
    print("|---" * (len(contenders) + 2) + "|")
    for workload, found in workloads.items():
        glibc = found[glibc_name]["ns"]
        cells = [cell(glibc, found[name]["ns"]) if name in found else "" for name in contenders]
        print(f"| {workload} | {statistics.median(glibc):.1f} | " + " | ".join(cells) + " |")
    print()
    for workload, found in workloads.items():
        for name, counters in found.items():
            if "fair" in counters:
                fair, longest = counters["fair"], counters["longest_us"]
                print(f"- {workload}, {name}: the slower thread did {statistics.median(fair):.2f} of the faster one's"
                      f" (worst {min(fair):.2f}); longest wait {statistics.median(longest):.0f} us"
                      f" (worst {max(longest):.0f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=7)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--only", default=".", help="workloads and contenders to run")
    parser.add_argument("programs", nargs="+")
    arguments = parser.parse_args()
    for program in arguments.programs:
        print_table(run(program, arguments.processes, arguments.repetitions, arguments.only))


main()
