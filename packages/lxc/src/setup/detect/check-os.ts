import { Failure } from '@quorate/schema'
import { distributions, supportText } from '../distributions/all.ts'
import type { RootTree } from '../setup-types.ts'
import { detectOs, type FoundOs, type ManagedOs } from './detect-os.ts'
import { compareReleases } from './os-release.ts'

/** What a container is set up as. `unmanaged`: nothing is written into it. */
export type CheckedOs = { readonly ostype: 'unmanaged' } | { readonly ostype: ManagedOs; readonly release: readonly number[] | undefined }

/**
 * `create`: a container that is about to be made. `start`: one that is there; a release that is too new for what is
 * known here counts as the newest one, since it came there by an upgrade inside.
 */
export type Occasion = 'create' | 'start'

const wayOut = "With 'ostype: unmanaged' a container runs without its files being touched"

function refusal(what: string): Failure {
  const known = Object.values(distributions).map(supportText).join('; ')
  return new Failure(`Cannot set up the container: ${what}. Supported are ${known}. ${wayOut}`)
}

function isManaged(ostype: string): ostype is ManagedOs {
  return Object.hasOwn(distributions, ostype)
}

function checkRelease(ostype: ManagedOs, found: FoundOs, occasion: Occasion): void {
  const { supported } = distributions[ostype]
  if (!supported || !found.release) return
  const tooOld = compareReleases(found.release, supported.oldest) < 0
  const tooNew = compareReleases(found.release, supported.newest) > 0
  if (!tooOld && (!tooNew || occasion === 'start')) return
  const asked = supportText(distributions[ostype])
  throw new Failure(`Cannot set up the container: '${found.title}' (${found.source}) is unsupported, only ${asked} is supported. ${wayOut}`)
}

/**
 * What a container holds, compared with what its config says (`ostype`, undefined: nothing). A config that names a
 * distribution is believed where the container itself says nothing.
 * @throws Failure naming what was found and what is supported
 */
export function checkOs(tree: RootTree, ostype: string | undefined, occasion: Occasion): CheckedOs {
  if (ostype === 'unmanaged') return { ostype }
  const found = detectOs(tree)
  if (!found) {
    if (ostype !== undefined && isManaged(ostype)) return { ostype, release: undefined }
    throw refusal('nothing in it says which distribution it is')
  }
  if (!found.ostype) throw refusal(`'${found.title}' (${found.source}) is an unknown distribution`)
  if (ostype !== undefined && ostype !== found.ostype) {
    throw new Failure(
      `Cannot set up the container: its config says 'ostype: ${ostype}', but in it is '${found.title}' (${found.source}), ` +
        `which is 'ostype: ${found.ostype}'. ${wayOut}`,
    )
  }
  checkRelease(found.ostype, found, occasion)
  return { ostype: found.ostype, release: found.release }
}
