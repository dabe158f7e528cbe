import type { Host } from '@quorate/host'
import type { ContainerGroups } from '../plan/container-facts.ts'

/** Group of a container's processes in the control group tree. */
export function cgroupOf(vmid: number): string {
  return `lxc/${vmid}`
}

export function monitorGroupOf(vmid: number): string {
  return `lxc.monitor/${vmid}`
}

/** The same from the top of the machine's tree, as LXC takes it. */
export function containerGroups({ cgroups }: Pick<Host, 'cgroups'>, vmid: number): ContainerGroups {
  return {
    container: `${cgroups.top}/${cgroupOf(vmid)}`,
    inner: 'ns',
    monitor: `${cgroups.top}/${monitorGroupOf(vmid)}`,
    pivot: `${cgroups.top}/lxc.pivot`,
  }
}
