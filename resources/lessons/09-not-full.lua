-- title: Full, or is it?
-- goal: See why a naive
--   allocator believes it is
--   out of memory while two
--   blocks are free.
heap{blocks=8, block_size=4}

a = malloc(8)    -- blocks 0, 1
b = malloc(8)    -- blocks 2, 3
free(a)
note[[Two chunks: 0 with 2
blocks, and 4, the last, with
4.]]
pause()

c = malloc(16)   -- 4: exact fit
expect(c.index == 4)
note[[No chunk is behind c, so a
naive allocator says: full. But
the base still links to chunk
0.]]
pause()

d = malloc(8)    -- 2 blocks
expect(d and d.index == 0)
note[[Both blocks can be had.
Only now is nothing free, and
the base header says FFFF.]]
pause()

e = malloc(1)
expect(e == nil)
free(d)          -- forgets FFFF
e = malloc(1)
expect(e.index == 0)
note[[After a free there is room
again: the mark must go, too.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
