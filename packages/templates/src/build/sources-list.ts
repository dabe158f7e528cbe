import type { BuildRequest } from './build-request.ts'
import type { ArchiveKind, Distribution, Release } from './distributions.ts'

type Archives = { readonly [K in ArchiveKind]?: string }

function lines({ components }: Distribution, { suites }: Release, archives: Archives, options: string): string {
  return suites
    .filter(([kind]) => archives[kind] !== undefined)
    .map(([kind, suite]) => `deb ${options}${archives[kind]} ${suite} ${components.join(' ')}\n`)
    .join('')
}

/** apt's sources while the template is built: only what is signed by a key of that keyring counts. */
export function buildSources({ distribution, release, archives, keyring }: BuildRequest): string {
  return lines(distribution, release, archives, `[signed-by="${keyring}"] `)
}

/** apt's sources inside the template. */
export function finalSources({ distribution, release, archives, keepSources }: BuildRequest): string {
  return lines(distribution, release, keepSources ? archives : distribution.archives, '')
}
