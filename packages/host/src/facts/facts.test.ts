import assert from 'node:assert/strict'
import { cpus, totalmem } from 'node:os'
import { test } from 'node:test'
import { mountAt, parseMountInfo } from '../mount-info.ts'
import { parseProcStat } from '../processes/proc-stat.ts'
import { parseCpuInfo, parseCpuTimes, readCpuInfo, readCpuTimes } from './cpu.ts'
import { readDiskUsage } from './disk-usage.ts'
import { readMemory } from './memory.ts'
import { parseNetworkCounters } from './network-counters.ts'
import { parsePressure } from './pressure.ts'
import { readBootId, readBootMode, readKernel, readLoad, readUptime } from './system.ts'

test('sockets and cores are counted apart from threads', () => {
  const cpu = (processor: number, socket: number, core: number) =>
    `processor\t: ${processor}\nmodel name\t: Some CPU @ 2.00GHz\ncpu MHz\t\t: 2000.5\nphysical id\t: ${socket}\ncore id\t\t: ${core}\nflags\t\t: fpu vmx sse\n`
  const info = parseCpuInfo([cpu(0, 0, 0), cpu(1, 0, 1), cpu(2, 1, 0), cpu(3, 1, 1), cpu(4, 0, 0), cpu(5, 0, 1)].join('\n'))
  assert.deepEqual(info, { model: 'Some CPU @ 2.00GHz', sockets: 2, cores: 4, cpus: 6, mhz: 2000.5, flags: 'fpu vmx sse', hvm: true })
})

test('a machine that names no sockets has one core per CPU', () => {
  const info = parseCpuInfo('processor\t: 0\nBogoMIPS\t: 50\nFeatures\t: fp asimd\n\nprocessor\t: 1\nFeatures\t: fp asimd\n')
  assert.deepEqual([info.sockets, info.cores, info.cpus, info.hvm], [1, 2, 2, false])
})

test('CPU times add up', () => {
  const times = parseCpuTimes('cpu  10 1 5 100 4 0 2 3 7 0\ncpu0 10 1 5 100 4 0 2 3 7 0\n')
  assert.deepEqual([times.user, times.iowait, times.steal, times.total], [10, 4, 3, 125])
})

test('a process whose name holds spaces and parentheses is read right', () => {
  const fields = 'S 7 1 1 0 -1 4194560 100 0 0 0 11 22 0 0 20 0 3 0 987654 1000000 250 18446744073709551615'
  assert.deepEqual(parseProcStat(`42 (a) R (b c) ${fields}\n`), {
    state: 'S',
    parent: 7,
    group: 1,
    userTicks: 11,
    systemTicks: 22,
    threads: 3,
    startTicks: 987654,
    residentBytes: 1_024_000,
  })
})

test('network counters are read by interface', () => {
  const text =
    'Inter-| Receive | Transmit\n face |bytes |bytes\n  eth0: 1000 1 0 0 0 0 0 0 2000 2 0 0 0 0 0 0\ntap100i0:5 1 0 0 0 0 0 0 6 2 0 0 0 0 0 0\n'
  assert.deepEqual(
    [...parseNetworkCounters(text)],
    [
      ['eth0', { receivedBytes: 1000, sentBytes: 2000 }],
      ['tap100i0', { receivedBytes: 5, sentBytes: 6 }],
    ],
  )
})

test('pressure is that of the last ten seconds', () => {
  assert.deepEqual(parsePressure('some avg10=1.50 avg60=2.00 avg300=3.00 total=9\nfull avg10=0.25 avg60=0 avg300=0 total=1\n'), {
    some: 1.5,
    full: 0.25,
  })
  assert.deepEqual(parsePressure('some avg10=0.00 avg60=0 avg300=0 total=0\n'), { some: 0, full: 0 })
})

test('of two mounts on one another the upper counts, and odd characters come back', () => {
  const mounts = parseMountInfo(
    '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / /mnt/a\\040b rw,noexec shared:1 - tmpfs tmpfs rw,size=1k\n3 2 0:6 /sub /mnt/a\\040b rw - nfs4 srv:/x rw\n',
  )
  assert.equal(mountAt('/mnt/a b', mounts)?.type, 'nfs4')
  assert.deepEqual(mounts[1]?.superOptions, ['rw', 'size=1k'])
  assert.equal(mountAt('/mnt', mounts), undefined)
})

test('this machine can be read', async () => {
  const memory = readMemory()
  assert.ok(Math.abs(memory.total - totalmem()) < 1 << 20)
  assert.ok(memory.used > 0 && memory.used + memory.available === memory.total)
  assert.equal(readCpuInfo().cpus, cpus().length)
  assert.ok(readCpuTimes().total > 0)
  assert.ok(readLoad().every(value => /^\d+\.\d\d$/.test(value)))
  assert.ok(readUptime() > 0)
  assert.match(readBootId(), /^[0-9a-f-]{36}$/)
  assert.equal(readKernel().sysname, 'Linux')
  assert.ok(['efi', 'legacy-bios'].includes(readBootMode().mode))
  assert.ok((await readDiskUsage('/')).total > 0)
})
