import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressOfNode, type OtherNodes } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { MemoryStore } from '@quorate/testing'
import { findRunning } from '../runtime/running-vm.ts'
import { TrialMachine } from './trial-machine.ts'

const storages = `dir: local
	path /here/var/lib/vz
	content iso,backup,images,snippets

dir: second
	path /here/second
	content images

dir: shared
	path ROOT/shared
	content images
	shared 1
`

/** Two nodes with one config store, which call each other directly: everything else is real, and QEMU's streams are plain. */
export class TrialCluster implements AsyncDisposable {
  readonly folder: string
  readonly store: MemoryStore
  one!: TrialMachine
  other!: TrialMachine
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
    const machine = async (node: string, other: string) =>
      await TrialMachine.create({ node, store: cluster.store, folder: join(cluster.folder, node), otherNodes: cluster.#nodes(node, other) })
    cluster.one = await machine('n1', 'n2')
    cluster.other = await machine('n2', 'n1')
    return cluster
  }

  #machine(node: string): TrialMachine {
    return node === 'n1' ? this.one : this.other
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
        const [, vmid = '', rest = ''] = /\/qemu\/(\d+)(\/.*)$/.exec(path) ?? []
        return await this.#machine(node).request(method, `/{vmid}${rest}`, { ...parameters, vmid: Number(vmid) }, addressOfNode(own))
      },
    }
  }

  /** On which nodes its QEMU runs. */
  async runsOn(vmid: number): Promise<string[]> {
    const found: string[] = []
    for (const machine of [this.one, this.other]) if (await findRunning(machine.host, vmid)) found.push(machine.node)
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.one[Symbol.asyncDispose]()
    await this.other[Symbol.asyncDispose]()
    await rm(this.folder, { recursive: true, force: true })
  }
}
