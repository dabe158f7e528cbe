// What works on the config tree of one node while it is being broken: worker-process.ts NODE NODES HISTORY SEED.
// Ends, without leaving anything under way, when HISTORY.stop is there.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectStore, type ConnectedStore } from '@quorate/cluster/connect'
import { Failure } from '@quorate/schema/failure'
import { rootAt } from '@quorate/host'
import { Link } from '@quorate/cluster/link'
import { socketFile } from '@quorate/cluster/protocol'
import { endOf, endOfMount } from './endings.ts'
import { randomFrom } from './random.ts'
import { clock, Recorder, type End } from './record.ts'

const [node = '', nodeList = '', history = '', seed = ''] = process.argv.slice(2)
const nodes = nodeList.split(',')
const author = { authid: 'root@pam' }
const root = rootAt('/', node)
/** A register is in use for so long, then another one is: their histories stay short. */
const registerMs = 5000
const lockOptions = { ttlMs: 5000, waitMs: 4000 }

const random = randomFrom(Number(seed))
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
using recorder = new Recorder(history)
const stopped = () => existsSync(`${history}.stop`)
const run = `${node}-${process.pid}-${seed}`
let texts = 0
const freshText = () => `${run}-${++texts}`
const age = () => Math.floor(clock() / registerMs)

/** All that was answered anywhere before this has been applied here when it is over. */
const barrier = (store: ConnectedStore) => store.commit([], author)

function registerLane(store: ConnectedStore, name: string, count: number) {
  return async () => {
    const key = `checker/${name}-${age()}-${random(count)}`
    const kind = random(10)
    if (kind < 4) await readThroughOrder(store, key)
    else if (kind < 7) await write(store, key)
    else await swap(store, key)
  }
}

async function readThroughOrder(store: ConnectedStore, key: string): Promise<void> {
  await recorder.action({ kind: 'read', key }, async () => {
    try {
      const revision = await barrier(store)
      return { end: 'ok', value: store.read(key)?.text ?? '', revision }
    } catch (error) {
      return endOf(error)
    }
  })
}

async function write(store: ConnectedStore, key: string): Promise<void> {
  const text = freshText()
  await recorder.action({ kind: 'write', key, text }, async () => {
    try {
      return { end: 'ok', revision: await store.commit([{ op: 'write', path: key, text }], author) }
    } catch (error) {
      return endOf(error)
    }
  })
}

async function swap(store: ConnectedStore, key: string): Promise<void> {
  const there = store.read(key)
  const to = freshText()
  await recorder.action({ kind: 'swap', key, from: there?.text ?? '', to }, async () => {
    try {
      const revision = await store.commit([{ op: 'write', path: key, text: to, expect: there?.revision ?? 0 }], author)
      return { end: 'ok', revision }
    } catch (error) {
      return endOf(error)
    }
  })
}

/** As a program does that knows nothing of the store. */
function mountLane(store: ConnectedStore) {
  let files = 0
  return async () => {
    const key = `checker/mount-${age()}`
    if (random(3) === 0) return readThroughOrder(store, key)
    const text = freshText()
    // Never one twice: a rename whose end is not known may come later, and takes what is there then.
    const aside = `/etc/pve/checker/aside-${run}-${++files}`
    await recorder.action({ kind: 'write', key, text }, async () => {
      try {
        await writeFile(aside, text)
      } catch (error) {
        return { end: 'failed', why: `${String(error)} before the rename` }
      }
      try {
        await rename(aside, `/etc/pve/${key}`)
        return { end: 'ok' }
      } catch (error) {
        return endOfMount(error)
      }
    })
  }
}

const guestFile = (on: string, vmid: number) => `nodes/${on}/qemu-server/${vmid}.conf`

/** Where a guest's config is, at one moment. */
function whereIs(store: ConnectedStore, vmid: number): string {
  for (;;) {
    const before = store.revision()
    const found = nodes.filter(on => store.read(guestFile(on, vmid)))
    if (store.revision() === before) return found.join('+')
  }
}

function guestLane(store: ConnectedStore) {
  return async () => {
    const vmid = 10_000 + (age() % 100_000) * 4 + random(4)
    const key = `guest ${vmid}`
    if (random(3) === 0) {
      await recorder.action({ kind: 'read', key }, async () => {
        try {
          const revision = await barrier(store)
          return { end: 'ok', value: whereIs(store, vmid), revision }
        } catch (error) {
          return endOf(error)
        }
      })
      return
    }
    const from = whereIs(store, vmid)
    const to = pick(nodes.filter(other => other !== from))
    await recorder.action({ kind: 'swap', key, from, to }, async () => {
      try {
        const change = from
          ? ({ op: 'rename', from: guestFile(from, vmid), to: guestFile(to, vmid) } as const)
          : ({ op: 'write', path: guestFile(to, vmid), text: `cores: 1\nname: g${vmid}\n`, expect: 0 } as const)
        return { end: 'ok', revision: await store.commit([change], author) }
      } catch (error) {
        return endOf(error)
      }
    })
  }
}

/** Asks for the lock and gives it back by itself, to learn whether it was held to the end. */
function countLane(store: ConnectedStore, link: Link) {
  return async () => {
    const key = `checker/count-${random(2)}`
    const asked = { name: key, token: randomUUID() }
    await recorder.action({ kind: 'count', key }, async () => {
      try {
        await link.ask({ op: 'lock', ...asked, ...lockOptions })
      } catch (error) {
        return { end: 'failed', why: String(error) }
      }
      const end = await countUp(store, key)
      const kept = await link.ask({ op: 'unlock', ...asked }).catch(() => undefined)
      return end.end === 'ok' ? { ...end, ...(typeof kept === 'boolean' && { kept }) } : end
    })
  }
}

async function countUp(store: ConnectedStore, key: string) {
  const there = store.read(key)
  const read = Number(there?.text.split(' ')[0] ?? 0)
  if (random(4) === 0) await sleep(random(20))
  try {
    const revision = await store.commit([{ op: 'write', path: key, text: `${read + 1} ${freshText()}` }], author)
    return { end: 'ok', read, readRevision: there?.revision ?? 0, revision } as const
  } catch (error) {
    return endOf(error) as Exclude<End, { end: 'ok' }>
  }
}

function reserveLane(store: ConnectedStore) {
  return async () => {
    // Another range before a reservation is over by its age.
    const lower = 500_000_000 + (Math.floor(clock() / 25_000) % 10_000) * 10_000
    await recorder.action({ kind: 'reserve' }, async () => {
      try {
        return { end: 'ok', id: await store.reserveId(undefined, { lower, upper: lower + 10_000 }, run) }
      } catch (error) {
        return endOf(error)
      }
    })
    await sleep(random(200))
  }
}

/** To its end: its size may be that of the text before. */
async function readWhole(path: string): Promise<string> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  return buffer.toString('utf8', 0, bytesRead)
}

function lookLane(store: ConnectedStore) {
  return async () => {
    const key = `checker/${pick([`register-${age()}-0`, `mount-${age()}`, 'count-0'])}`
    const file = store.read(key)
    recorder.line({ local: node, key, text: file?.text ?? '', ...(file && { revision: file.revision }), at: clock() })
    try {
      const text = await readWhole(`/etc/pve/${key}`)
      recorder.line({ local: node, key, text, at: clock() })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === undefined) throw error
    }
    await sleep(20)
  }
}

/** Its store may not run. */
async function connected(): Promise<ConnectedStore | undefined> {
  while (!stopped()) {
    try {
      return await connectStore(root, { hub: false })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }
  return undefined
}

const store = await connected()
if (store) {
  const link = new Link(socketFile(root), false, { welcome: () => undefined, message: () => undefined })
  await link.open()
  const lanes = [
    registerLane(store, 'register', 3),
    registerLane(store, 'register', 3),
    mountLane(store),
    guestLane(store),
    countLane(store, link),
    reserveLane(store),
    lookLane(store),
  ]
  await Promise.all(
    lanes.map(async lane => {
      for (; !stopped(); await sleep(random(40))) await lane()
    }),
  )
  await link.close()
  await store.close()
}
