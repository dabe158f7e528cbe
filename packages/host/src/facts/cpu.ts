import { readFileSync } from 'node:fs'

export interface CpuInfo {
  readonly model: string
  readonly sockets: number
  /** physical cores of all sockets */
  readonly cores: number
  /** logical CPUs */
  readonly cpus: number
  readonly mhz: number
  readonly flags: string
  /** The processor can run hardware-assisted guests. */
  readonly hvm: boolean
  /** `GenuineIntel`, `AuthenticAMD` */
  readonly vendor?: string
  /** Bits of a physical address. */
  readonly physicalBits?: number
}

/** Jiffies (1/100 s) since boot, all CPUs together, by what they were spent on. */
export interface CpuTimes {
  readonly user: number
  readonly nice: number
  readonly system: number
  readonly idle: number
  readonly iowait: number
  readonly irq: number
  readonly softirq: number
  readonly steal: number
  readonly total: number
}

/** Parses `/proc/cpuinfo`. Machines that name no sockets or cores have one core per CPU in one socket. */
export function parseCpuInfo(text: string): CpuInfo {
  const processors = text.split(/\n\n+/).filter(block => /^processor\s*:/m.test(block))
  const value = (block: string, key: string) => block.match(new RegExp(`^${key}\\s*:\\s*(.*)$`, 'm'))?.[1]?.trim()
  const first = processors[0] ?? ''
  const sockets = new Set(processors.map(block => value(block, 'physical id') ?? '0'))
  const cores = new Set(processors.map((block, index) => `${value(block, 'physical id') ?? '0'}/${value(block, 'core id') ?? index}`))
  const vendor = value(first, 'vendor_id')
  const bits = /(\d+) bits physical/.exec(value(first, 'address sizes') ?? '')?.[1]
  const flags = value(first, 'flags') ?? value(first, 'Features') ?? ''
  return {
    model: value(first, 'model name') ?? 'unknown',
    sockets: Math.max(1, sockets.size),
    cores: Math.max(1, cores.size),
    cpus: Math.max(1, processors.length),
    mhz: Number(value(first, 'cpu MHz') ?? 0),
    flags,
    hvm: /\b(vmx|svm)\b/.test(flags),
    ...(vendor === undefined ? {} : { vendor }),
    ...(bits === undefined ? {} : { physicalBits: Number(bits) }),
  }
}

export function readCpuInfo(): CpuInfo {
  return parseCpuInfo(readFileSync('/proc/cpuinfo', 'utf8'))
}

/** Parses the first line of `/proc/stat`. */
export function parseCpuTimes(text: string): CpuTimes {
  const fields = (text.match(/^cpu +(.*)$/m)?.[1] ?? '').split(' ').map(Number)
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = fields
  return { user, nice, system, idle, iowait, irq, softirq, steal, total: user + nice + system + idle + iowait + irq + softirq + steal }
}

export function readCpuTimes(): CpuTimes {
  return parseCpuTimes(readFileSync('/proc/stat', 'utf8'))
}
