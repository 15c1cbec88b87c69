-- title: Fragmentation
-- goal: See how a heap with
--   half of its blocks free can
--   refuse a small request.
heap{blocks=32, block_size=4}

t = {}
for i = 1, 8 do
  t[i] = malloc(16)  -- 4 blocks
end
note[[Eight times 4 blocks: the
heap is full.]]
pause()

for i = 2, 8, 2 do
  free(t[i])
end
note[[Every second one is free:
16 blocks, half of the heap, in
4 holes.]]
pause()

x = malloc(20)   -- 5 blocks
expect(x == nil)
note[[Not even 5 blocks can be
had: no hole has more than 4.]]
pause()

free(t[3])
note[[One more is free, and
three holes become one of 12.]]
x = malloc(20)
expect(x.index == 4)
note[[It is not how much is free
that counts, but how much of it
is in one piece.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
