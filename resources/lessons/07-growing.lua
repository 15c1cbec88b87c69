-- title: Growing in place
-- goal: See when an allocation
--   can grow where it is, and
--   what is done when it
--   cannot.
heap{blocks=16, block_size=4}

a = blocks(4)    -- 0 to 3
b = blocks(3)    -- 4 to 6
note[[Behind b all is free.
Behind a there is b.]]
pause()

expect(b:grow(6))
note[[b grew from 3 to 6 blocks
and did not move: the chunk
behind it gave 3 of its own.]]
pause()

expect(not a:grow(5))
note[[a cannot grow by one
block: b is in the way. A
failure changes nothing.]]
pause()

b:grow_up_to(99)
expect(b.blocks == 12)
note[[99 blocks are not there,
but "up to" takes what is: b has
12, and the heap is full.]]

b:shrink(2)
note[[Shrinking gives the end
back, and that always works.]]
c = blocks(2)
expect(c.index == 6)
expect(not b:grow(4))
note[[Now c is in the way of
b.]]
pause()

b = realloc(b, 16)  -- 4 blocks
expect(b.index == 8)
note[[Where growing in place
fails, realloc allocates
elsewhere, copies, and frees the
old.]]

expect(a:grow(6))
note[[And where b was, there is
now room for a.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
