import { takingBack, type Back } from '@quorate/guest'
import { mountInfo } from '@quorate/host'
import type { MountPlan } from '../plan/container-plan.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import { editRecord } from '../runtime/run-record.ts'
import { requireInit } from '../runtime/running-container.ts'
import { mountOne } from '../volumes/mount-one.ts'
import type { LiveChange, LiveHandler } from './live-change.ts'

function isOver(target: string, other: string): boolean {
  return other === target || other.startsWith(`${target}/`)
}

async function mount(change: LiveChange, plan: MountPlan, back: Back): Promise<void> {
  const { services, container, vmid, after } = change
  const { host, storage } = services
  const root = rootMount(host.root, vmid)
  const volumes = plan.volume ? [plan.source] : []
  await editRecord(host, vmid, record => ({ volumes: [...new Set([...record.volumes, ...volumes])] }))
  back(() => editRecord(host, vmid, record => ({ volumes: record.volumes.filter(volid => !volumes.includes(volid)) })))
  await storage.activate(volumes)
  back(() => storage.deactivate(volumes))
  await mountOne(services, { root, idMap: after.plan.idMap, readOnly: false }, plan)
  back(() => host.mounts.unmountBelow(`${root}${plan.target}`))
  await host.mounts.mountInto(requireInit(host, container), `${root}${plan.target}`, plan.target)
}

/** `mpN`: a new mount point is mounted at once, unless it would lie over another one. To change one or take it out has to wait. */
export const liveMount: LiveHandler = async change => {
  const { key, before, after, container } = change
  const plan = after.plan.mounts.find(one => one.key === key)
  if (!plan || before.plan.mounts.some(one => one.key === key)) return false
  const present = mountInfo(container.initPid).map(({ mountPoint }) => mountPoint)
  if (before.plan.mounts.some(one => isOver(plan.target, one.target)) || present.some(path => isOver(plan.target, path))) return false
  await takingBack(back => mount(change, plan, back))
  return true
}
