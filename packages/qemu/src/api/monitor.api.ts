import { implement, type Implementation } from '@quorate/contract'
import { qemuMonitor } from '@quorate/contract/qemu/monitor'
import { Failure, permissionFailure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'

/** Commands of the human monitor that only show something. */
const showing = /^(?:info(?:\s|$)|help(?:\s|$)|\?)/
const keys = /^[a-z0-9_]+(?:-[a-z0-9_]+)*$/i

export function qemuMonitorApi({ runtime, guests, host }: QemuServices): Implementation[] {
  return implement(qemuMonitor, {
    async monitor(call, { vmid, command }) {
      guests.require(host.root.node, 'qemu', vmid)
      if (!showing.test(command.trim()) && !call.may(`/vms/${vmid}`, 'Sys.Modify')) throw permissionFailure(`/vms/${vmid}`, ['Sys.Modify'])
      if (/[\r\n]/.test(command)) throw new Failure('a monitor command is a single line', { status: 400 })
      return await runtime.qmp(vmid, client => client.monitor(command, { timeoutMs: 25_000 }))
    },
    async sendKey(_call, { vmid, key }) {
      guests.require(host.root.node, 'qemu', vmid)
      if (!keys.test(key))
        throw new Failure(`'${key}' is no key: use for example ctrl-alt-delete`, { status: 400, errors: { key: 'no key' } })
      const answer = await runtime.qmp(vmid, client => client.monitor(`sendkey ${key}`))
      if (answer.trim()) throw new Failure(`sendkey ${key} to VM ${vmid} failed: ${answer.trim()}`)
      return null
    },
  })
}
