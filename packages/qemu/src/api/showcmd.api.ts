import { implement, type Implementation } from '@quorate/contract'
import { qemuShowcmd } from '@quorate/contract/qemu/showcmd'
import type { QemuServices } from '../services.ts'
import { showCommandFor } from '../steps/load-vm.ts'

export function qemuShowcmdApi(services: QemuServices): Implementation[] {
  return implement(qemuShowcmd, {
    async show(_call, { vmid, pretty, snapshot }) {
      services.guests.require(services.host.root.node, 'qemu', vmid)
      return await showCommandFor(services, vmid, { pretty, snapshot })
    },
  })
}
