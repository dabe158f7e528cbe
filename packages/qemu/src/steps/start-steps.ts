import { dirname } from 'node:path'
import { plugGuestNic, unplugGuestNic } from '@quorate/network'
import { Failure, failureText } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import { publishGuest } from '../runtime/publish-guest.ts'
import { cgroupOf, recordOf, removeRunFiles, writeRecord } from '../runtime/run-record.ts'
import { findRunning } from '../runtime/running-vm.ts'
import { writeCloudInit } from './cloud-init.ts'
import { startTpm, stopTpm } from '../runtime/swtpm.ts'
import { guestNicOf } from './guest-nic-of.ts'
import { loadSavedMemory } from './load-saved-memory.ts'
import { checkBridges } from './check-bridges.ts'
import { missingVolume } from './missing-volume.ts'
import { checkHostDevices, takeHostDevices } from './host-devices.ts'
import { setHugePagesAside } from './huge-pages.ts'
import { checkSharedFolders, shareFolders } from './shared-folders.ts'
import type { StartContext } from './start-context.ts'

type StartStep = Step<StartContext>

const activateVolumes: StartStep = {
  name: 'make the volumes usable',
  async run({ services, volumes, plan }) {
    if (volumes.length === 0) return
    try {
      await services.storage.activate(volumes)
    } catch (error) {
      throw await missingVolume(services, plan, error)
    }
    return () => services.storage.deactivate(volumes)
  },
}

const noteRun: StartStep = {
  name: 'note what the start brings about',
  async run({ services: { host }, vmid, plan, volumes, qemu }) {
    await writeRecord(host, recordOf(host, vmid, plan, volumes, qemu))
    return () => removeRunFiles(host, vmid)
  },
}

const copyFirmware: StartStep = {
  name: 'copy temporary files',
  async run({ services: { host }, plan }) {
    for (const { from, to } of plan.copies) {
      await host.files.makeDirectory(dirname(to), 0o700)
      await host.exec('cp', ['--', from, to])
    }
    return async () => {
      for (const { to } of plan.copies) await host.files.remove(to)
    }
  },
}

const startTpmStep: StartStep = {
  name: 'start the TPM',
  async run({ services, vmid, plan, task, incoming }) {
    if (!plan.tpm) return
    await startTpm(services, vmid, plan.tpm, task, { empty: incoming ?? false })
    return () => stopTpm(services.host, vmid)
  },
}

const plugNics: StartStep = {
  name: 'connect the network cards',
  async run({ services: { host }, vmid, plan }) {
    const nics = plan.nics.flatMap(nic => guestNicOf(vmid, nic) ?? [])
    await using plugged = new AsyncDisposableStack()
    for (const nic of nics) {
      await plugGuestNic(host, nic)
      plugged.defer(() => unplugGuestNic(host, nic))
    }
    const kept = plugged.move()
    return () => kept.disposeAsync()
  },
}

const runQemu: StartStep = {
  name: 'run QEMU',
  async run(context) {
    const { services, plan, task, vmid } = context
    const [program, ...args] = plan.argv
    const kill = async () => {
      const vm = await findRunning(services.host, vmid)
      if (!vm) return
      services.host.processes.kill(vm.pid, 'KILL')
      await services.host.processes.ended(vm.pid)
    }
    try {
      await services.host.exec(program as string, args, {
        timeoutMs: context.timeoutMs,
        signal: task.signal,
        onLine: line => task.log(line),
      })
      const vm = await findRunning(services.host, vmid)
      if (!vm) throw new Failure(`VM ${vmid} ended right after its start - see the task log for what QEMU said`)
      context.vm = vm
    } catch (error) {
      await kill()
      throw new Failure(`start failed: QEMU did not start for VM ${vmid}`, { cause: error })
    }
    return kill
  },
}

const limitCpu: StartStep = {
  name: 'enter the control group',
  async run({ services: { host }, vmid, plan, vm, task }) {
    const { limit, weight, affinity } = plan.cgroup
    const limited = limit !== undefined || weight !== undefined || affinity !== undefined
    try {
      await host.cgroups.enter(cgroupOf(vmid), vm?.pid ?? 0)
      if (limited) {
        await host.cgroups.setCpu(cgroupOf(vmid), {
          ...(limit === undefined ? {} : { limit }),
          ...(weight === undefined ? {} : { weight }),
          ...(affinity === undefined ? {} : { affinity }),
        })
      }
    } catch (error) {
      if (limited) task.warn(`CPU limits of VM ${vmid} are not in force: ${failureText(error)}`)
    }
  },
}

const settle: StartStep = {
  name: 'watch the guest',
  async run(context) {
    const { services, vmid, plan, vm } = context
    if (!vm) throw new Failure(`VM ${vmid} not running`)
    await services.runtime.adopt(vm)
    const links = plan.nics.filter(nic => nic.linkDown)
    const { balloon } = context
    if (links.length || balloon !== undefined) {
      await services.runtime.qmp(vmid, async client => {
        for (const nic of links) await client.execute('set_link', { name: nic.key, up: false })
        if (balloon !== undefined) await client.execute('balloon', { value: balloon * 2 ** 20 })
      })
    }
    publishGuest(services, vmid, vm)
  },
}

/**
 * A start, in order. Each step hands back its undo. The control group comes last: the kernel takes many milliseconds to
 * move a process, and the guest can be used meanwhile.
 */
export const startSteps: readonly StartStep[] = [
  checkBridges,
  checkHostDevices,
  checkSharedFolders,
  writeCloudInit,
  activateVolumes,
  noteRun,
  setHugePagesAside,
  copyFirmware,
  startTpmStep,
  plugNics,
  takeHostDevices,
  shareFolders,
  runQemu,
  loadSavedMemory,
  settle,
  limitCpu,
]

/** A start that waits for a guest of another node: what it has on its disks, and its memory, come from there. */
export const incomingSteps: readonly StartStep[] = startSteps.filter(step => step !== writeCloudInit && step !== loadSavedMemory)
