import type { Cgroups } from '@quorate/host'
import { FakeContainerGroup } from './fake-container-group.ts'

export interface FakeGroup {
  readonly pids: Set<number>
  limit?: number
  weight?: number
  affinity?: string
}

/** Control groups that exist only in memory. */
export class FakeCgroups implements Cgroups {
  readonly version = 2
  readonly top = 'quorate'
  readonly relative = false
  readonly groups = new Map<string, FakeGroup>()
  readonly used = new Map<string, { cpuNs?: number; memoryBytes?: number }>()

  /** Groups that LXC made: `1000 quorate/lxc/100`, by the container's first process. */
  readonly containers = new Map<string, FakeContainerGroup>()
  readonly removed: string[] = []

  async enter(group: string, pid: number): Promise<void> {
    this.#group(group).pids.add(pid)
  }

  async setCpu(group: string, options: { limit?: number; weight?: number; affinity?: string }): Promise<void> {
    Object.assign(this.#group(group), options)
  }

  async usage(group: string): Promise<{ cpuNs?: number; memoryBytes?: number }> {
    return this.used.get(group) ?? {}
  }

  pressure(): undefined {
    return undefined
  }

  async remove(group: string): Promise<void> {
    this.groups.delete(group)
  }

  /** LXC puts a process into a group. */
  startContainer(pid: number, group: string): FakeContainerGroup {
    const made = new FakeContainerGroup()
    this.containers.set(`${pid} ${group}`, made)
    return made
  }

  container(pid: number, group: string): FakeContainerGroup | undefined {
    return this.containers.get(`${pid} ${group}`)
  }

  async removeAll(groups: readonly string[]): Promise<void> {
    this.removed.push(...groups)
  }

  #group(name: string): FakeGroup {
    const group = this.groups.get(name) ?? { pids: new Set<number>() }
    this.groups.set(name, group)
    return group
  }
}
