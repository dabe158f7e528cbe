import type { Host } from '@quorate/host'
import { parameterFailure } from '@quorate/schema'
import { storedName } from '@quorate/storage'
import type { BuildRequest } from './build-request.ts'
import { distributions, findRelease, type DistributionName } from './distributions.ts'
import { findKeyring } from './keyring.ts'
import type { Variant } from './packages.ts'
import { nativeArchitecture, readMachineApt } from './read-machine.ts'

/** As it comes from a person, each text by the pattern of its parameter. */
export interface BuildWish {
  readonly distribution: DistributionName
  readonly release?: string | undefined
  readonly variant?: Variant | undefined
  readonly include?: string | undefined
  readonly mirror?: string | undefined
  readonly 'security-mirror'?: string | undefined
  readonly 'keep-sources'?: boolean | undefined
  readonly keyring?: string | undefined
  readonly name?: string | undefined
}

/** apt takes a name with a minus at its end for one to remove, and so on. */
const packageName = /^[a-z0-9][a-z0-9+.-]*[a-z0-9+.]$/

const withoutSlash = (address: string) => address.replace(/\/+$/, '')

/** The name of the file that was asked for. */
export function askedName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : storedName('vztmpl', `${name.replace(/\.tar\.zst$/, '')}.tar.zst`)
}

/** Looks up what the machine has to say; refuses every bad parameter at once. */
export async function readBuildRequest(host: Host, wish: BuildWish): Promise<BuildRequest> {
  const distribution = distributions[wish.distribution]
  const release = findRelease(distribution, wish.release)
  const include = (wish.include ?? '').split(/[,; ]+/).filter(Boolean)
  const keyring = await findKeyring(host, distribution, wish.keyring)
  const badName = include.find(name => !packageName.test(name))
  const errors = {
    ...(release === undefined && {
      release: `there is no release '${wish.release}' of ${distribution.name}: ${distribution.releases.map(one => one.codename).join(', ')}`,
    }),
    ...(badName !== undefined && { include: `'${badName}' is no name of a package` }),
    ...('refused' in keyring && { keyring: keyring.refused }),
  }
  if (release === undefined || 'refused' in keyring || badName !== undefined) throw parameterFailure(errors)
  const machine = await readMachineApt(host)
  const own = distribution.name === 'debian' ? machine.archives : {}
  const given = wish.mirror !== undefined
  const security = wish['security-mirror'] ?? (given ? undefined : (own.security ?? distribution.archives.security))
  return {
    distribution,
    release,
    variant: wish.variant ?? 'standard',
    architecture: await nativeArchitecture(host),
    archives: {
      main: withoutSlash(wish.mirror ?? own.main ?? distribution.archives.main),
      ...(security !== undefined && { security: withoutSlash(security) }),
    },
    include,
    keyring: keyring.path,
    keepSources: wish['keep-sources'] ?? false,
    aptOptions: machine.options,
  }
}
