# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the same workloads with Google Benchmark and with the Timing lab, and compares the ratios to malloc.

    cross_check.py LIBRARY_BENCHMARK FIRSTFIT [SECONDS]

Both measure in turns, three times each. Fails if a ratio of the medians differs by more than 15 %.
"""
import collections
import csv
import json
import os
import statistics
import subprocess
import sys

# Names of the lab -> names of tests/benchmarks/library. What only one of the two has is left out.
WORKLOADS = {"vectors": "vectors", "string": "string", "chained": "chained", "pair": "8-byte pair",
             "churn": "churn 100"}
CONTENDERS = {"stalloc": "stalloc", "sync-stalloc": "locked", "chain": "locked chain", "malloc": "glibc",
              "mimalloc": "mimalloc", "jemalloc": "jemalloc"}
TOLERANCE = 0.15
TURNS = 3


def by_google(program):
    """(workload, contender) -> ns, in the library benchmark's names; a list, one for each repetition."""
    wanted = "|".join(WORKLOADS.values())
    command = [program, "--benchmark_repetitions=9", "--benchmark_enable_random_interleaving=true",
               "--benchmark_min_time=0.02", "--benchmark_format=json", f"--benchmark_filter=^({wanted})/"]
    environment = os.environ | {"GLIBC_TUNABLES": "glibc.rtld.optional_static_tls=16384"}
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)
    found = collections.defaultdict(list)
    for one in report["benchmarks"]:
        if one["run_type"] == "iteration":
            rate = one.get("items_per_second")
            found[tuple(one["name"].split("/")[:2])].append(1e9 / rate if rate else one["cpu_time"])
    return found


def by_lab(program, seconds):
    """(workload, contender) -> ns, in the lab's names."""
    command = [program, "bench", "--csv", "--time", seconds, "--precision", "0", "--workload", ",".join(WORKLOADS),
               "--contender", ",".join(CONTENDERS)]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {(row["workload"], row["contender"]): float(row["median_ns"]) for row in csv.DictReader(lines)}


def main():
    google_program, lab_program = sys.argv[1:3]
    seconds = sys.argv[3] if len(sys.argv) > 3 else "10"
    google, lab = collections.defaultdict(list), collections.defaultdict(list)
    for _ in range(TURNS):
        for name, times in by_google(google_program).items():
            google[name] += times
        for name, time in by_lab(lab_program, seconds).items():
            lab[name].append(time)
    print("| workload | contender | Google Benchmark | Timing lab | by one another |\n|---|---|---|---|---|")
    worst = 0.0
    for workload, its in WORKLOADS.items():
        for contender, theirs in CONTENDERS.items():
            if contender == "malloc" or (its, theirs) not in google or (workload, contender) not in lab:
                continue
            one = statistics.median(google[its, theirs]) / statistics.median(google[its, "glibc"])
            other = statistics.median(lab[workload, contender]) / statistics.median(lab[workload, "malloc"])
            worst = max(worst, abs(other / one - 1))
            print(f"| {workload} | {contender} | {one:.3f} | {other:.3f} | {other / one:.3f} |")
    print(f"\nlargest difference: {worst:.1%}")
    sys.exit(worst > TOLERANCE)


main()
