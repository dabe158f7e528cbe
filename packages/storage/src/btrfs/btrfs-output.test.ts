import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readQgroups, readSnapshots, readSubvolumeIds } from './btrfs-output.ts'

test('limits and use are read by subvolume', () => {
  const old = `qgroupid         rfer         excl     max_rfer
--------         ----         ----     --------
0/5             16384        16384         none
0/257         5259264        16384      8388608
1/0             16384        16384         none
`
  const text = `Qgroupid    Referenced    Exclusive  Max referenced   Path
--------    ----------    ---------  --------------   ----
0/5              16384        16384            none   <toplevel>
0/257          5259264        16384         8388608   images/100/subvol-100-disk-0.subvol
1/0              16384        16384            none   <0 member qgroups>
`
  for (const one of [old, text]) {
    assert.deepEqual(
      [...readQgroups(one)],
      [
        ['5', { used: 16384, limit: 0 }],
        ['257', { used: 5259264, limit: 8388608 }],
      ],
    )
  }
})

test('what a guest writes into the lists by the names of its subvolumes is not believed', () => {
  const list = `ID 256 gen 10 top level 5 path images/100/subvol-100-disk-0.subvol
ID 257 gen 10 top level 5 path images/101/subvol-101-disk-0.subvol
ID 258 gen 10 top level 256 path images/100/subvol-100-disk-0.subvol/x
ID 999 gen 10 top level 5 path images/101/subvol-101-disk-0.subvol
`
  assert.deepEqual([...readSubvolumeIds(list).keys()], ['images/100/subvol-100-disk-0.subvol', 'images/100/subvol-100-disk-0.subvol/x'])
  assert.deepEqual([...readQgroups('0/257 1 1 2 a\n0/258 1 1 none x\n0/257 9 9 9 y\n').keys()], ['258'])
})

test('snapshots have the time at which they were made', () => {
  const text = 'ID 260 gen 7 cgen 7 top level 5 otime 2026-11-28 21:03:23 path images/100/vm-100-disk-0@one\n'
  assert.deepEqual([...readSnapshots(text)], [['images/100/vm-100-disk-0@one', Date.UTC(2026, 10, 28, 21, 3, 23) / 1000]])
})
