import type { ConfigReader } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Content } from '../content-type.ts'
import { readStorageConfig, storageConfigPath } from '../config/read-storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import type { OpenedStorage, StorageDriver } from '../driver.ts'
import { noStorage, noVolume } from '../errors.ts'
import { parseVolumeId } from '../volume-id.ts'
import type { VolumeName } from '../volume-name.ts'

export interface OpenedVolume {
  readonly volid: string
  readonly entry: StorageEntry
  readonly storage: OpenedStorage
  readonly name: VolumeName
}

/** The storages of the configuration as this node may use them. */
export class Storages {
  readonly host: Host
  readonly #drivers: Readonly<Record<string, StorageDriver>>
  readonly #config: ConfigReader
  #entries: { readonly revision: number; readonly list: readonly StorageEntry[] } | undefined

  constructor(config: ConfigReader, host: Host, drivers: Readonly<Record<string, StorageDriver>>) {
    this.#config = config
    this.host = host
    this.#drivers = drivers
  }

  entries(): readonly StorageEntry[] {
    const file = this.#config.read(storageConfigPath)
    const revision = file?.revision ?? -1
    if (this.#entries?.revision !== revision) {
      const list = readStorageConfig(file?.text, this.host.root.vz, type => Object.hasOwn(this.#drivers, type))
      this.#entries = { revision, list }
    }
    return this.#entries.list
  }

  entry(storage: string): StorageEntry {
    const entry = this.entries().find(one => one.id === storage)
    if (!entry) throw noStorage(storage)
    return entry
  }

  onThisNode(entry: StorageEntry): boolean {
    return entry.nodes === undefined || entry.nodes.includes(this.host.root.node)
  }

  driver(entry: StorageEntry): StorageDriver {
    const driver = entry.usable ? this.#drivers[entry.type] : undefined
    if (!driver) throw new Failure(`storage '${entry.id}' cannot be used: storages of type '${entry.type}' are not supported yet`)
    return driver
  }

  usable(storage: string, content?: Content): StorageEntry {
    const entry = this.entry(storage)
    this.driver(entry)
    if (entry.disabled) throw new Failure(`storage '${storage}' is disabled`)
    if (!this.onThisNode(entry)) throw new Failure(`storage '${storage}' is not available on node '${this.host.root.node}'`)
    if (content !== undefined && !entry.content.includes(content)) {
      throw new Failure(`storage '${storage}' does not support content type '${content}'; its content is '${entry.content.join(',')}'`)
    }
    return entry
  }

  open(storage: string, content?: Content): OpenedStorage {
    const entry = this.usable(storage, content)
    return this.driver(entry).open(storage, entry, this.host)
  }

  volume(volid: string): OpenedVolume {
    const { storage: id, name } = parseVolumeId(volid)
    const storage = this.open(id)
    return { volid, entry: this.entry(id), storage, name: storage.volumes.describe(name) }
  }

  /** Fails when the volume does not exist. */
  async existing(volid: string) {
    const volume = this.volume(volid)
    const listed = await volume.storage.volumes.find(volume.name)
    if (!listed) throw noVolume(volid)
    return { ...volume, listed }
  }
}
