import { bindVfio, checkPassable, createMediated, removeMediated, resetPci } from '@quorate/hardware'
import { Failure, failureText } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import type { HostDevicePlan } from '../plan/vm-plan.ts'
import { devicesOfOthers } from '../runtime/devices-aside.ts'
import type { StartContext } from './start-context.ts'

/** Refuses what could only fail half-way: nothing has begun yet. */
export const checkHostDevices: Step<StartContext> = {
  name: `check the host's devices`,
  async run({ services: { host }, vmid, plan }) {
    const together = new Set(plan.hostDevices.map(({ address }) => address))
    const taken = await devicesOfOthers(host, vmid)
    for (const { key, address, mediated, rom } of plan.hostDevices) {
      try {
        // A mediated device has a group of its own.
        if (mediated?.uuid === undefined) await checkPassable(host.kernel, address, together, taken)
        if (rom !== undefined && (await host.files.stat(rom))?.kind !== 'file') throw new Failure(`the ROM file ${rom} does not exist`)
      } catch (error) {
        throw new Failure(`${key} cannot be passed through`, { cause: error })
      }
    }
  },
}

async function take({ services: { host }, task }: StartContext, device: HostDevicePlan): Promise<() => Promise<void>> {
  const { address, driver, mediated } = device
  if (mediated) {
    await createMediated(host.kernel, { address, ...mediated })
    return () => removeMediated(host.kernel, { address, uuid: mediated.uuid })
  }
  if (driver === 'keep') return async () => undefined
  const giveBack = await bindVfio(host, address)
  try {
    await resetPci(host, address)
  } catch (error) {
    task.warn(`${device.key}: PCI device ${address} could not be reset: ${failureText(error)}`)
  }
  return giveBack
}

/** Takes PCI devices from the host for the guest, and makes mediated ones. A start that fails gives them back. */
export const takeHostDevices: Step<StartContext> = {
  name: `take the host's devices`,
  async run(context) {
    await using taken = new AsyncDisposableStack()
    for (const device of context.plan.hostDevices) taken.defer(await take(context, device))
    const kept = taken.move()
    return () => kept.disposeAsync()
  },
}
