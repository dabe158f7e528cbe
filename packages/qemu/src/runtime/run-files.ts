import { join } from 'node:path'
import type { Root } from '@quorate/host'

/** Files of a running guest, in `<root>/run/qemu-server`. */
export interface RunFiles {
  readonly folder: string
  readonly pid: string
  /** QMP for whoever has a question: connect, ask, leave. */
  readonly qmp: string
  /** QMP of the runner, which keeps it open and hears of events. */
  readonly events: string
  readonly agent: string
  readonly vnc: string
  serial(index: number): string
  readonly tpm: string
  readonly tpmPid: string
  /** Left by a request to start again as soon as the guest has ended. */
  readonly reboot: string
}

export function runFiles(root: Root, vmid: number): RunFiles {
  const folder = join(root.run, 'qemu-server')
  const file = (ending: string) => join(folder, `${vmid}.${ending}`)
  return {
    folder,
    pid: file('pid'),
    qmp: file('qmp'),
    events: file('event'),
    agent: file('qga'),
    vnc: file('vnc'),
    serial: index => file(`serial${index}`),
    tpm: file('swtpm'),
    tpmPid: file('swtpm.pid'),
    reboot: file('reboot'),
  }
}
