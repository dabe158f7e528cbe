import {
  readCpuTimes,
  readDiskUsage,
  readLoad,
  readMemory,
  readNetworkCounters,
  readPressure,
  readUptime,
  type CpuTimes,
} from '@quorate/host'
import type { Sample } from './archives.ts'

interface Before {
  readonly atMs: number
  readonly cpu: CpuTimes
  readonly network: { readonly received: number; readonly sent: number }
}

/** Interfaces that lead out of the machine or are bridges' ports would count twice: only what looks like hardware does. */
const hardware = /^(?:eth|en|wl|ib|bond|usb)/

/** Measures this machine; what is a rate needs a measurement before. */
export class NodeMeter {
  #before: Before | undefined

  async measure(nowMs: number): Promise<Sample> {
    const cpu = readCpuTimes()
    const memory = readMemory()
    const disk = await readDiskUsage('/')
    const pressure = readPressure()
    const network = this.#network()
    const before = this.#before
    this.#before = { atMs: nowMs, cpu, network }
    const jiffies = before ? cpu.total - before.cpu.total : 0
    const seconds = before ? (nowMs - before.atMs) / 1000 : 0
    return {
      ...(before && jiffies > 0
        ? {
            cpu: 1 - (cpu.idle + cpu.iowait - before.cpu.idle - before.cpu.iowait) / jiffies,
            iowait: (cpu.iowait - before.cpu.iowait) / jiffies,
          }
        : {}),
      ...(before && seconds > 0
        ? { netin: (network.received - before.network.received) / seconds, netout: (network.sent - before.network.sent) / seconds }
        : {}),
      loadavg: Number(readLoad()[0]),
      uptime: readUptime(),
      memused: memory.used,
      memtotal: memory.total,
      memavailable: memory.available,
      swapused: memory.swapTotal - memory.swapFree,
      swaptotal: memory.swapTotal,
      rootused: disk.used,
      roottotal: disk.total,
      pressurecpusome: pressure.cpu?.some,
      pressureiosome: pressure.io?.some,
      pressureiofull: pressure.io?.full,
      pressurememorysome: pressure.memory?.some,
      pressurememoryfull: pressure.memory?.full,
    }
  }

  #network(): Before['network'] {
    let received = 0
    let sent = 0
    for (const [name, counters] of readNetworkCounters()) {
      if (!hardware.test(name)) continue
      received += counters.receivedBytes
      sent += counters.sentBytes
    }
    return { received, sent }
  }
}
