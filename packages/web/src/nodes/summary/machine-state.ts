import type { AnswerOf } from '../../api/endpoints.ts'

export interface MachineState {
  /** 0 to 1 */
  readonly cpu: number
  readonly wait: number
  readonly load: readonly string[]
  readonly memory: Filled
  readonly swap: Filled
  readonly root: Filled
  /** bytes that guests share */
  readonly ksm: number
  /** seconds */
  readonly uptime: number
  readonly model: string
  readonly sockets: number
  readonly coresPerSocket: number
  readonly processors: number
  /** The processor can run VMs at full speed. */
  readonly virtualization: boolean
  readonly kernel: string
  readonly boot: 'efi' | 'legacy-bios'
  readonly secureBoot: boolean
  readonly version: string
}

interface Filled {
  readonly used: number
  readonly total: number
}

/** Members that the declaration leaves open. */
interface More {
  readonly wait?: number
  readonly uptime?: number
  readonly swap?: Filled
  readonly ksm?: { readonly shared?: number }
  readonly kversion?: string
  readonly cpuinfo: { readonly hvm?: string | number }
}

/** A node's state from what it answers. */
export function machineState(answer: AnswerOf<'GET /nodes/{node}/status'>): MachineState {
  const more = answer as unknown as More
  const { cpuinfo, 'current-kernel': kernel, 'boot-info': boot } = answer
  const sockets = Math.max(1, cpuinfo.sockets)
  return {
    cpu: answer.cpu,
    wait: more.wait ?? 0,
    load: answer.loadavg,
    memory: answer.memory,
    swap: more.swap ?? { used: 0, total: 0 },
    root: answer.rootfs,
    ksm: more.ksm?.shared ?? 0,
    uptime: more.uptime ?? 0,
    model: cpuinfo.model,
    sockets,
    coresPerSocket: Math.max(1, Math.round(cpuinfo.cores / sockets)),
    processors: cpuinfo.cpus,
    virtualization: String(more.cpuinfo.hvm ?? '1') !== '0',
    kernel: `${kernel.sysname} ${kernel.release} (${kernel.machine})`,
    boot: boot.mode,
    secureBoot: boot.secureboot === 1,
    version: answer.pveversion,
  }
}
