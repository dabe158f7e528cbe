import type { ContainerGroup, ContainerUsage } from '@quorate/host'

/** The control group of a container, only in memory. */
export class FakeContainerGroup implements ContainerGroup {
  used: ContainerUsage = {}
  isFrozen = false
  memory: { memoryBytes: number; swapBytes: number } | undefined
  cpu: { limit?: number; weight?: number; affinity?: string } = {}

  usage(): ContainerUsage {
    return this.used
  }

  pressure(): undefined {
    return undefined
  }

  frozen(): boolean {
    return this.isFrozen
  }

  async setMemory(limits: { memoryBytes: number; swapBytes: number }): Promise<void> {
    this.memory = limits
  }

  async setCpu(options: { limit?: number; weight?: number; affinity?: string }): Promise<void> {
    Object.assign(this.cpu, options)
  }
}
