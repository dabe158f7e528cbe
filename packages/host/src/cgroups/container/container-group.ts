/** What a container uses; members that this machine does not tell are left out. */
export interface ContainerUsage {
  /** nanoseconds of CPU since it was started */
  readonly cpuNs?: number
  /** Without files that the kernel keeps in memory and can drop: as `top` inside counts what is used. */
  readonly memoryBytes?: number
  readonly swapBytes?: number
  /** bytes read from and written to disks since it was started */
  readonly readBytes?: number
  readonly writtenBytes?: number
  readonly processes?: number
}

/** The control group of a running container. LXC made it; here it is read and changed. */
export interface ContainerGroup {
  usage(): ContainerUsage
  /** As `Cgroups.pressure`. */
  pressure(): Readonly<Record<string, number>> | undefined
  /** All its processes stand still. */
  frozen(): boolean
  /**
   * Both limits or none: fails when the container holds more memory than that and cannot give it up, which kills nothing.
   * A kernel that does not account for swap limits memory alone.
   */
  setMemory(limits: { memoryBytes: number; swapBytes: number }): Promise<void>
  /** As `Cgroups.setCpu`; groups that the container made for itself follow. */
  setCpu(options: { limit?: number; weight?: number; affinity?: string }): Promise<void>
}
