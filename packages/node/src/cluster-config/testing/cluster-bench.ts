import { join } from 'node:path'
import type { MemberState } from '@quorate/cluster'
import type { Call, TaskHandle, TaskWork } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { fakeHost, MemoryStore } from '@quorate/testing'
import { clusterConfigApi } from '../../cluster-config.api.ts'
import type { ClusterConfigParts, ClusterView } from '../parts.ts'
import { confPath, localConf } from '../places.ts'
import { clusterUndoActions } from '../undo-actions.ts'

/** One node with a tree, files and programs that exist only in memory; its corosync answers as it is told to. */
export class ClusterBench {
  readonly name: string
  readonly host
  readonly store: MemoryStore
  readonly guests: GuestIndex
  /** What was asked of the store's process, the supervisor and the certificates, in order. */
  readonly asked: string[] = []
  /** What corosync answers; undefined: it does not run. */
  now: ClusterView | undefined
  /** What is known of nodes. */
  readonly standings = new Map<string, Pick<MemberState, 'online' | 'since'>>()
  /** What happens when this node becomes a member. */
  onMember: (options: { cluster: string; nodeId: number; found: boolean }) => Promise<void> | void = () => undefined
  readonly parts: ClusterConfigParts

  constructor(name: string, files: Readonly<Record<string, string>> = {}) {
    this.name = name
    this.host = fakeHost({ root: '/', node: name })
    this.store = new MemoryStore(files)
    this.guests = new GuestIndex(this.store)
    const { files: disk, programs } = this.host
    programs.script('base64', args => (disk.entries.get(args.at(-1) ?? '')?.content ?? Buffer.alloc(0)).toString('base64'))
    const marker = join(this.host.root.state, 'member')
    this.parts = {
      host: this.host,
      store: this.store,
      guests: this.guests,
      membership: {
        becomeMember: async options => {
          this.asked.push(`member of ${options.cluster} as ${options.nodeId}${options.found ? ', found' : ''}`)
          disk.put(marker, JSON.stringify(options))
          await this.onMember(options)
        },
        leaveCluster: async ({ restore } = {}) => {
          this.asked.push(restore ? 'alone, as before' : 'alone')
          await disk.remove(marker)
        },
      },
      view: async () => this.now,
      standing: name => this.standings.get(name),
      inStep: () => this.now?.quorate === true,
      fingerprint: () => 'AA:BB',
      updateCertificates: async force => void this.asked.push(force ? 'certificates, all' : 'certificates'),
      corosync: () => void this.asked.push('corosync'),
      restartAfter: (_upid, processes) => void this.asked.push(`restart ${processes.join(' ')}`),
      patienceMs: 400,
    }
  }

  /** As a member that has quorum, with its corosync on these nodes. */
  online(...ids: number[]): this {
    this.now = { quorate: true, online: new Set(ids) }
    return this
  }

  get conf(): string {
    return this.store.read(confPath)?.text ?? ''
  }

  get localConf(): string | undefined {
    return this.host.files.entries.get(localConf)?.content.toString()
  }

  async call(method: string, path: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const found = clusterConfigApi(this.parts).find(({ spec }) => spec.method === method && spec.path === path)
    if (!found) throw new Error(`nothing answers ${method} ${path}`)
    return await found.handler({ caller: { authid: 'root@pam' }, node: this.name } as Call, parameters as never)
  }

  /** Runs a method that is a task; when it fails, its undo runs as that of the task engine would, and the failure is thrown. */
  async task(method: string, path: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
    const work = (await this.call(method, path, parameters)) as TaskWork
    const lines: string[] = []
    const pending: { readonly action: string; readonly args: Record<string, unknown> }[] = []
    const task = {
      upid: `UPID:${this.name}:00000001:00000001:00000001:test::root@pam:`,
      signal: new AbortController().signal,
      log: (line: string) => void lines.push(line),
      warn: (line: string) => void lines.push(`WARN ${line}`),
      progress: () => undefined,
      undo: async (action: string, args: Record<string, unknown>) => {
        const entry = { action, args: structuredClone(args) }
        pending.unshift(entry)
        return { settle: async () => void pending.splice(pending.indexOf(entry), 1) }
      },
    } as unknown as TaskHandle
    try {
      await work(task)
    } catch (error) {
      const actions = clusterUndoActions(this.parts)
      for (const { action, args } of pending) await actions[action]?.(args, { log: line => void lines.push(line) })
      throw new Error(failureText(error), { cause: error })
    }
    if (pending.length > 0) throw new Error(`still to be undone: ${pending.map(({ action }) => action).join(', ')}`)
    return lines
  }
}
