import { connect } from 'node:net'
import type { QemuServices } from '../services.ts'
import { lastCounter } from './boot-sector-guest.ts'

/** What the boot sector guest prints next: the first counter of at least `least`. */
export async function counterOf(services: Pick<QemuServices, 'runtime'>, vmid: number, least = 0): Promise<number> {
  const vm = await services.runtime.require(vmid)
  const socket = connect(vm.record.sockets.serials['serial0'] as string)
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      const counter = lastCounter(text)
      if (counter !== undefined && counter >= least) return counter
    }
    throw new Error(`VM ${vmid} ended: ${text}`)
  } finally {
    socket.destroy()
  }
}
