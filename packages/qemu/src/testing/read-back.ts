import assert from 'node:assert/strict'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { optionsNamed } from './command-words.ts'

/** Options that QEMU shows elsewhere, or not at all. */
const elsewhere = new Set(['driver', 'id', 'bus', 'qom-type'])

function place(addr: string): number {
  const [slot = '0', part = '0'] = addr.split('.')
  return (Number(slot) << 3) | Number(part)
}

/** Is what QEMU shows of a property what the command line asked for? */
function same(name: string, wanted: unknown, shown: unknown): boolean {
  if (name === 'addr') return place(String(wanted)) === shown
  if (Array.isArray(wanted)) return JSON.stringify(wanted) === JSON.stringify(shown)
  if (typeof wanted === 'object' && wanted !== null) {
    return Object.entries(wanted).every(([key, value]) => same(key, value, (shown as Record<string, unknown>)[key]))
  }
  if (typeof shown === 'boolean') return (wanted === 'on' || wanted === true) === shown
  if (typeof shown === 'number' || typeof shown === 'bigint') return Number(wanted) === Number(shown)
  const text = String(shown).toLowerCase()
  const asked = (typeof wanted === 'boolean' ? (wanted ? 'on' : 'off') : String(wanted)).toLowerCase()
  return text === asked || text.endsWith(`/${asked}`)
}

async function propertiesOf(client: QmpClient, path: string): Promise<Set<string>> {
  return new Set(((await client.execute('qom-list', { path })) as { name: string }[]).map(property => property.name))
}

async function compare(client: QmpClient, path: string, wanted: Readonly<Record<string, unknown>>): Promise<void> {
  const offered = await propertiesOf(client, path)
  for (const [name, value] of Object.entries(wanted)) {
    if (elsewhere.has(name)) continue
    assert.ok(offered.has(name), `${path} has no property ${name}`)
    const shown = await client.execute('qom-get', { path, property: name })
    assert.ok(same(name, value, shown), `${path}: ${name} is ${String(shown)} instead of ${String(value)}`)
  }
  if (wanted['bus'] !== undefined) {
    const bus = (await client.execute('qom-get', { path, property: 'parent_bus' })) as string
    assert.equal(bus.split('/').at(-1), wanted['bus'], `bus of ${path}`)
  }
}

/** Compares every `-device` and `-object` of the command line with what QEMU has: its place, and each option. */
export async function compareDevices(client: QmpClient, argv: readonly string[]): Promise<void> {
  const unnamed = new Map<string, number>()
  for (const device of optionsNamed(argv, '-device')) {
    if (device['id'] === undefined) unnamed.set(String(device['driver']), (unnamed.get(String(device['driver'])) ?? 0) + 1)
    else await compare(client, `/machine/peripheral/${String(device['id'])}`, device)
  }
  const nameless = (await client.execute('qom-list', { path: '/machine/peripheral-anon' })) as { type: string }[]
  for (const [driver, count] of unnamed) {
    assert.equal(nameless.filter(({ type }) => type === `child<${driver}>`).length, count, `devices of type ${driver}`)
  }
  for (const object of optionsNamed(argv, '-object', 'qom-type')) await compare(client, `/objects/${String(object['id'])}`, object)
}

interface NodeInfo {
  readonly 'node-name': string
  readonly drv: string
  readonly ro: boolean
  readonly detect_zeroes: string
  readonly cache: { readonly direct: boolean; readonly 'no-flush': boolean }
}

/** Compares every `-blockdev` with QEMU's nodes, and that every character device and network back end is there. */
export async function compareBackends(client: QmpClient, argv: readonly string[]): Promise<void> {
  const nodes = new Map(((await client.execute('query-named-block-nodes')) as unknown as NodeInfo[]).map(node => [node['node-name'], node]))
  for (const wanted of optionsNamed(argv, '-blockdev')) {
    const name = String(wanted['node-name'])
    const node = nodes.get(name)
    assert.ok(node, `block node ${name}`)
    assert.deepEqual([node.drv, node.ro], [wanted['driver'], wanted['read-only'] ?? false], `block node ${name}`)
    if (wanted['detect-zeroes'] !== undefined) assert.equal(node.detect_zeroes, wanted['detect-zeroes'], `zeroes of ${name}`)
    const cache = wanted['cache'] as NodeInfo['cache'] | undefined
    if (cache) assert.deepEqual([node.cache.direct, node.cache['no-flush']], [cache.direct, cache['no-flush']], `cache of ${name}`)
  }
  const labels = new Set(((await client.execute('query-chardev')) as { label: string }[]).map(({ label }) => label))
  for (const { id } of optionsNamed(argv, '-chardev')) assert.ok(labels.has(String(id)), `chardev ${String(id)}`)
}
