import { instanceId } from './instance-id.ts'
import { networkV1 } from './network-v1.ts'
import type { Seed } from './seed.ts'
import type { SeedSettings } from './seed-settings.ts'
import { userData } from './user-data.ts'

/** The image that most distributions know best. */
export async function nocloudSeed(settings: SeedSettings): Promise<Seed> {
  const { meta, vendor } = settings.snippets
  const user = await userData(settings)
  const network = await networkV1(settings)
  return {
    label: 'cidata',
    files: [
      { path: 'user-data', text: user },
      { path: 'network-config', text: network },
      { path: 'meta-data', text: meta ?? `instance-id: ${instanceId(settings, [user, network])}\n` },
      ...(vendor === undefined ? [] : [{ path: 'vendor-data', text: vendor }]),
    ],
  }
}
