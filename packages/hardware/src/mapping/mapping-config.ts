import { digestOf, type Author, type ConfigStore } from '@quorate/cluster'
import { Failure, parameterFailure, SectionConfig } from '@quorate/schema'
import { mappingNames, mappingPaths, type MappingKind } from './mapping-kind.ts'
import { readMappings, type Mapping } from './mapping-entry.ts'

export interface MappingChange {
  /** A list writes one line for each value. */
  readonly set: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly remove: readonly string[]
  /** Refused when the file has another digest by now. */
  readonly digest?: string
}

/** What may be taken out of a mapping. */
const removable: Readonly<Record<MappingKind, readonly string[]>> = {
  pci: ['description', 'mdev', 'live-migration-capable'],
  usb: ['description'],
  dir: ['description'],
}

/** The mappings of one kind in their file, which keeps what people wrote into it. */
export class MappingConfig {
  readonly #store: ConfigStore
  readonly #kind: MappingKind

  constructor(store: ConfigStore, kind: MappingKind) {
    this.#store = store
    this.#kind = kind
  }

  list(): Mapping[] {
    return readMappings(this.#text())
  }

  digest(): string {
    return digestOf(this.#text() ?? '')
  }

  require(id: string): Mapping {
    const mapping = this.list().find(one => one.id === id)
    if (!mapping) throw this.#missing(id)
    return mapping
  }

  async add(id: string, values: MappingChange['set'], author: Author): Promise<void> {
    await this.#edit(author, config => {
      if (config.section(id)) throw new Failure(`${mappingNames[this.#kind]} '${id}' already exists`)
      config.add('', id, values)
    })
  }

  async change(id: string, { set, remove, digest }: MappingChange, author: Author): Promise<void> {
    const unknown = remove.find(key => !removable[this.#kind].includes(key))
    if (unknown !== undefined) throw parameterFailure({ delete: `'${unknown}' cannot be removed from a ${mappingNames[this.#kind]}` })
    const both = remove.find(key => set[key] !== undefined)
    if (both !== undefined) throw parameterFailure({ delete: `'${both}' cannot be set and deleted at the same time` })
    await this.#edit(author, (config, text) => {
      if (digest !== undefined && digest !== digestOf(text)) {
        throw new Failure('detected modified configuration - file changed by other user? Try again.')
      }
      if (!config.section(id)) throw this.#missing(id)
      for (const [key, value] of Object.entries(set)) if (value !== undefined) config.set(id, key, value)
      for (const key of remove) config.delete(id, key)
    })
  }

  async remove(id: string, author: Author): Promise<void> {
    await this.#edit(author, config => {
      if (!config.remove(id)) throw this.#missing(id)
    })
  }

  async #edit(author: Author, edit: (config: SectionConfig, text: string) => void): Promise<void> {
    await this.#store.update(mappingPaths[this.#kind], author, (text = '') => {
      const config = SectionConfig.parse(text, 'bare')
      edit(config, text)
      return config.toString()
    })
  }

  #text(): string | undefined {
    return this.#store.read(mappingPaths[this.#kind])?.text
  }

  #missing(id: string): Failure {
    return new Failure(`${mappingNames[this.#kind]} '${id}' does not exist`)
  }
}
