import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { HubValue } from '@quorate/cluster'
import type { Call, Implementation, TaskWork } from '@quorate/contract'
import {
  changeGuestConfig,
  deletePending,
  guestUndoActions,
  GuestIndex,
  setPending,
  type AppliedChange,
  type ChangeFrame,
  type OtherNodes,
} from '@quorate/guest'
import { realHost, rootAt, type Host } from '@quorate/host'
import { createStorageService, storageUndoActions, type StorageService } from '@quorate/storage'
import { TaskEngine } from '@quorate/tasks'
import { faulty, MemoryStore, withOwnFolders } from '@quorate/testing'
import { lxcApi } from '../api/lxc-api.ts'
import { applyLive } from '../live/apply-live.ts'
import { lxcUndoActions } from '../procedures/undo-actions.ts'
import { ContainerRuntime } from '../runtime/container-runtime.ts'
import { startContainerWatch } from '../runtime/container-watch.ts'
import { hostFactsOf } from '../runtime/gather-host-facts.ts'
import { keepLxcfs } from '../runtime/lxcfs.ts'
import { lxcPath } from '../runtime/lxc-paths.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'
import { makeBusyboxRoot } from './busybox-root.ts'

const storages = `dir: local
	path ROOT/var/lib/vz
	content iso,vztmpl,backup,images,rootdir,import,snippets

dir: second
	path ROOT/second
	content rootdir
`

const work = { signal: new AbortController().signal, log: () => undefined, warn: () => undefined, progress: () => undefined } as const
const volumeWork = { ...work, undo: async () => ({ settle: async () => undefined }) }

export interface TrialNodeOptions {
  readonly folder?: string
  readonly name?: string
  /** That of another node, as the nodes of a cluster have one. */
  readonly store?: MemoryStore
  readonly otherNodes?: OtherNodes
}

/** A node in a temporary folder: the real host, storage, task engine and LXC; only the config store is in memory. */
export class TrialNode implements AsyncDisposable {
  readonly folder: string
  readonly name: string
  readonly host: Host
  readonly store: MemoryStore
  readonly storage: StorageService
  readonly values = new Map<string, Map<string, HubValue>>()
  readonly notices: string[] = []
  readonly logs: string[] = []
  services!: LxcServices
  engine!: TaskEngine
  /** Set to n: the n-th operation on storage or config store from now on fails. */
  failAt: number | undefined
  /** Another way to say which of these operations fail. */
  strike: (() => boolean) | undefined
  readonly #otherNodes: OtherNodes | undefined
  #api: Implementation[] = []
  #watch: AsyncDisposable | undefined

  private constructor(folder: string, { name = 'pve', store, otherNodes }: TrialNodeOptions) {
    this.folder = folder
    this.name = name
    this.#otherNodes = otherNodes
    this.host = realHost(rootAt(folder, name), text => this.notices.push(text))
    this.store = store ?? new MemoryStore({ 'storage.cfg': storages.replaceAll('ROOT', folder) })
    this.storage = createStorageService({ store: withOwnFolders(this.store, folder), host: this.host })
  }

  static async create(options: TrialNodeOptions = {}): Promise<TrialNode> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'quorate-node-')))
    await mkdir(folder, { recursive: true })
    // Root of an unprivileged container has to pass through it.
    await chmod(folder, 0o711)
    const node = new TrialNode(folder, options)
    await node.boot()
    return node
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
    this.engine = new TaskEngine({ root: host.root, notice: text => this.notices.push(text) })
    const engine = this.engine
    this.services = {
      host,
      store: faulty(store, this.#breaks),
      storage: faulty(storage, this.#breaks),
      hub,
      guests: new GuestIndex(store),
      runtime: new ContainerRuntime(host),
      hostFacts: hostFactsOf(host),
      lxcfs: keepLxcfs(host, text => this.notices.push(text)).current,
      ...(this.#otherNodes && { otherNodes: this.#otherNodes }),
      beginQueued: (authid, type, vmid, job) => {
        const upid = engine.start({ type, id: String(vmid), authid, queue: String(vmid), work: this.#logged(job) })
        return { upid, ended: engine.ended(upid) as Promise<string>, stop: () => void engine.stop(upid, authid) }
      },
      beginTask: (call, type, id, job) => {
        const upid = engine.start({ type, id, authid: call.caller.authid, work: job })
        return { upid, ended: engine.ended(upid) as Promise<string> }
      },
      noteTask: async (_call, type, id) => `UPID:pve:00000001:00000001:00000001:${type}:${id}:root@pam:`,
      async background(type, vmid, job, { queued = false } = {}) {
        await engine.ended(
          engine.start({ type, id: String(vmid), authid: 'root@pam', work: job, ...(queued ? { queue: String(vmid) } : {}) }),
        )
      },
    }
    const actions = { ...storageUndoActions(storage), ...guestUndoActions(this.services), ...lxcUndoActions(this.services) }
    for (const [name, action] of Object.entries(actions)) this.engine.registerUndo(name, action)
    this.#api = lxcApi(this.services)
    this.#watch = await startContainerWatch(this.services, text => this.notices.push(text))
    await this.engine.recover()
  }

  readonly #breaks = (): boolean => this.strike?.() ?? (this.failAt !== undefined && --this.failAt === 0)

  /** Adds a section to storage.cfg. */
  async addStorage(section: string): Promise<void> {
    await this.store.update('storage.cfg', { authid: 'root@pam' }, text => `${text ?? ''}\n${section}`)
  }

  /** All that a procedure could leave behind: configs, volumes with their snapshots, mounts, loop devices. */
  async left() {
    const volumes: unknown[] = []
    for (const { id, content } of this.storage.entries()) {
      if (!content.includes('rootdir')) continue
      for (const { volid } of [
        ...(await this.storage.list(id, { content: 'rootdir' })),
        ...(await this.storage.list(id, { content: 'images' }).catch(() => [])),
      ]) {
        const snapshots = this.storage.supports(volid, 'snapshot') ? (await this.storage.snapshots(volid)).map(one => one.name) : []
        volumes.push([volid, snapshots])
      }
    }
    return {
      configs: [...this.services.guests.all().values()].map(guest => [guest.path, guest.text]),
      volumes: volumes.toSorted(),
      mounts: [...this.host.mounts.below(join(this.folder, 'var')), ...this.host.mounts.below(join(this.folder, 'run'))].map(
        mount => mount.mountPoint,
      ),
      loops: await this.#loops(),
      folders: await this.#foldersOfNobody(),
    }
  }

  /** Folders below LXC's own of containers that are not there. */
  async #foldersOfNobody(): Promise<string[]> {
    const folder = lxcPath(this.host.root)
    const names = (await this.host.files.stat(folder)) ? await this.host.files.list(folder) : []
    return names.filter(name => !this.services.guests.all().has(Number(name)))
  }

  /** Images that loop devices are on. The kernel lets go of one a moment after the last mount namespace that had it mounted. */
  async #loops(): Promise<string[]> {
    for (let tries = 0; ; tries += 1) {
      const { stdout } = await this.host.exec('losetup', ['--list', '--noheadings', '--output', 'BACK-FILE'])
      const found = stdout.split('\n').filter(line => line.startsWith(this.folder))
      if (tries > 100 || !found.some(line => line.endsWith('(deleted)'))) return found
      await delay(20)
    }
  }

  /** The runner's process ends; the containers stay. */
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
      node: this.name,
      signal: new AbortController().signal,
      authorize: () => undefined,
      may: () => true,
    }
  }

  /** Calls a method the way the server does; a task is waited for and answers how it ended. `path`: `/{vmid}/status/start` */
  async request(method: string, path: string, parameters: Record<string, unknown> = {}, address?: string): Promise<unknown> {
    const found = this.#api.find(({ spec }) => spec.method === method && spec.path === `/nodes/{node}/lxc${path}`)
    assert.ok(found, `no handler for ${method} ${path}`)
    const answer = await found.handler(this.call(address), { node: this.name, ...parameters } as never)
    if (!found.spec.task) return answer
    return await this.task(answer as TaskWork, String(parameters['vmid'] ?? ''))
  }

  #logged(job: TaskWork): TaskWork {
    return task =>
      job({
        upid: task.upid,
        authid: task.authid,
        signal: task.signal,
        undo: (action, args) => task.undo(action, args),
        progress: (...progress) => task.progress(...progress),
        log: line => (this.logs.push(line), task.log(line)),
        warn: line => (this.logs.push(`WARN: ${line}`), task.warn(line)),
      })
  }

  async task(job: TaskWork, vmid: string): Promise<string> {
    const upid = this.engine.start({ type: 'test', id: vmid, authid: 'root@pam', queue: vmid, work: this.#logged(job) })
    return await (this.engine.ended(upid) as Promise<string>)
  }

  async power(action: string, vmid: number, parameters: Record<string, unknown> = {}): Promise<unknown> {
    return await this.request('POST', `/{vmid}/status/${action}`, { vmid, ...parameters })
  }

  /** What was published of a container last. */
  stateOf(vmid: number): { status?: string; qmpstatus?: string; pid?: number } | undefined {
    return this.#kind('guest').get(String(vmid))?.data as { status?: string; qmpstatus?: string; pid?: number } | undefined
  }

  config(vmid: number): string {
    return this.store.read(`nodes/${this.name}/lxc/${vmid}.conf`)?.text ?? ''
  }

  async setConfig(vmid: number, text: string): Promise<void> {
    await this.store.update(`nodes/${this.name}/lxc/${vmid}.conf`, { authid: 'root@pam' }, () => text)
  }

  /** Notes changes for a container's next start, and brings into force at once what can be. */
  async change(vmid: number, set: Readonly<Record<string, string>>, gone: readonly string[] = []): Promise<AppliedChange> {
    const frame: ChangeFrame = {
      author: { authid: 'root@pam' },
      work: { ...volumeWork, log: line => this.logs.push(line), warn: line => this.logs.push(`WARN: ${line}`) },
      settle: async () => undefined,
    }
    await changeGuestConfig(this.store, frame.author, { kind: 'lxc', node: this.name, vmid }, {}, config => {
      for (const [key, value] of Object.entries(set)) setPending(config, key, value)
      for (const key of gone) deletePending(config, key)
    })
    return await applyLive(this.services, frame, vmid, [...Object.keys(set), ...gone])
  }

  /** A container with a busybox in a folder volume. `lines`: of its config, beside rootfs. */
  async addContainer(vmid: number, lines: string, options: { owner?: number } = {}): Promise<string> {
    const volid = await this.storage.allocate(volumeWork, 'local', vmid, { format: 'subvol', sizeBytes: 0 })
    const { path } = await this.storage.resolve(volid)
    makeBusyboxRoot(path, options.owner ?? (/^unprivileged: 1$/m.test(lines) ? 100_000 : 0))
    await this.setConfig(vmid, `ostype: unmanaged\n${lines}rootfs: ${volid}\n`)
    return path
  }

  /** Runs a program in a container. */
  async inside(vmid: number, ...command: string[]): Promise<string> {
    const { stdout } = await this.host.exec('lxc-attach', ['-P', lxcPath(this.host.root), '-n', String(vmid), '--', ...command])
    return stdout.trim()
  }

  /** What tasks and the process said so far. */
  told(): string {
    return [...this.logs, ...this.notices].join('\n')
  }

  running(vmid: number): Promise<RunningContainer | undefined> {
    return this.services.runtime.running(vmid)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const guest of this.services.guests.all().values()) {
      const container = await this.running(guest.vmid)
      if (container) assert.equal(await this.power('stop', guest.vmid), 'OK', this.logs.join('\n'))
    }
    await this.shutDownProcess()
    await this.host.mounts.unmountBelow(join(this.folder, 'var'))
    await rm(this.folder, { recursive: true, force: true })
  }
}
