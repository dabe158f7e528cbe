/** One file of a cloud-init image. */
export interface SeedFile {
  /** `user-data`, `openstack/latest/meta_data.json` */
  readonly path: string
  readonly text: string
}

/** Everything that stands on a cloud-init image. */
export interface Seed {
  /** Volume label, by which the guest finds it. */
  readonly label: string
  readonly files: readonly SeedFile[]
}

const seedTypes = ['nocloud', 'configdrive2', 'opennebula'] as const

export type SeedType = (typeof seedTypes)[number]

/** What `dump` shows of an image. */
export type SeedPart = 'user' | 'network' | 'meta'
