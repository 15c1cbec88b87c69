-- title: First fit
-- goal: See how malloc finds a
--   place: it takes the first
--   hole that is large enough.
heap{blocks=32, block_size=4}

a = malloc(8)    -- 2 blocks
b = malloc(12)   -- 3
c = malloc(7)    -- 2, wastes 1
d = malloc(20)   -- 5
e = malloc(10)   -- 3, wastes 2
f = malloc(16)   -- 4
g = malloc(12)   -- 3
h = malloc(4)    -- 1
note("Side by side, no holes.")

free(b)
free(d)
free(g)
note("Three holes. Which fits?")
pause()
k = malloc(30)   -- 8 blocks
expect(k.index == 23)
note[[None: 3, 5 and 3 are too
small for 8. The fourth chunk is
the rest of the heap.]]

free(c)          -- merges twice
note[[c lay between two holes:
now they are one of 10.]]
m = malloc(12)
expect(m.index == 2)
note[[The hole at 19 has just 3
blocks. But first fit takes the
first that fits, not the best.]]
pause()
n = malloc(40)   -- nil
expect(n == nil)
note[[11 blocks are free, but no
10 in a row: n is nil.]]

free(e)
n = malloc(40)   -- now it fits
expect(n.index == 5)
note[[Freeing e joined 7 and 3
blocks to a hole of 10.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
