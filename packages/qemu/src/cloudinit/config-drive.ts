import { instanceId } from './instance-id.ts'
import { networkDataJson } from './network-data-json.ts'
import { networkInterfaces } from './network-interfaces.ts'
import type { Seed } from './seed.ts'
import type { SeedSettings } from './seed-settings.ts'
import { userData } from './user-data.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function metaData(settings: SeedSettings, uuid: string): string {
  const { hostname, fqdn, sshKeys, password, windows } = settings
  const keys = Object.fromEntries(sshKeys.map((key, at) => [`key${at}`, key]))
  return `${JSON.stringify(
    {
      uuid,
      hostname: windows ? hostname : (fqdn ?? hostname),
      ...(sshKeys.length ? { public_keys: keys } : {}),
      ...(windows && password !== undefined ? { admin_pass: password } : {}),
      network_config: { content_path: '/content/0000' },
    },
    undefined,
    2,
  )}\n`
}

/** OpenStack's config drive, version 2; Windows guests with Cloudbase-Init read it. */
export async function configDriveSeed(settings: SeedSettings): Promise<Seed> {
  const { meta, vendor, network: ownNetwork } = settings.snippets
  const bothFamilies = settings.nics.some(nic => nic.ip4 && nic.ip6)
  const user = await userData(settings)
  const network = networkInterfaces(settings)
  const secret = settings.windows ? [settings.password ?? '', settings.sshKeys.join('\n')] : []
  return {
    label: 'config-2',
    files: [
      { path: 'openstack/latest/user_data', text: user },
      { path: 'openstack/content/0000', text: network },
      { path: 'openstack/latest/meta_data.json', text: meta ?? metaData(settings, instanceId(settings, [user, network, ...secret])) },
      ...(bothFamilies && !settings.windows && ownNetwork === undefined
        ? [{ path: 'openstack/latest/network_data.json', text: networkDataJson(settings) }]
        : []),
      // This format knows JSON only; cloud-init takes its own form under its name.
      ...(vendor === undefined
        ? []
        : [{ path: 'openstack/latest/vendor_data.json', text: isJson(vendor) ? vendor : `${JSON.stringify({ 'cloud-init': vendor })}\n` }]),
    ],
  }
}
