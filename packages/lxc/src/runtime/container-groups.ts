import type { ContainerGroup, Host } from '@quorate/host'
import type { ContainerGroups } from '../plan/container-facts.ts'
import { Failure } from '@quorate/schema'
import type { RunningContainer } from './running-container.ts'

/** Control groups of a container, as LXC takes them. */
export function containerGroups({ cgroups }: Pick<Host, 'cgroups'>, vmid: number): ContainerGroups {
  return {
    container: `${cgroups.top}/lxc/${vmid}`,
    inner: 'ns',
    monitor: `${cgroups.top}/lxc.monitor/${vmid}`,
    pivot: `${cgroups.top}/lxc.pivot/${vmid}`,
    relative: cgroups.relative,
  }
}

/** The control group of a running container, whatever process started it. undefined: the container has ended */
export function groupOf(
  host: Pick<Host, 'cgroups'>,
  { vmid, initPid }: Pick<RunningContainer, 'vmid' | 'initPid'>,
): ContainerGroup | undefined {
  return host.cgroups.container(initPid, containerGroups(host, vmid).container)
}

/** Fails with `CT 100 not running`. */
export function requireGroup(host: Pick<Host, 'cgroups'>, container: Pick<RunningContainer, 'vmid' | 'initPid'>): ContainerGroup {
  const group = groupOf(host, container)
  if (!group) throw new Failure(`CT ${container.vmid} not running`)
  return group
}

/** Ends what is left in a container's groups and takes all of them away, with those above that are empty then. */
export async function removeGroups({ cgroups }: Pick<Host, 'cgroups'>, vmid: number): Promise<void> {
  const { container, monitor, pivot } = containerGroups({ cgroups }, vmid)
  await cgroups.removeAll([container], { kill: true, above: true })
  await cgroups.removeAll([monitor, pivot], { above: true })
}
