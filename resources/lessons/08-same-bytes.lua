-- title: 32 bytes, three ways
-- goal: See the same 32 bytes
--   hold 8 x 4, then 4 x 8,
--   then 2 x 16 bytes, with no
--   waste.
heap{blocks=8, block_size=4}

t = {}
for i = 1, 8 do
  t[i] = malloc(4)
  expect(t[i].index == i - 1)
end
note[[8 x 4 bytes. Allocations
have no header, so all 32 bytes
are yours.]]
x = malloc(1)
expect(x == nil)
note[[Full: not one byte is
left.]]
pause()

for i = 1, 8, 2 do
  free(t[i])
end
note("Four holes of one block.")
for i = 2, 8, 2 do
  free(t[i])
end
note[[And merged to one chunk of
8.]]
pause()

for i = 1, 4 do
  t[i] = malloc(8)
  expect(t[i].index == 2*i - 2)
end
note("4 x 8 bytes: full again.")
for i = 4, 1, -1 do
  free(t[i])
end
pause()

for i = 1, 2 do
  t[i] = malloc(16)
  expect(t[i].index == 4*i - 4)
end
note[[2 x 16 bytes. No sizes
were set apart for anyone:
merged chunks serve any
request.]]

-- Copyright 2026 The Firstfit authors
-- SPDX-License-Identifier: GPL-3.0-or-later
