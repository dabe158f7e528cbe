import { configDriveSeed } from './config-drive.ts'
import { nocloudSeed } from './nocloud.ts'
import { openNebulaSeed } from './opennebula.ts'
import type { Seed, SeedPart, SeedType } from './seed.ts'
import type { SeedSettings } from './seed-settings.ts'
import { userData } from './user-data.ts'

const generators: Readonly<Record<SeedType, (settings: SeedSettings) => Promise<Seed>>> = {
  nocloud: nocloudSeed,
  configdrive2: configDriveSeed,
  opennebula: openNebulaSeed,
}

const places: Readonly<Record<SeedType, Readonly<Record<Exclude<SeedPart, 'user'>, string>>>> = {
  nocloud: { network: 'network-config', meta: 'meta-data' },
  configdrive2: { network: 'openstack/content/0000', meta: 'openstack/latest/meta_data.json' },
  opennebula: { network: 'context.sh', meta: 'context.sh' },
}

export async function generateSeed(settings: SeedSettings): Promise<Seed> {
  return await generators[settings.type](settings)
}

/** One part of what the image holds, as text. OpenNebula's context is one file for all but the user data. */
export async function seedPart(settings: SeedSettings, part: SeedPart): Promise<string> {
  if (part === 'user') return await userData(settings)
  const { files } = await generateSeed(settings)
  return files.find(file => file.path === places[settings.type][part])?.text ?? ''
}
