-- title: Rounding waste
-- goal: See what is lost
--   because a heap hands out
--   whole blocks.
heap{blocks=16, block_size=8}

a = malloc(8)    -- 1 block
expect(a.blocks == 1)
note[[8 bytes are one block
here: nothing is wasted.]]

b = malloc(9)    -- 2 blocks
expect(b.blocks == 2)
note[[One byte more takes a
second block. 7 bytes are
wasted: the hatched part.]]
pause()

c = malloc(1)    -- wastes 7
d = malloc(13)   -- wastes 3
asked, taken = 0, 0
for _, x in ipairs{a,b,c,d} do
  asked = asked + x.bytes
  taken = taken + x.blocks * 8
end
expect(asked == 31)
expect(taken == 48)
note[[31 bytes asked, 48 taken:
17 wasted. Blocks of 4 would
waste 9, but be twice as many.]]
pause()

e = malloc(0)    -- wastes 8
expect(e.blocks == 1)
note[[Even 0 bytes take one
block, so that e has an address
that is its own.]]
pause()

was = b.index
b = realloc(b, 16)
expect(b.index == was)
expect(b.blocks == 2)
note[[b may use its wasted
bytes: growing into them moves
nothing.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
