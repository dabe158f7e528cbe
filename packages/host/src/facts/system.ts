import { existsSync, readFileSync } from 'node:fs'
import { machine, release, type, version } from 'node:os'
import { readProc } from '../processes/proc-stat.ts'

/** The three load averages as the kernel writes them: `0.42`. */
export function readLoad(): [string, string, string] {
  const [one = '0.00', five = '0.00', fifteen = '0.00'] = readFileSync('/proc/loadavg', 'utf8').split(' ')
  return [one, five, fifteen]
}

/** seconds since boot */
export function readUptime(): number {
  return Math.floor(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]))
}

/** Changes with every boot of the machine. */
export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

export interface KernelFacts {
  readonly sysname: string
  readonly release: string
  readonly version: string
  readonly machine: string
}

export function readKernel(): KernelFacts {
  return { sysname: type(), release: release(), version: version(), machine: machine() }
}

/** How the firmware started this machine. */
export function readBootMode(): { mode: 'efi' | 'legacy-bios'; secureboot: boolean } {
  if (!existsSync('/sys/firmware/efi')) return { mode: 'legacy-bios', secureboot: false }
  // Four bytes of attributes, then the value.
  const path = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c'
  return { mode: 'efi', secureboot: readProc(path)?.charCodeAt(4) === 1 }
}
