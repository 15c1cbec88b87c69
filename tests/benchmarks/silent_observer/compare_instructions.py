# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the machine instructions of each function in two object files, and fails unless they are equal.

    compare_instructions.py [--different] NAME=OBJECT NAME=OBJECT

With --different it fails unless some differ: the proof that the comparison can fail. Exit status 77: no objdump.
"""
import re
import shutil
import subprocess
import sys


def functions(name, path):
    """Function -> its instructions, with the names of the variants and all addresses taken out."""
    text = subprocess.run(["objdump", "-dC", "--no-show-raw-insn", path], check=True, capture_output=True,
                          text=True).stdout
    found, current = {}, None
    for line in text.splitlines():
        if match := re.match(r"[0-9a-f]+ <(.*)>:$", line):
            title = match[1].replace("stalloc_stripped", "stalloc").replace(f"{name}::", "")
            current = found.setdefault(title, [])
        elif "\t" in line and current is not None:
            instruction = line.split("\t", 1)[1].split("#")[0].split("<")[0].strip()
            instruction = re.sub(r"^(j\w+|call\w*)\s+[0-9a-f]+$", r"\1", instruction)
            # Filler between functions is not executed.
            if not re.match(r"(data16 |cs )*(nop\w?|xchg\s+%ax,%ax)\b", instruction):
                current.append(instruction)
    return found


def main():
    arguments = sys.argv[1:]
    different = "--different" in arguments
    pairs = [argument.split("=", 1) for argument in arguments if argument != "--different"]
    if shutil.which("objdump") is None:
        sys.exit(77)
    (left, left_path), (right, right_path) = pairs
    ours, theirs = functions(left, left_path), functions(right, right_path)
    print(f"{left:>10} {right:>10}  function")
    equal = ours.keys() == theirs.keys()
    same_text = True
    for title in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get(title, []), theirs.get(title, [])
        equal = equal and len(a) == len(b)
        same_text = same_text and a == b
        print(f"{len(a):10} {len(b):10}  {title}")
    total = [sum(map(len, side.values())) for side in (ours, theirs)]
    print(f"{total[0]:10} {total[1]:10}  instructions in all, {'the same' if same_text else 'not all the same'} ones")
    if min(total) < 100:
        sys.exit("too few instructions: was the code compiled away?")
    if equal == different:
        sys.exit("the counts are equal" if equal else "the counts differ")


main()
