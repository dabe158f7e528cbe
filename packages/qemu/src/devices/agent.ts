import { deviceOption, socketOption } from '../plan/command-text.ts'
import { known } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'

/** The channel to the agent inside the guest: a virtio port, or an ISA serial port for guests without virtio. */
export function agentOptions(context: PlanContext): { options: string[]; socket: string | undefined } {
  const { agent } = context.config
  if (!agent?.enabled) return { options: [], socket: undefined }
  const socket = `${context.facts.paths.run}/${context.facts.vmid}.qga`
  const options = socketOption('qga0', socket)
  if (agent.type === 'isa') options.push('-device', 'isa-serial,chardev=qga0')
  else {
    options.push(
      ...known(context, 'agent', [{ driver: 'virtio-serial-pci', id: 'qga0', ...pciPlace(context.machine.kind, 'qga0') }]).flatMap(
        deviceOption,
      ),
    )
    options.push('-device', 'virtserialport,chardev=qga0,bus=qga0.0,name=org.qemu.guest_agent.0')
  }
  return { options, socket }
}
