import { connect } from 'node:net'
import type { TrialMachine } from './trial-machine.ts'

/** What a guest prints on its serial port from now on, until that is enough. */
export async function readSerial(machine: TrialMachine, vmid: number, enough: (text: string) => boolean): Promise<string> {
  const vm = await machine.services.runtime.require(vmid)
  const socket = connect(vm.record.sockets.serials['serial0'] as string)
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      if (enough(text)) return text
    }
    return text
  } finally {
    socket.destroy()
  }
}
