-- title: Splitting
-- goal: See what becomes of the
--   rest when a chunk is larger
--   than what is asked for.
heap{blocks=16, block_size=4}
note[[A fresh heap is one chunk.
Its header is in block 0.]]
pause()

a = malloc(12)   -- 3 blocks
expect(a.index == 0)
note[[a took the front. The rest
is a chunk of 13, with its
header in block 3.]]

b = malloc(20)   -- 5
c = malloc(4)    -- 1
free(b)
note("b left a hole of 5.")
pause()

d = malloc(8)    -- 2
expect(d.index == 3)
note[[d took the front of the
hole. 3 blocks stay free, so the
base links to 5 now.]]
pause()

e = malloc(12)   -- 3: exact fit
expect(e.index == 5)
note[[An exact fit leaves
nothing: no rest, no header. The
base links on to block 9.]]

f = malloc(28)   -- 7: the last
expect(f.index == 9)
note[[The heap is full. The base
header says so: length FFFF.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
