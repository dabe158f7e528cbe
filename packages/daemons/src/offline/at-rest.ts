import type { ConfigReader, ConfigStore, EventHub } from '@quorate/cluster'
import type { Root } from '@quorate/host'

/** What a part of the product has to work with while nothing runs. */
export interface AtRest {
  readonly root: Root
  readonly store: ConfigStore
  /** Called for what needs the running product; throws. */
  readonly refuse: () => never
}

/** A store that can only be read. */
export function readOnlyStore(reader: ConfigReader, refuse: () => never): ConfigStore {
  return {
    revision: () => reader.revision(),
    read: file => reader.read(file),
    list: folder => reader.list(folder),
    changedSince: (folder, revision) => reader.changedSince(folder, revision),
    commit: refuse,
    update: refuse,
    watch: refuse,
    lock: refuse,
  }
}

/** A hub that knows of nothing. */
export const silentHub: EventHub = {
  epoch: '',
  sequence: 0,
  publish: () => undefined,
  values: () => new Map(),
  replay: () => undefined,
  subscribe: () => ({ [Symbol.dispose]: () => undefined }),
}
