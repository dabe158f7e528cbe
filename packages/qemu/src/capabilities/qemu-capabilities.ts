/** What one QEMU program can do, asked of the program itself. Plain data: kept as JSON. */
export interface QemuCapabilities {
  /** Absolute path of the program. */
  readonly binary: string
  /** `7.2.22` */
  readonly version: string
  readonly arch: 'x86_64' | 'aarch64'
  readonly machines: readonly MachineType[]
  /** Device types that `-device` accepts, sorted. */
  readonly devices: readonly string[]
  /** Object types that `-object` accepts, sorted. */
  readonly objects: readonly string[]
  /** Property names of the devices that a plan looks at. */
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly cpuModels: readonly string[]
  readonly accelerators: readonly string[]
  /** Values of the block layer's `aio` option: `threads`, `native`, `io_uring`. */
  readonly aio: readonly string[]
  /** Block drivers: `qcow2`, `rbd`, ... */
  readonly blockDrivers: readonly string[]
  /** QMP commands, sorted. */
  readonly commands: readonly string[]
}

export interface MachineType {
  /** `pc-i440fx-7.2` */
  readonly name: string
  /** `pc` */
  readonly alias?: string
  readonly cpuMax: number
  readonly isDefault?: boolean
  readonly deprecated?: boolean
}
