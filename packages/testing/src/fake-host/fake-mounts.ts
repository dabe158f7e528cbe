import { posix } from 'node:path'
import type { DeviceNode, Mount, MountOptions, Mounts, MountSource, MountTarget, ProcessIdentity } from '@quorate/host'
import { Failure } from '@quorate/schema'

export interface FakeMount {
  readonly source: MountSource | { readonly kind: 'nodes'; readonly nodes: readonly DeviceNode[]; readonly path: string }
  readonly mountPoint: string
  readonly options: MountOptions
}

/** Mounts that exist only in memory. Nothing is a link here. `inside`: of running processes, `1000 /mnt/data`. */
export class FakeMounts implements Mounts {
  readonly mounts: FakeMount[] = []
  readonly inside = new Map<string, string>()

  below(folder: string): Mount[] {
    return this.#below(folder).map(({ source, mountPoint, options }) => ({
      mountPoint,
      root: source.kind === 'folder' ? source.path : '/',
      type: source.kind === 'folder' ? 'none' : 'ext4',
      source: source.path,
      options: [options.readOnly ? 'ro' : 'rw'],
      superOptions: [],
    }))
  }

  async mount(source: MountSource, target: MountTarget, options: MountOptions = {}): Promise<void> {
    this.mounts.push({ source, mountPoint: posix.join(target.root, target.path).replace(/(.)\/$/, '$1'), options })
  }

  async mountInto(process: ProcessIdentity, folder: string, path: string): Promise<void> {
    this.inside.set(`${process.pid} ${path}`, folder)
  }

  async unmountIn(process: ProcessIdentity, path: string): Promise<void> {
    if (!this.inside.delete(`${process.pid} ${path}`)) throw new Failure(`cannot unmount ${path} of process ${process.pid}`)
  }

  async mountNodes(folder: string, nodes: readonly DeviceNode[]): Promise<void> {
    this.mounts.push({ source: { kind: 'nodes', nodes, path: 'quorate' }, mountPoint: folder, options: {} })
  }

  async flushBelow(): Promise<void> {}

  async unmountBelow(folder: string): Promise<void> {
    for (const mount of this.#below(folder).toReversed()) this.mounts.splice(this.mounts.indexOf(mount), 1)
  }

  #below(folder: string): FakeMount[] {
    return this.mounts.filter(({ mountPoint }) => mountPoint === folder || mountPoint.startsWith(`${folder}/`))
  }
}
