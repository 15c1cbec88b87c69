# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the same workloads with Google Benchmark and with the Timing lab, and compares the ratios to malloc.

    cross_check.py LIBRARY_BENCHMARK LIBRARY_THREADS_BENCHMARK FIRSTFIT [SECONDS]

Both measure in turns, three times each. Fails if a ratio of the medians differs by more than 15 %.

Threads that wait for a processor measure the machine's other programs. Where that is allowed (root), what has threads
runs with chrt --fifo, which no ordinary program can disturb; else it is said.
"""
import collections
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys

# Names of the lab -> names of tests/benchmarks/library. What only one of the two has is left out.
WORKLOADS = {"vectors": "vectors", "string": "string", "chained": "chained", "pair": "8-byte pair",
             "churn": "churn 100", "threads": "threads"}
ALONE = "threads"  # in a process of its own: what came after it would find the lock as dear as among threads
CONTENDERS = {"stalloc": "stalloc", "sync-stalloc": "locked", "chain": "locked chain", "malloc": "glibc",
              "mimalloc": "mimalloc", "jemalloc": "jemalloc"}
TOLERANCE = 0.15
TURNS = 3


def undisturbed():
    """What is put before a command so that other programs do not disturb it; nothing if that may not be."""
    command = ["chrt", "--fifo", "50"]
    if shutil.which("chrt") and subprocess.run([*command, "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        return command
    print("chrt --fifo may not be used here: on a busy machine the threads' figures are those of its other programs.",
          file=sys.stderr)
    return []


def by_google(program, workloads, before=()):
    """(workload, contender) -> ns, in the library benchmark's names; a list, one for each repetition."""
    wanted = "|".join(workloads)
    command = [*before, program, "--benchmark_repetitions=9", "--benchmark_enable_random_interleaving=true",
               "--benchmark_min_time=0.02", "--benchmark_format=json", f"--benchmark_filter=^({wanted})/"]
    environment = os.environ | {"GLIBC_TUNABLES": "glibc.rtld.optional_static_tls=16384"}
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)
    found = collections.defaultdict(list)
    for one in report["benchmarks"]:
        if one["run_type"] == "iteration":
            clock = "real_time" if one["name"].endswith("_time") else "cpu_time"
            found[tuple(one["name"].split("/")[:2])].append(one[clock])
    return found


def by_lab(program, workloads, seconds, before=()):
    """(workload, contender) -> ns, in the lab's names."""
    command = [*before, program, "bench", "--csv", "--time", seconds, "--precision", "0", "--workload",
               ",".join(workloads), "--contender", ",".join(CONTENDERS)]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {(row["workload"], row["contender"]): float(row["median_ns"]) for row in csv.DictReader(lines)}


def main():
    google_program, threads_program, lab_program = sys.argv[1:4]
    seconds = sys.argv[4] if len(sys.argv) > 4 else "10"
    google, lab = collections.defaultdict(list), collections.defaultdict(list)
    others = [workload for workload in WORKLOADS if workload != ALONE]
    fifo = undisturbed()
    for _ in range(TURNS):
        times_of_google = by_google(google_program, [WORKLOADS[workload] for workload in others])
        times_of_google |= by_google(threads_program, [WORKLOADS[ALONE]], fifo)
        for name, times in times_of_google.items():
            google[name] += times
        times_of_lab = by_lab(lab_program, others, seconds) | by_lab(lab_program, [ALONE], "4", fifo)
        for name, time in times_of_lab.items():
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
