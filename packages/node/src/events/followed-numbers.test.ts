import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectStore, startStore, type EventHub, type HubValue } from '@quorate/cluster'
import type { ServerEvent } from '@quorate/contract'
import { rootAt } from '@quorate/host'
import { changeStream, type ChangeStreamOptions } from './change-stream.ts'

const caller = { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '127.0.0.1' }
const mebibyte = 1048576

/** The hub of a real store, and streams of it that note what they are sent. */
async function realHub() {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-numbers-'))
  const root = rootAt(folder, 'pve')
  const store = await startStore({ root, mount: false })
  const client = await connectStore(root)
  const ends: (() => Promise<void>)[] = []
  function follow(options: Partial<ChangeStreamOptions>, may: (path: string) => boolean = () => true) {
    const gone = new AbortController()
    const events: ServerEvent[] = []
    const call = { caller, signal: gone.signal, may: (path: string) => may(path) }
    const stream = changeStream({ hub: client.hub, call, gatherMs: 100, ...options })
    const reading = (async () => {
      for await (const event of stream) events.push(event)
    })()
    const end = async () => {
      gone.abort()
      await reading
    }
    ends.push(end)
    return {
      events,
      end,
      rows: () => events.filter(event => event.type === 'metrics').map(event => (event.data as { rows: unknown[] }).rows),
    }
  }
  return {
    hub: client.hub,
    commit: (path: string) => client.commit([{ op: 'write', path, text: 'x\n' }], caller),
    follow,
    async [Symbol.asyncDispose]() {
      for (const end of ends) await end()
      await client.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let count = 0; count < 3000 && !condition(); count++) await sleep(10)
  assert.ok(condition(), 'what was waited for did not happen')
}

/** Waits until the store has ordered all that was published before. */
async function settled(hub: EventHub, name = 'marker'): Promise<void> {
  const marker = Promise.withResolvers<void>()
  using _heard = hub.subscribe(event => event.id === name && event.data !== null && marker.resolve())
  hub.publish([{ kind: 'task', id: name, path: '/nodes/pve', data: { at: Math.random() } }])
  await marker.promise
}

const guest = (vmid: number, cpu: number, netin = 0): HubValue => ({
  kind: 'metrics',
  id: String(vmid),
  path: `/vms/${vmid}`,
  data: { cpu, mem: 512.3 * mebibyte, netin: 123_456_789, rates: { netin, netout: 12.6 } },
})
const node = (cpu: number): HubValue => ({
  kind: 'node',
  id: 'pve',
  path: '/nodes/pve',
  data: { cpu, mem: 2048 * mebibyte, maxmem: 4096 * mebibyte, disk: 3 * mebibyte, maxdisk: 9 * mebibyte, uptime: 1 },
})
const storage: HubValue = { kind: 'storage', id: 'pve/local', path: '/storage/local', data: { used: 5 * mebibyte, total: 10 * mebibyte } }

test('a client gets the numbers of what it looks at: those of now, then what changes, those of one moment in one event', async () => {
  await using f = await realHub()
  f.hub.publish([guest(100, 0.12345, 123_456), guest(101, 0.5), node(0.25), storage])
  await settled(f.hub)
  const stream = f.follow({ metrics: ['100', '102', 'node/pve', 'storage/pve/local'] })
  await until(() => stream.rows().length === 1)
  assert.deepEqual(stream.rows()[0], [
    [100, 0.123, 512, null, 123_000, 13, null, null],
    [102],
    ['node/pve', 0.25, 2048, 3],
    ['storage/pve/local', 5, 10],
  ])
  f.hub.publish([guest(100, 0.12346, 123_457), guest(101, 0.6), guest(102, 0.7)])
  f.hub.publish([node(0.3)])
  await until(() => stream.rows().length === 2)
  assert.deepEqual(stream.rows()[1], [
    [102, 0.7, 512, null, 0, 13, null, null],
    ['node/pve', 0.3, 2048, 3],
  ])
  f.hub.publish([{ ...guest(102, 0), data: null }])
  await until(() => stream.rows().length === 3)
  assert.deepEqual(stream.rows()[2], [[102]])
  assert.deepEqual([...new Set(stream.events.map(event => event.type))].toSorted(), ['metrics', 'reset'])
})

test('numbers of nodes and storages go to nobody who did not ask for them, that one comes or goes does', async () => {
  await using f = await realHub()
  const none = f.follow({ metrics: [] })
  const before = f.follow({})
  await until(() => none.events.length === 1 && before.events.length === 1)
  f.hub.publish([node(0.1), storage])
  f.hub.publish([node(0.2), guest(100, 0.5)])
  f.hub.publish([{ ...node(0), data: null }])
  await until(() => none.events.length === 4 && before.events.length === 5)
  const shown = ({ events }: typeof none) => events.slice(1).map(({ type, data }) => [type, (data as { value: unknown }).value === null])
  assert.deepEqual(shown(none), [
    ['node', false],
    ['storage', false],
    ['node', true],
  ])
  assert.deepEqual(shown(before), [
    ['node', false],
    ['storage', false],
    ['node', false],
    ['node', true],
  ])
})

test('nobody learns numbers of what he may not see, nor whether there is such a thing', async () => {
  await using f = await realHub()
  f.hub.publish([guest(100, 0.1), guest(101, 0.1), node(0.1)])
  await settled(f.hub)
  const stream = f.follow({ metrics: ['100', '101', '102', 'node/pve'] }, path => path === '/vms/101')
  await until(() => stream.rows().length === 1)
  f.hub.publish([guest(100, 0.2), guest(101, 0.2), node(0.2)])
  await until(() => stream.rows().length === 2)
  assert.deepEqual(stream.rows(), [[[101, 0.1, 512, null, 0, 13, null, null]], [[101, 0.2, 512, null, 0, 13, null, null]]])
})

test('a client that looks at something else goes on where it was: no change is lost, none comes twice, and none comes late', async () => {
  await using f = await realHub()
  f.hub.publish(Array.from({ length: 10_000 }, (_, at) => guest(100 + at, 0)))
  await settled(f.hub)
  const first = f.follow({ metrics: ['100'], types: ['config'] })
  await until(() => first.rows().length === 1)
  await f.commit('seen.cfg')
  await until(() => first.events.some(event => event.type === 'config'))
  await first.end()
  const since = first.events.at(-1)?.id ?? ''
  await f.commit('missed.cfg')
  for (let round = 1; round <= 3; round++) f.hub.publish(Array.from({ length: 10_000 }, (_, at) => guest(100 + at, round / 10)))
  await settled(f.hub)
  const begun = performance.now()
  const second = f.follow({ metrics: ['200'], types: ['config'], since })
  await until(() => second.rows().length === 1)
  assert.ok(performance.now() - begun < 1000)
  await f.commit('later.cfg')
  await until(() => second.events.some(event => (event.data as { id?: string }).id === 'later.cfg'))
  assert.deepEqual(
    second.events.map(({ type, data }) => (data as { id?: string }).id ?? type),
    ['missed.cfg', 'metrics', 'later.cfg'],
  )
  assert.equal((second.rows()[0] as number[][])[0]?.[1], 0.3)
  await second.end()
  const third = f.follow({ metrics: ['200'], types: ['config'], since: second.events.find(event => event.type === 'metrics')?.id ?? '' })
  await until(() => third.events.length === 2)
  assert.deepEqual(
    third.events.map(({ type, data }) => (data as { id?: string }).id ?? type),
    ['later.cfg', 'metrics'],
  )
})

test('a tab that shows 40 of 10,000 busy guests in 32 nodes is sent less than 20 kB a minute', async t => {
  await using f = await realHub()
  const minute = (round: number) => [
    ...Array.from({ length: 10_000 }, (_, at): HubValue => {
      const busy = (at * 7919 + round * 104_729) % 100_003
      const rates = { netin: busy * 12.7, netout: busy * 1193.1, diskread: busy * 31.3, diskwrite: busy * 777.7 }
      const data = { cpu: (busy % 997) / 997, mem: busy * 99_991, memhost: busy, disk: busy * 4_999_999, netin: round * busy, rates }
      return { kind: 'metrics', id: String(100 + at), path: `/vms/${100 + at}`, data }
    }),
    ...Array.from({ length: 32 }, (_, at): HubValue => ({ ...node((at + round) / 100), id: `pve${at}`, path: `/nodes/pve${at}` })),
    ...Array.from({ length: 160 }, (_, at): HubValue => ({
      ...storage,
      id: `pve${at % 32}/s${at}`,
      data: { used: at + round, total: 1e12 },
    })),
  ]
  f.hub.publish(minute(0))
  await settled(f.hub)
  const stream = f.follow({ metrics: Array.from({ length: 40 }, (_, at) => String(9000 + at)), gatherMs: 1000 })
  await until(() => stream.rows().length === 1)
  for (let round = 1; round <= 6; round++) {
    // The nodes measure at the same time, and are heard of one after the other.
    const values = minute(round)
    for (let part = 0; part < 32; part++) f.hub.publish(values.filter((_, at) => at % 32 === part))
    await settled(f.hub, `round ${round}`)
    await until(() => stream.rows().flat().length === 40 * (round + 1))
  }
  const frames = stream.events.filter(event => event.type !== 'task').slice(2)
  const bytes = frames.reduce(
    (sum, { id, type, data }) => sum + `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`.length,
    4 * 10,
  )
  t.diagnostic(`${bytes} bytes a minute in ${frames.length} events`)
  assert.ok(bytes < 20_000, `${bytes} bytes`)
})
