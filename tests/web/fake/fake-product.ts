/**
 * A product without machines behind it: the real proxy, API server and event stream, and answers made up for a datacenter
 * of any size. It drives the figures of the web interface, and lists of 0 and 10,000 guests.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Caller } from '@quorate/contract'
import { realHost, rootAt } from '@quorate/host'
import { eventsApi } from '@quorate/node'
import {
  createAuthority,
  createCertificate,
  createDispatcher,
  createProxy,
  serveHttp,
  type Authenticator,
  type Authorizer,
} from '@quorate/server'
import { checkout } from '../../product.ts'
import { specsWith } from './answering.ts'
import { Chance } from './chance.ts'
import { makeDatacenter, type Datacenter, type GuestRow } from './datacenter.ts'
import { fakeAnswers } from './fake-answers.ts'
import { FakeHub } from './fake-hub.ts'

const everything: Authorizer = { check: () => undefined, may: () => true, authorize: () => undefined }

const cookieOnly: Authenticator = {
  authenticate({ cookie, address }): Caller | undefined {
    return cookie?.includes('PVEAuthCookie=') ? { authid: 'root@pam', userid: 'root@pam', root: true, address } : undefined
  },
}

async function certificate(folder: string) {
  const host = realHost(rootAt(folder, 'pve01'), () => undefined)
  return await createCertificate(host, { authority: await createAuthority(host, 'fake'), node: 'pve01' })
}

export interface FakeProductOptions {
  readonly guests: number
  readonly nodes: number
}

export class FakeProduct implements AsyncDisposable {
  readonly datacenter: Datacenter
  readonly #hub = new FakeHub()
  readonly #close: (() => Promise<void>)[] = []
  readonly #chance = new Chance(1)
  port = 0

  constructor({ guests, nodes }: FakeProductOptions) {
    this.datacenter = makeDatacenter(guests, nodes)
    this.#hub.publish([...this.datacenter.guests.values()].filter(guest => guest.status === 'running').map(guest => this.#numbersOf(guest)))
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'quorate-fake-'))
    this.#close.push(() => rm(folder, { recursive: true, force: true }))
    const implementations = [...eventsApi({ hub: this.#hub }), ...fakeAnswers(this.datacenter, row => this.change(row))]
    const dispatcher = createDispatcher({
      specs: specsWith(implementations),
      implementations,
      node: 'pve01',
      authorizer: everything,
      runner: { submit: (key: string) => Promise.reject(new Error(`${key}: there are no tasks here`)) },
    })
    const notice = (text: string) => console.error(text)
    const socket = join(folder, 'public.sock')
    const daemon = await serveHttp({
      dispatcher,
      authenticator: cookieOnly,
      trusted: { path: join(folder, 'root.sock'), mode: 0o600 },
      public: { path: socket, mode: 0o600 },
      spool: join(folder, 'spool'),
      version: 'fake',
      notice,
    })
    this.#close.unshift(() => daemon.close(200))
    const proxy = await createProxy({
      listen: { host: '127.0.0.1', port: this.port },
      daemonSocket: socket,
      certificate: await certificate(folder),
      staticFolders: [join(checkout, 'packages/web/dist')],
      user: false,
      notice,
    })
    this.#close.unshift(() => proxy.close(200))
    this.port = proxy.port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#close.splice(0)) await close()
  }

  /** Puts a guest's row in the place of what is known of it, and tells of its configuration and state. */
  change(row: GuestRow): void {
    this.datacenter.guests.set(row.vmid, row)
    const folder = row.type === 'qemu' ? 'qemu-server' : 'lxc'
    this.#hub.changed(`nodes/${row.node}/${folder}/${row.vmid}.conf`, `/vms/${row.vmid}`)
  }

  /** A node goes down, or comes back; what was known of its guests stays. */
  setOnline(node: string, online: boolean): void {
    const since = Math.floor(Date.now() / 1000)
    if (online) this.datacenter.lost.delete(node)
    else this.datacenter.lost.set(node, since)
    this.#hub.publish([{ kind: 'member', id: node, path: `/nodes/${node}`, data: { nodeId: 1, online, since } }])
  }

  /** These guests, as many as wanted from the first on, change between running and stopped at the same moment. */
  switchGuests(count: number): void {
    const rows = [...this.datacenter.guests.values()].slice(0, count)
    const now = Math.floor(Date.now() / 1000)
    const values = rows.map(row => {
      const running = row.status !== 'running'
      this.datacenter.guests.set(row.vmid, { ...row, status: running ? 'running' : 'stopped', uptime: 0, cpu: 0, mem: 0 })
      const data = { node: row.node, status: running ? 'running' : 'stopped', ...(running && { qmpstatus: 'running', since: now }) }
      return { kind: 'guest' as const, id: String(row.vmid), path: `/vms/${row.vmid}`, data }
    })
    this.#hub.publish(values)
  }

  /** Measures all running guests, as happens every ten seconds: each uses something else than before. */
  measure(): void {
    const running = [...this.datacenter.guests.values()].filter(guest => guest.status === 'running')
    const rows = running.map(row => ({ ...row, cpu: this.#chance.next(), mem: Math.floor(row.maxmem * this.#chance.next()) }))
    for (const row of rows) this.datacenter.guests.set(row.vmid, row)
    this.#hub.publish(rows.map(row => this.#numbersOf(row)))
  }

  /** A task that runs tells how far it is; at 1 it ends. */
  progress(vmid: number, done: number): void {
    const node = this.datacenter.guests.get(vmid)?.node ?? 'pve01'
    const starttime = 1_700_000_000
    const upid = `UPID:${node}:00000001:00000001:6553F100:qmclone:${vmid}:root@pam:`
    const task = { upid, node, type: 'qmclone', id: String(vmid), user: 'root@pam', starttime }
    const total = 32 * 2 ** 30
    const state =
      done < 1
        ? { progress: { phase: '', unit: 'bytes', done: done * total, total, rate: total / 60 } }
        : { endtime: starttime + 60, status: 'OK' }
    this.#hub.publish([{ kind: 'task', id: upid, path: `/nodes/${node}`, data: { ...task, ...state } }])
  }

  #numbersOf({ vmid, cpu, mem, disk }: GuestRow) {
    const rate = () => this.#chance.below(10_000_000)
    const rates = { netin: rate(), netout: rate(), diskread: rate(), diskwrite: rate() }
    return { kind: 'metrics' as const, id: String(vmid), path: `/vms/${vmid}`, data: { cpu, mem, disk, rates } }
  }
}
