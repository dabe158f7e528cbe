import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressOfNode, type OtherNodes } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { MemoryStore } from '@quorate/testing'
import { TrialNode } from './trial-node.ts'

const storages = `dir: local
	path /here/var/lib/vz
	content iso,vztmpl,backup,images,rootdir,snippets

dir: second
	path /here/second
	content rootdir

dir: shared
	path ROOT/shared
	content rootdir
	shared 1
`

/** Two nodes with one config store, which call each other directly: everything else is real, and streams are plain. */
export class TrialCluster implements AsyncDisposable {
  readonly folder: string
  readonly store: MemoryStore
  one!: TrialNode
  other!: TrialNode
  /** Calls between the nodes fail when it says so. */
  breaks: (method: string) => boolean = () => false

  private constructor(folder: string) {
    this.folder = folder
    this.store = new MemoryStore({
      'storage.cfg': storages.replaceAll('ROOT', folder),
      'datacenter.cfg': 'migration: type=insecure\n',
    })
  }

  static async create(): Promise<TrialCluster> {
    const cluster = new TrialCluster(await mkdtemp(join(tmpdir(), 'quorate-cluster-')))
    const { folder, store } = cluster
    chmodSync(folder, 0o711)
    // As on a real machine everybody passes through them.
    for (const path of ['shared', 'n1/var/lib', 'n2/var/lib']) await mkdir(join(folder, path), { recursive: true })
    const node = async (name: string, other: string) =>
      await TrialNode.create({ name, store, folder: join(folder, name), otherNodes: cluster.#nodes(name, other) })
    cluster.one = await node('n1', 'n2')
    cluster.other = await node('n2', 'n1')
    return cluster
  }

  #nodes(own: string, other: string): OtherNodes {
    return {
      names: () => [other],
      isOnline: () => true,
      quorate: () => true,
      // Tests run side by side, and ports are few.
      address: () => `127.1.${(process.pid >> 8) & 255}.${1 + (process.pid % 254)}`,
      credentials: () => undefined,
      call: async (node, method, path, parameters) => {
        if (this.breaks(method)) throw new Failure(`broken: ${method} ${path}`, { status: 596 })
        const [, vmid = '', rest = ''] = /\/lxc\/(\d+)(\/.*)$/.exec(path) ?? []
        const called = node === 'n1' ? this.one : this.other
        return await called.request(method, `/{vmid}${rest}`, { ...parameters, vmid: Number(vmid) }, addressOfNode(own))
      },
    }
  }

  /** On which nodes it runs. */
  async runsOn(vmid: number): Promise<string[]> {
    const found: string[] = []
    for (const node of [this.one, this.other]) if (await node.running(vmid)) found.push(node.name)
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.one[Symbol.asyncDispose]()
    await this.other[Symbol.asyncDispose]()
    await rm(this.folder, { recursive: true, force: true })
  }
}
