import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { datasetProperties, readDatasets, readSnapshots, readSpace, type Dataset } from './zfs-output.ts'

/** Marks each creation, so that its undo takes away nothing else. */
const tagProperty = 'quorate:creation'
/** A device is looked at by others for a moment after it came to be or was closed. */
const busyTries = 20
const busyPauseMs = 250

const missing = /dataset does not exist|could not find any snapshots|no such pool/i

/** The dataset's name is taken; nothing has changed. */
export class DatasetExists extends Failure {}

/** Datasets of one pool, by the programs `zfs` and `zpool`. Names are whole, with the pool in front. */
export class ZfsTool {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** The pool, or the dataset that serves as one, and what is directly below it. undefined: it is not there. */
  async below(pool: string): Promise<Dataset[] | undefined> {
    const text = await this.#tryRun(['list', '-H', '-p', '-t', 'filesystem,volume', '-d', '1', '-o', datasetProperties, pool])
    return text === undefined ? undefined : readDatasets(text).filter(dataset => dataset.name !== pool)
  }

  async find(name: string): Promise<Dataset | undefined> {
    const text = await this.#tryRun(['list', '-H', '-p', '-t', 'filesystem,volume', '-o', datasetProperties, name])
    return text === undefined ? undefined : readDatasets(text)[0]
  }

  /** bytes */
  async space(pool: string): Promise<{ available: number; used: number } | undefined> {
    const text = await this.#tryRun(['get', '-H', '-p', '-o', 'value', 'available,used', pool])
    return text === undefined ? undefined : readSpace(text)
  }

  /** Looks for a pool that is not in use on this machine at the moment. */
  async importPool(pool: string): Promise<void> {
    await this.#host.exec('zpool', ['import', '-d', '/dev/disk/by-id', '-o', 'cachefile=none', pool], { timeoutMs: 60_000 })
  }

  /** Fails with DatasetExists when the name is taken. `size`: bytes, makes it a volume. */
  async create(name: string, tag: string, options: { properties?: Properties; volume?: { size: number; sparse: boolean } }): Promise<void> {
    const { properties = {}, volume } = options
    const kind = volume ? [...(volume.sparse ? ['-s'] : []), '-V', String(volume.size)] : []
    await this.#make(['create', ...kind, ...texts({ ...properties, [tagProperty]: tag }), name])
  }

  /** Fails with DatasetExists when the name is taken. */
  async clone(snapshot: string, name: string, tag: string, properties: Properties): Promise<void> {
    await this.#make(['clone', ...texts({ ...properties, [tagProperty]: tag }), snapshot, name])
  }

  /** Fails with DatasetExists when the name is taken. False: there is no such dataset. */
  async rename(from: string, to: string): Promise<boolean> {
    return await this.#patiently(async () => {
      const { code, stderr } = await this.#zfs(['rename', from, to], [0, 1])
      if (code === 0) return true
      if (missing.test(stderr)) return false
      throw failureOf('rename', stderr)
    })
  }

  /** With its snapshots. Nothing there is no error. Fails while something is a clone of it, or lies in it. */
  async destroy(name: string): Promise<void> {
    const inside = await this.#tryRun(['list', '-H', '-t', 'filesystem,volume', '-r', '-o', 'name', name])
    if (inside === undefined) return
    const others = inside.split('\n').filter(one => one !== '' && one !== name)
    if (others.length > 0) throw new Failure(`'${name}' has other datasets in it: ${others.slice(0, 3).join(', ')}`)
    await this.#patiently(async () => {
      const { code, stderr } = await this.#zfs(['destroy', '-r', name], [0, 1])
      if (code !== 0 && !missing.test(stderr)) throw failureOf('destroy', stderr)
    })
  }

  /** What `create` or `clone` marked it with. undefined: there is no such dataset. */
  async tag(name: string): Promise<string | undefined> {
    const text = await this.#tryRun(['get', '-H', '-o', 'value', tagProperty, name])
    return text?.trim()
  }

  async set(name: string, properties: Properties): Promise<void> {
    await this.#zfs(['set', ...Object.entries(properties).map(([key, value]) => `${key}=${value}`), name])
  }

  /** No error when it is mounted already. */
  async mount(name: string): Promise<void> {
    const { code, stderr } = await this.#zfs(['mount', name], [0, 1])
    if (code !== 0 && !/already mounted/i.test(stderr)) throw failureOf('mount', stderr)
  }

  /** Oldest first. */
  async snapshots(name: string): Promise<{ name: string; time: number }[]> {
    return readSnapshots(
      (await this.#zfs(['list', '-H', '-p', '-t', 'snapshot', '-d', '1', '-s', 'createtxg', '-o', 'name,creation', name])).stdout,
    )
  }

  async snapshot(name: string): Promise<void> {
    await this.#zfs(['snapshot', name])
  }

  /** No error when it is not there. */
  async destroySnapshot(name: string): Promise<void> {
    const { code, stderr } = await this.#zfs(['destroy', name], [0, 1])
    if (code !== 0 && !missing.test(stderr)) throw failureOf('destroy', stderr)
  }

  async rollback(snapshot: string): Promise<void> {
    await this.#zfs(['rollback', snapshot])
  }

  async #make(args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.#zfs(args, [0, 1])
    if (code !== 0) throw failureOf(args[0] ?? '', stderr)
  }

  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work()
      } catch (error) {
        if (attempt === busyTries || !/dataset is busy/i.test(String(error))) throw error
        await delay(busyPauseMs)
      }
    }
  }

  /** undefined: there is no such dataset. */
  async #tryRun(args: readonly string[]): Promise<string | undefined> {
    const { code, stdout, stderr } = await this.#zfs(args, [0, 1])
    if (code === 0) return stdout
    if (missing.test(stderr)) return undefined
    throw failureOf(args[0] ?? '', stderr)
  }

  async #zfs(args: readonly string[], okCodes: readonly number[] = [0]) {
    return await this.#host.exec('zfs', args, { okCodes })
  }
}

export type Properties = Readonly<Record<string, string>>

function texts(properties: Properties): string[] {
  return Object.entries(properties).flatMap(([key, value]) => ['-o', `${key}=${value}`])
}

function failureOf(action: string, stderr: string): Failure {
  const why = stderr.trim().split('\n')[0] ?? ''
  return /already exists/i.test(why) ? new DatasetExists(why) : new Failure(`zfs ${action} failed: ${why}`)
}
