import { digestOf, type Author, type Change, type ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure, SectionConfig, type Section } from '@quorate/schema'
import type { StorageDriver } from '../driver.ts'
import { noStorage } from '../errors.ts'
import { checkOptions, type OptionTexts } from './check-options.ts'
import { defaultStorageConfig, readEntry, storageConfigPath } from './read-storage-config.ts'
import type { StorageEntry } from './storage-entry.ts'

/** Where a secret option is kept, readable by root only. */
function secretPath(storage: string, key: string): string {
  return key === 'password' ? `priv/storage/${storage}.pw` : `priv/storage/${storage}.${key}`
}

export interface StorageChange {
  readonly set: OptionTexts
  readonly remove: readonly string[]
  /** Refused when the file has another digest by now. */
  readonly digest?: string
}

/** Sections of storage.cfg: added, changed and removed with all checks; what people wrote beside them stays. */
export class StorageConfig {
  readonly #store: ConfigStore
  readonly #host: Host
  readonly #drivers: Readonly<Record<string, StorageDriver>>

  constructor(store: ConfigStore, host: Host, drivers: Readonly<Record<string, StorageDriver>>) {
    this.#store = store
    this.#host = host
    this.#drivers = drivers
  }

  text(): string {
    return this.#store.read(storageConfigPath)?.text ?? defaultStorageConfig(this.#host.root.vz)
  }

  digest(): string {
    return digestOf(this.text())
  }

  /** The storage is tried on this node before it is added, where it is meant for this node. */
  async add(storage: string, type: string, options: OptionTexts, author: Author): Promise<StorageEntry> {
    const driver = this.#driver(storage, type)
    checkOptions(driver, options, undefined)
    const { plain, secrets } = this.#split(driver, options)
    const add = (text: string | undefined) => {
      const config = this.#parse(text)
      if (config.section(storage)) throw new Failure(`storage ID '${storage}' already exists (already defined)`)
      config.add(type, storage, plain)
      return { config, entry: this.#entry(config, storage) }
    }
    const { entry } = add(this.#store.read(storageConfigPath)?.text)
    driver.check?.(entry)
    if (!entry.disabled && (entry.nodes === undefined || entry.nodes.includes(this.#host.root.node))) {
      await driver.open(storage, entry, this.#host).activate()
    }
    await this.#commit(author, add, secrets, storage)
    return entry
  }

  async change(storage: string, change: StorageChange, author: Author): Promise<StorageEntry> {
    const before = this.#section(this.#parse(this.text()), storage)
    const driver = this.#driver(storage, before.type)
    checkOptions(driver, change.set, Object.fromEntries(before.values), change.remove)
    const { plain, secrets } = this.#split(driver, change.set)
    const edit = (text: string | undefined) => {
      if (change.digest !== undefined && change.digest !== digestOf(text ?? defaultStorageConfig(this.#host.root.vz))) {
        throw new Failure('detected modified configuration - file changed by other user? Try again.')
      }
      const config = this.#parse(text)
      this.#section(config, storage)
      for (const [key, value] of Object.entries(plain)) config.set(storage, key, value)
      for (const key of change.remove) config.delete(storage, key)
      const entry = this.#entry(config, storage)
      driver.check?.(entry)
      return { config, entry }
    }
    const { entry } = edit(this.#store.read(storageConfigPath)?.text)
    const removed = change.remove.filter(key => driver.config.sensitive.includes(key))
    await this.#commit(author, edit, secrets, storage, removed)
    return entry
  }

  /** Only the section and its secrets go; what lies on the storage stays. */
  async remove(storage: string, author: Author): Promise<void> {
    const { type } = this.#section(this.#parse(this.text()), storage)
    const cut = (text: string | undefined) => {
      const config = this.#parse(text)
      this.#section(config, storage)
      config.remove(storage)
      return { config }
    }
    await this.#commit(author, cut, {}, storage, this.#drivers[type]?.config.sensitive ?? [])
  }

  /** One change of the file and of the secrets, all or nothing; tried again when another writer was faster. */
  async #commit(
    author: Author,
    edit: (text: string | undefined) => { config: SectionConfig },
    secrets: OptionTexts,
    storage: string,
    forget: readonly string[] = [],
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const file = this.#store.read(storageConfigPath)
      const changes: Change[] = [
        { op: 'write', path: storageConfigPath, text: edit(file?.text).config.toString(), expect: file?.revision ?? 0 },
        ...Object.entries(secrets).map(([key, text]): Change => ({ op: 'write', path: secretPath(storage, key), text: `${text}\n` })),
        ...forget
          .map(key => secretPath(storage, key))
          .filter(path => this.#store.read(path) !== undefined)
          .map((path): Change => ({ op: 'remove', path })),
      ]
      try {
        await this.#store.commit(changes, author)
        return
      } catch (error) {
        if (attempt === 5 || this.#store.read(storageConfigPath)?.revision === file?.revision) throw error
      }
    }
  }

  #split(driver: StorageDriver, options: OptionTexts): { plain: OptionTexts; secrets: OptionTexts } {
    const secret = ([key]: [string, string]) => driver.config.sensitive.includes(key)
    const all = Object.entries(options)
    return { plain: Object.fromEntries(all.filter(one => !secret(one))), secrets: Object.fromEntries(all.filter(secret)) }
  }

  #driver(storage: string, type: string): StorageDriver {
    const driver = Object.hasOwn(this.#drivers, type) ? this.#drivers[type] : undefined
    if (!driver) throw new Failure(`storage '${storage}': storages of type '${type}' are not supported yet`)
    return driver
  }

  #parse(text: string | undefined): SectionConfig {
    return SectionConfig.parse(text ?? defaultStorageConfig(this.#host.root.vz))
  }

  #section(config: SectionConfig, storage: string): Section {
    const section = config.section(storage)
    if (!section) throw noStorage(storage)
    return section
  }

  #entry(config: SectionConfig, storage: string): StorageEntry {
    return readEntry(this.#section(config, storage), type => Object.hasOwn(this.#drivers, type))
  }
}
