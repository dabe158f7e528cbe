import type { Call } from '@quorate/contract'
import {
  checkBridge,
  checkTags,
  isVolume,
  namedVolumes,
  parseDrive,
  parseGuestConfig,
  unexpectedSections,
  type ConfigSection,
  type GuestConfig,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { checkTarget } from '../../migration/check-target.ts'
import type { IncomingRequest } from '../../migration/wire.ts'
import { readConfig } from '../../plan/read-config.ts'
import { checkFeatures } from '../../procedures/access/feature-access.ts'
import { checkTogether } from '../../procedures/check-change.ts'
import { membersOf } from '../../procedures/config-members.ts'
import { isMountKey } from '../../procedures/mount-keys.ts'
import type { LxcServices } from '../../services.ts'

function rootOnly(what: string): never {
  throw new Failure(`${what}: only root@pam may set it, and no API token: take it out first`, { status: 403 })
}

function checkKey(call: Call, key: string, text: string): void {
  const { root } = call.caller
  if (/^dev\d+$|^hookscript$/.test(key) && !root) rootOnly(key)
  if (isMountKey(key) && !isVolume(parseDrive(text).file))
    throw new Failure(`${key}: '${parseDrive(text).file}' is of the node that the container comes from: take it out first`)
  if (key === 'template') throw new Failure('it is a template: make a full clone of it and migrate that')
  if (!/^net\d+$/.test(key) || root) return
  const members = membersOf(key, text)
  if (!members) throw new Failure(`${key}: '${text}' cannot be read`)
  checkBridge(call, members)
}

/** Pure. */
export function accessProblems(call: Call, vmid: number, config: GuestConfig): string[] {
  const problems = new Set<string>()
  const attempt = (look: () => void) => {
    try {
      look()
    } catch (error) {
      problems.add(failureText(error))
    }
  }
  const { current, pending } = config
  const unprivileged = current.get('unprivileged') === '1'
  // What is in its volumes comes from elsewhere too: with a privileged one it would be files and devices of this node's root.
  if (!unprivileged && !call.caller.root) problems.add('it is a privileged container, which only root@pam may bring here, and no API token')
  const look = (section: ConfigSection) => {
    for (const [key, text] of section.values) attempt(() => checkKey(call, key, text))
    for (const [key] of section.rawLxc()) if (!call.caller.root) attempt(() => rootOnly(key))
    attempt(() => checkFeatures(call, vmid, undefined, section.get('features'), unprivileged))
  }
  look(current)
  if (pending) {
    look(pending)
    if (pending.has('unprivileged')) problems.add('unprivileged: never changes, and so cannot be pending')
  }
  attempt(() => checkTogether(config, current.values, []))
  attempt(() => readConfig(vmid, current))
  return [...problems]
}

/** What speaks against taking in a container of another cluster, in words: also what the holder of the token could not have made here by himself. Changes nothing. */
export async function checkIncoming(services: LxcServices, call: Call, vmid: number, request: IncomingRequest): Promise<string[]> {
  const config = parseGuestConfig(request.config, 'lxc')
  const problems = new Set(accessProblems(call, vmid, config))
  for (const header of unexpectedSections(request.config, 'lxc'))
    problems.add(`the config holds a section that cannot come along: ${header}`)
  const coming = new Set(request.volumes.map(({ volid }) => volid))
  for (const { volid, keys } of namedVolumes(config))
    if (!coming.has(volid)) problems.add(`${keys.join(', ') || 'the config'}: ${volid} does not come along`)
  const attempt = async (look: () => unknown) => {
    try {
      await look()
    } catch (error) {
      problems.add(failureText(error))
    }
  }
  for (const storage of new Set(request.volumes.map(volume => volume.storage)))
    await attempt(() => call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace'))
  await attempt(() => services.guests.requireFree(vmid))
  await attempt(() => checkTags(services, call, undefined, config.current.get('tags')))
  if (problems.size) return [...problems]
  return await checkTarget(services, vmid, request)
}
