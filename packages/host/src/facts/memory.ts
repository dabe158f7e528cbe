import { readFileSync } from 'node:fs'
import { readProc } from '../processes/proc-stat.ts'

/** All in bytes. */
export interface MemoryFacts {
  readonly total: number
  readonly free: number
  /** What programs could get without swapping. */
  readonly available: number
  /** total - available */
  readonly used: number
  readonly cached: number
  readonly swapTotal: number
  readonly swapFree: number
  /** Memory saved by merging equal pages. */
  readonly ksmShared: number
  readonly arcSize: number
}

const pageSize = 4096

function arcSize(): number {
  return Number(readProc('/proc/spl/kstat/zfs/arcstats')?.match(/^size\s+\d+\s+(\d+)$/m)?.[1] ?? 0)
}

/** Parses `/proc/meminfo`, whose unit is KiB. */
export function parseMeminfo(text: string): (key: string) => number {
  return key => Number(text.match(new RegExp(`^${key}:\\s+(\\d+)`, 'm'))?.[1] ?? 0) * 1024
}

export function readMemory(): MemoryFacts {
  const value = parseMeminfo(readFileSync('/proc/meminfo', 'utf8'))
  const total = value('MemTotal')
  const available = value('MemAvailable')
  return {
    total,
    available,
    free: value('MemFree'),
    used: total - available,
    cached: value('Cached'),
    swapTotal: value('SwapTotal'),
    swapFree: value('SwapFree'),
    ksmShared: Number(readProc('/sys/kernel/mm/ksm/pages_sharing') ?? 0) * pageSize,
    arcSize: arcSize(),
  }
}
