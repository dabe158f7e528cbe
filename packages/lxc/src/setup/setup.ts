import { Changes } from './changes.ts'
import { checkOs, type CheckedOs, type Occasion } from './detect/check-os.ts'
import { distributions } from './distributions/all.ts'
import { writeAuthorizedKeys } from './files/authorized-keys.ts'
import { spreadCrontab } from './files/crontab.ts'
import { forgetMachineId } from './files/machine-id.ts'
import { writeRootPassword } from './files/root-password.ts'
import { checkTimeZone } from './files/time-zone.ts'
import { renewHostKeys } from './init/ssh-host-keys.ts'
import type { FileEdit, GuestSettings, RootTree } from './setup-types.ts'

type Step = (root: Changes, os: Exclude<CheckedOs, { ostype: 'unmanaged' }>) => void

function setUp(tree: RootTree, settings: GuestSettings, occasion: Occasion, before: Step): FileEdit[] {
  const os = checkOs(tree, settings.ostype, occasion)
  if (os.ostype === 'unmanaged') return []
  const root = new Changes(tree)
  before(root, os)
  distributions[os.ostype].start(root, settings, os.release)
  return root.edits()
}

/**
 * Changes in a container that was just made: all that is done at a start, password and keys, and if it is `fresh` what
 * makes it one of its own. What was restored is taken as it is, also where a new one would be refused.
 * @throws Failure for a distribution that is not supported, and a time zone that the container does not know
 */
export function setupAtCreate(tree: RootTree, settings: GuestSettings): FileEdit[] {
  return setUp(tree, settings, settings.fresh ? 'create' : 'start', (root, { ostype, release }) => {
    if (settings.rootPasswordHash !== undefined) writeRootPassword(root, settings.rootPasswordHash)
    writeAuthorizedKeys(root, settings.sshKeys ?? [])
    if (settings.fresh) {
      checkTimeZone(root, settings)
      renewHostKeys(root)
      forgetMachineId(root)
      spreadCrontab(root, settings.vmid)
    }
    distributions[ostype].create?.(root, settings, release)
  })
}

/**
 * Changes in a copy of a container, which must not be taken for the one that it was copied from.
 * @throws Failure for a distribution that is not supported
 */
export function setupAtClone(tree: RootTree, settings: GuestSettings): FileEdit[] {
  return setUp(tree, settings, 'start', root => forgetMachineId(root))
}

/**
 * Changes before a start that bring a container's own files in line with its config. Empty when they are.
 * @throws Failure for a distribution that is not supported
 */
export function setupAtStart(tree: RootTree, settings: GuestSettings): FileEdit[] {
  return setUp(tree, settings, 'start', () => undefined)
}
