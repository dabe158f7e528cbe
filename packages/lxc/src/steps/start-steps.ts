import { plugContainerNic, unplugContainerNic } from '@quorate/network'
import { Failure } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import { groupOf } from '../runtime/container-groups.ts'
import { publishContainer } from '../runtime/publish-container.ts'
import { removeRunFiles, writeRecord } from '../runtime/run-record.ts'
import { mountTree, unmountTree } from '../volumes/mount-tree.ts'
import { atOnce } from './at-once.ts'
import { checkBridges } from './check-bridges.ts'
import { containerNicOf } from './container-nic-of.ts'
import { makeDevices } from './make-devices.ts'
import { missingVolume } from './missing-volume.ts'
import { runLxc } from './run-lxc.ts'
import { setUpFiles } from './set-up-files.ts'
import type { StartContext } from './start-context.ts'
import { writeLxcFiles } from './write-lxc-files.ts'

type StartStep = Step<StartContext>

const noteRun: StartStep = {
  name: 'note what the start brings about',
  async run({ services: { host }, vmid, plan, volumes, cpus }) {
    const nics = plan.nics.map(nic => nic.index)
    await writeRecord(host, { vmid, begun: host.now(), volumes, nics, ...(cpus === undefined ? {} : { cpus }) })
    return () => removeRunFiles(host, vmid)
  },
}

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

const mountVolumes: StartStep = {
  name: 'mount the file systems',
  async run({ services, vmid, plan, task }) {
    await mountTree(services, vmid, plan, { warn: line => task.warn(line) })
    return () => unmountTree(services, vmid)
  },
}

/** Its files can be set up when they are mounted. */
const prepareFiles: StartStep = {
  name: 'prepare the file systems',
  async run(context) {
    const undo = await mountVolumes.run(context)
    try {
      await setUpFiles.run(context)
    } catch (error) {
      await undo?.()
      throw error
    }
    return undo
  },
}

const plugNics: StartStep = {
  name: 'connect the network cards',
  async run({ services: { host }, vmid, plan }) {
    await using plugged = new AsyncDisposableStack()
    for (const nic of plan.nics.map(one => containerNicOf(vmid, one))) {
      await plugContainerNic(host, nic)
      plugged.defer(() => unplugContainerNic(host, nic))
    }
    const kept = plugged.move()
    return () => kept.disposeAsync()
  },
}

/** LXC has set it for the group; what shows the container its CPUs looks further inside. */
const showCpuLimit: StartStep = {
  name: 'show the limit of CPU time inside',
  async run({ services: { host }, plan, container }) {
    const { cpuLimit } = plan.cgroup
    if (cpuLimit !== undefined && container) await groupOf(host, container)?.setCpu({ limit: cpuLimit })
  },
}

const settle: StartStep = {
  name: 'watch the container',
  run({ services, vmid, container }) {
    if (!container) throw new Failure(`CT ${vmid} not running`)
    services.runtime.adopt(container)
    publishContainer(services, vmid, container)
  },
}

/** A start, in order. Each step hands back its undo. What does not need each other is done at the same time. */
export const startSteps: readonly StartStep[] = [
  checkBridges,
  noteRun,
  activateVolumes,
  atOnce('prepare file systems, network and devices', [prepareFiles, plugNics, makeDevices]),
  writeLxcFiles,
  runLxc,
  showCpuLimit,
  settle,
]
