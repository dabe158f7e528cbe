import assert from 'node:assert/strict'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubValue } from '@quorate/cluster'
import type { Call, Implementation, TaskWork } from '@quorate/contract'
import { guestUndoActions, GuestIndex, type OtherNodes } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { findProgram, realHost, rootAt, type Host } from '@quorate/host'
import { createStorageService, storageUndoActions, type StorageService } from '@quorate/storage'
import { TaskEngine } from '@quorate/tasks'
import { faulty, withOwnFolders, MemoryStore } from '@quorate/testing'
import { qemuApi } from '../api/qemu-api.ts'
import { capabilitiesOf } from '../capabilities/known-capabilities.ts'
import { qemuUndoActions } from '../procedures/undo-actions.ts'
import { hostFactsOf } from '../runtime/gather-host-facts.ts'
import { GuestRuntime } from '../runtime/guest-runtime.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { startGuestWatch } from '../runtime/guest-watch.ts'
import { knownRuns } from '../runtime/run-record.ts'
import { findRunning } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'
import { bootSector } from './boot-sector-guest.ts'

const storages = `dir: local
	path ROOT/var/lib/vz
	content iso,vztmpl,backup,images,import,snippets

dir: second
	path ROOT/second
	content images
`

export interface TrialOptions {
  readonly folder?: string
  readonly node?: string
  /** That of another machine, as the nodes of a cluster have one. */
  readonly store?: MemoryStore
  readonly otherNodes?: OtherNodes
}

/** A node in a temporary folder: the real host, storage, task engine and QEMU; only the config store is in memory. */
export class TrialMachine implements AsyncDisposable {
  readonly folder: string
  readonly node: string
  readonly host: Host
  readonly store: MemoryStore
  readonly storage: StorageService
  readonly values = new Map<string, Map<string, HubValue>>()
  services!: QemuServices
  engine!: TaskEngine
  readonly notices: string[] = []
  /** Set to n: the n-th operation on storage, config store or running guests from now on fails. */
  failAt: number | undefined
  /** Another way to say which of these operations fail. */
  strike: (() => boolean) | undefined
  /** Commands of QEMU that are among these operations. */
  readonly breakable = new Set([
    'transaction',
    'migrate',
    'migrate-continue',
    'migrate-incoming',
    'cont',
    'nbd-server-start',
    'block-export-add',
  ])
  /** Only commands of QEMU count: config store and storage work. */
  guestsOnly = false
  #api: Implementation[] = []
  #watch: AsyncDisposable | undefined
  readonly #otherNodes: OtherNodes | undefined

  private constructor(folder: string, { node = 'pve', store, otherNodes }: TrialOptions) {
    this.folder = folder
    this.node = node
    this.#otherNodes = otherNodes
    this.host = realHost(rootAt(folder, node), text => this.notices.push(text))
    this.store = store ?? new MemoryStore({ 'storage.cfg': storages.replaceAll('ROOT', folder) })
    this.storage = createStorageService({ store: withOwnFolders(this.store, folder), host: this.host })
  }

  static async create(options: TrialOptions = {}): Promise<TrialMachine> {
    const machine = new TrialMachine(options.folder ?? (await mkdtemp(join(tmpdir(), 'quorate-vm-'))), options)
    await mkdir(join(machine.folder, 'second'), { recursive: true })
    await machine.boot()
    return machine
  }

  /** Everything of the runner's process that is kept in memory, made anew. */
  async boot(): Promise<void> {
    const { host, store, storage } = this
    const hub = {
      publish: (values: readonly HubValue[]) => {
        for (const value of values) this.#kind(value.kind).set(value.id, value)
      },
      values: (kind: string) => this.#kind(kind),
    }
    const binary = findProgram('qemu-system-x86_64') ?? 'qemu-system-x86_64'
    this.engine = new TaskEngine({ root: host.root, notice: text => this.notices.push(text) })
    this.services = {
      host,
      store: faulty(store, this.#breaks),
      storage: faulty(storage, this.#breaks),
      hub,
      guests: new GuestIndex(store),
      capabilities: capabilitiesOf(host, binary),
      hostFacts: hostFactsOf(host),
      firmware: '/usr/share/OVMF',
      ...(this.#otherNodes && { otherNodes: this.#otherNodes }),
      beginQueued: (authid, type, vmid, work) => {
        const upid = this.engine.start({ type, id: String(vmid), authid, queue: String(vmid), work })
        return { upid, ended: this.engine.ended(upid) as Promise<string>, stop: () => void this.engine.stop(upid, authid) }
      },
      noteTask: async (_call, type, id) => `UPID:pve:00000001:00000001:00000001:${type}:${id}:root@pam:`,
      runtime: this.#faultyTalk(new GuestRuntime(host)),
    }
    const actions = { ...storageUndoActions(storage), ...guestUndoActions(this.services), ...qemuUndoActions(this.services) }
    for (const [name, action] of Object.entries(actions)) this.engine.registerUndo(name, action)
    this.#api = qemuApi(this.services)
    this.#watch = await startGuestWatch(this.services, text => this.notices.push(text))
    await this.engine.recover()
  }

  /** Whether it is the turn of an operation on storage or config store to fail. */
  readonly #breaks = (): boolean => !this.guestsOnly && this.#struck()

  #struck(): boolean {
    return this.strike?.() ?? (this.failAt !== undefined && --this.failAt === 0)
  }

  /** The same runtime, of which guests refuse a command that changes something when it is its turn. */
  #faultyTalk(real: GuestRuntime): GuestRuntime {
    const faulty = (client: QmpClient) =>
      new Proxy(client, {
        get: (target, name) => {
          const member = Reflect.get(target, name, target) as unknown
          if (name !== 'execute') return typeof member === 'function' ? (member.bind(target) as unknown) : member
          return async (command: string, ...rest: []) => {
            if (this.breakable.has(command) && this.#struck()) throw new Failure(`broken: ${command}`)
            return await target.execute(command, ...rest)
          }
        },
      })
    return new Proxy(real, {
      get: (target, name) => {
        if (name === 'qmp')
          return (vmid: number, talk: (client: QmpClient) => unknown) => target.qmp(vmid, client => Promise.resolve(talk(faulty(client))))
        const member = Reflect.get(target, name, target) as unknown
        return typeof member === 'function' ? (member.bind(target) as unknown) : member
      },
    })
  }

  /** The runner's process ends; the guests stay. */
  async shutDownProcess(): Promise<void> {
    await this.#watch?.[Symbol.asyncDispose]()
    await this.engine.close()
  }

  #kind(kind: string): Map<string, HubValue> {
    const present = this.values.get(kind) ?? new Map<string, HubValue>()
    this.values.set(kind, present)
    return present
  }

  call(address = 'cli'): Call {
    return {
      caller: { authid: 'root@pam', userid: 'root@pam', root: true, address },
      node: this.node,
      signal: new AbortController().signal,
      authorize: () => undefined,
      may: () => true,
    }
  }

  /** Calls a method the way the server does; a task is waited for and answers how it ended. */
  async request(method: string, path: string, parameters: Record<string, unknown> = {}, address?: string): Promise<unknown> {
    const found = this.#api.find(({ spec }) => spec.method === method && spec.path === `/nodes/{node}/qemu${path}`)
    assert.ok(found, `no handler for ${method} ${path}`)
    const answer = await found.handler(this.call(address), { node: this.node, ...parameters } as never)
    if (!found.spec.task) return answer
    return await this.task(answer as TaskWork, String(parameters['vmid'] ?? ''))
  }

  async task(work: TaskWork, vmid: string): Promise<string> {
    const upid = this.engine.start({ type: 'test', id: vmid, authid: 'root@pam', queue: vmid, work })
    return await (this.engine.ended(upid) as Promise<string>)
  }

  /** What was published of a guest last. */
  statusOf(vmid: number): unknown {
    return (this.#kind('guest').get(String(vmid))?.data as { status?: string } | undefined)?.status
  }

  config(vmid: number): string {
    return this.store.read(`nodes/${this.node}/qemu-server/${vmid}.conf`)?.text ?? ''
  }

  /** An image with the boot sector guest, to be imported. */
  async bootImage(): Promise<string> {
    const path = join(this.folder, 'boot.raw')
    const image = Buffer.alloc(1 << 20)
    image.set(bootSector())
    await writeFile(path, image)
    return path
  }

  /** A VM that boots the boot sector guest, with its serial port at a socket. */
  async addGuest(vmid: number, more: Record<string, unknown> = {}): Promise<void> {
    const ended = await this.request('POST', '', {
      vmid,
      name: `guest${vmid}`,
      memory: { current: 32 },
      kvm: false,
      virtio0: { file: 'local:0', 'import-from': await this.bootImage(), format: 'qcow2' },
      serial0: 'socket',
      boot: { order: 'virtio0' },
      ...more,
    })
    assert.equal(ended, 'OK')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const vmid of await knownRuns(this.host)) {
      const vm = await findRunning(this.host, vmid)
      if (!vm) continue
      this.host.processes.kill(vm.pid, 'KILL')
      await this.host.processes.ended(vm.pid)
      await this.services.runtime.gone(vmid)
    }
    await this.shutDownProcess()
    await rm(this.folder, { recursive: true, force: true })
  }
}
