-- title: Alignment
-- goal: See how alignment
--   leaves free blocks in front
--   of what is allocated.
heap{blocks=16, block_size=4}

a = malloc(4)    -- block 0
note[[Block 1 is free, but its
address is no multiple of 16.
The next such one is block 4.]]
pause()

b = aligned_alloc(16, 8)
expect(b.index == 4)
expect(b.address % 16 == 0)
note[[b is at block 4. The 3
blocks before it stay free: the
front remainder.]]

c = malloc(12)   -- 3 blocks
expect(c.index == 1)
note[[It is a chunk like any
other: c fills it to the
block.]]
free(c)
pause()

d = aligned_alloc(16, 12)
expect(d.index == 8)
note[[Chunk 1 has 3 blocks, but
the first aligned block is 4:
all 3 would stay in front of
d.]]
pause()

e = aligned_alloc(32, 16)
expect(e == nil)
note[[Chunk 11 has 5 blocks,
more than the 4. But only blocks
0 and 8 are at multiples of 32:
nil.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
