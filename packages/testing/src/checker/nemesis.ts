import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoreLab, StoreLabProcess } from '../lab/store-lab.ts'

/** Something bad that is over when the promise resolves; the network is healed by then. */
export type Fault = (about: Scene) => Promise<void>

/** On what faults are worked, and how long they last. */
export interface Scene {
  readonly stores: StoreLab
  /** In some order that differs from time to time. */
  readonly nodes: readonly number[]
  readonly ms: number
  /** Switches the machine off; resolves when all runs again in it. */
  powerOff(node: number, ms: number): Promise<void>
}

const ballast = '/var/lib/quorate/ballast'

const stopped =
  (what: StoreLabProcess): Fault =>
  async ({ stores, nodes: [node = 1], ms }) => {
    stores.signal(node, what, 'SIGSTOP')
    await sleep(ms)
    stores.signal(node, what, 'SIGCONT')
  }

async function restart(stores: StoreLab, node: number, what: StoreLabProcess): Promise<void> {
  if (stores.isRunning(node, what)) return
  if (what === 'corosync') stores.startCorosync(node)
  else await stores.startStore(node)
}

const killed =
  (what: StoreLabProcess, count = 1): Fault =>
  async ({ stores, nodes, ms }) => {
    const some = nodes.slice(0, count)
    await Promise.all(some.map(node => stores.killProcess(node, what)))
    await sleep(ms / 2)
    await Promise.all(some.map(node => restart(stores, node, what)))
  }

const cutting =
  (cut: (about: Scene) => Promise<void>): Fault =>
  async about => {
    await cut(about)
    await sleep(about.ms)
    await about.stores.lab.heal()
  }

/** Of what one node gets from another, some is lost. */
async function lossy({ stores: { lab }, nodes: [node = 1], ms }: Scene): Promise<void> {
  const table = `ql${lab.number}lossy`
  const rule = `add rule bridge ${table} forward iifname "ql${lab.number}n${node}l0" numgen random mod 100 < 25 drop`
  const chain = `add chain bridge ${table} forward { type filter hook forward priority 1 ; }`
  spawnSync('nft', ['-f', '-'], { input: `add table bridge ${table}\n${chain}\n${rule}\n` })
  await sleep(ms)
  spawnSync('nft', ['delete', 'table', 'bridge', table])
}

/** No byte is left on the disk of the database. */
export async function fillDisk({ lab }: StoreLab, node: number): Promise<void> {
  await lab.exec(node, ['dd', 'if=/dev/zero', `of=${ballast}`, 'bs=64k'])
  await lab.exec(node, ['dd', 'if=/dev/zero', `of=${ballast}`, 'bs=1', 'count=4096', 'oflag=append', 'conv=notrunc'])
}

export function emptyDisk({ lab }: StoreLab, node: number): void {
  rmSync(`${lab.root(node)}${ballast}`, { force: true })
}

export const faults = {
  'store killed': killed('store'),
  'two stores killed': killed('store', 2),
  'all stores killed': killed('store', 3),
  'corosync killed': killed('corosync'),
  'two corosyncs killed': killed('corosync', 2),
  'all corosyncs killed': killed('corosync', 3),
  'store stopped': stopped('store'),
  'corosync stopped': stopped('corosync'),
  'power lost': ({ nodes: [node = 1], ms, powerOff }) => powerOff(node, ms / 2),
  'machine frozen': async ({ stores: { lab }, nodes: [node = 1], ms }) => {
    await lab.freeze(node)
    await sleep(ms)
    await lab.thaw(node)
  },
  'one cut off': cutting(({ stores: { lab }, nodes: [node = 1] }) => lab.cut(node)),
  'all cut off': cutting(async ({ stores: { lab }, nodes }) => {
    for (const node of nodes) await lab.cut(node)
  }),
  'one way cut': cutting(({ stores: { lab }, nodes: [from = 1, to = 2] }) => lab.cutOneWay(from, to)),
  'two of three do not see each other': cutting(({ stores: { lab }, nodes: [one = 1, other = 2] }) => lab.cut(one, other)),
  'flapping network': async ({ stores: { lab }, nodes: [node = 1], ms }) => {
    for (const end = performance.now() + ms; performance.now() < end;) {
      await lab.cut(node)
      await sleep(300)
      await lab.heal()
      await sleep(500)
    }
  },
  'lossy network': lossy,
  'full disk': async ({ stores, nodes: [node = 1], ms }) => {
    await fillDisk(stores, node)
    await sleep(ms)
    emptyDisk(stores, node)
  },
  'killed while cut off': async about => {
    const { stores, nodes, ms } = about
    const [node = 1, other = 2] = nodes
    await stores.lab.cut(node)
    await sleep(ms / 2)
    await Promise.all([node, other].map(one => stores.killProcess(one, 'store')))
    await Promise.all([node, other].map(one => restart(stores, one, 'store')))
    await sleep(ms / 2)
    await stores.lab.heal()
  },
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
export const faultNames = Object.keys(faults) as FaultName[]
