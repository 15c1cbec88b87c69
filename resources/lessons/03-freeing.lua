-- title: Freeing and merging
-- goal: See the four ways in
--   which freed blocks join the
--   chunks beside them.
heap{blocks=16, block_size=4}

a = malloc(8)    -- 2 blocks
b = malloc(8)
c = malloc(8)
d = malloc(8)
e = malloc(8)
f = malloc(8)
g = malloc(8)    -- 2 stay free

free(b)
note[[1. Used on both sides: b
becomes a chunk by itself.]]
pause()

free(a)
note[[2. A chunk behind: a takes
it in. The header moves to block
0.]]
pause()

free(c)
note[[3. A chunk in front: it
grows to 6. The blocks of c need
no header.]]
pause()

free(e)          -- like b
note[[e makes a second chunk.
Only d stands between the two.]]
free(d)
note[[4. Chunks on both sides:
all three are one, of 10
blocks.]]
pause()

free(f)
free(g)
note[[Everything has merged. No
two chunks ever touch.]]
h = malloc(64)   -- 16: all
expect(h and h.index == 0)
note[[So the whole heap can be
had again in one piece.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
