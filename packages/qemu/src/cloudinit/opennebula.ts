import { Failure } from '@quorate/schema'
import { netmask } from './nic-address.ts'
import type { Seed } from './seed.ts'
import type { SeedNic, SeedSettings } from './seed-settings.ts'
import { userData } from './user-data.ts'

type Variables = (readonly [name: string, value: string | undefined])[]

const methods = { dhcp: 'dhcp', slaac: 'auto', static: undefined }

function nicVariables(nic: SeedNic, { searchDomains }: SeedSettings): Variables {
  const prefix = nic.name.toUpperCase()
  const { ip4, ip6 } = nic
  return [
    [`${prefix}_MAC`, nic.mac],
    [`${prefix}_METHOD`, ip4 ? methods[ip4.method] : 'skip'],
    ...(ip4?.method === 'static'
      ? ([
          [`${prefix}_IP`, ip4.address],
          [`${prefix}_MASK`, netmask(ip4.prefix)],
          [`${prefix}_GATEWAY`, ip4.gateway],
        ] as const)
      : []),
    [`${prefix}_IP6_METHOD`, ip6 ? methods[ip6.method] : 'skip'],
    ...(ip6?.method === 'static'
      ? ([
          [`${prefix}_IP6`, ip6.address],
          [`${prefix}_IP6_PREFIX_LENGTH`, String(ip6.prefix)],
          [`${prefix}_IP6_GATEWAY`, ip6.gateway],
          // The name that cloud-init reads.
          [`${prefix}_GATEWAY6`, ip6.gateway],
        ] as const)
      : []),
    [`${prefix}_SEARCH_DOMAIN`, searchDomains.join(' ') || undefined],
  ]
}

/** The guest's shell reads the file: a value is one word in single quotes whatever it holds. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`
}

/** OpenNebula's context: variables that a shell script sets. It has no place for network, meta and vendor snippets. */
export async function openNebulaSeed(settings: SeedSettings): Promise<Seed> {
  const { network, meta, vendor } = settings.snippets
  if (network !== undefined || meta !== undefined || vendor !== undefined) {
    throw new Failure(`cicustom: citype opennebula takes 'user' only - take the others out or use citype nocloud or configdrive2`)
  }
  const { hostname, fqdn, user, password, windows, sshKeys, nameservers, nics } = settings
  const variables: Variables = [
    ['SET_HOSTNAME', fqdn ?? hostname],
    ['USERNAME', user],
    [windows ? 'PASSWORD' : 'CRYPTED_PASSWORD', password],
    ['SSH_PUBLIC_KEY', sshKeys.join('\n') || undefined],
    ['DNS', nameservers.join(' ') || undefined],
    ...nics.flatMap(nic => nicVariables(nic, settings)),
    ['USER_DATA_ENCODING', 'base64'],
    ['USER_DATA', Buffer.from(await userData(settings)).toString('base64')],
  ]
  const lines = variables.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}`]))
  return { label: 'CONTEXT', files: [{ path: 'context.sh', text: `${lines.join('\n')}\n` }] }
}
