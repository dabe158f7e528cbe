import type { Call } from '@quorate/contract'
import { checkTags, isVolume, namedVolumes, parseGuestConfig, parseDrive, unexpectedSections, type ConfigSection } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { checkTarget } from '../../migration/check-target.ts'
import type { IncomingRequest } from '../../migration/wire.ts'
import { checkValueAccess } from '../../procedures/access/value-access.ts'
import { checkCpuModel } from '../../procedures/check-hardware.ts'
import { isDriveKey } from '../../procedures/vm-keys.ts'
import type { QemuServices } from '../../services.ts'

const rootOnlyKeys: ReadonlySet<string> = new Set(['args', 'hookscript'])

function checkKey(call: Call, key: string, text: string): void {
  if (key === 'cdrom') throw new Failure(`cdrom: this older name for ide2 cannot come along: use ide2`)
  if (key === 'vmstate') throw new Failure(`vmstate: saved memory cannot come along: resume the VM first`)
  if (rootOnlyKeys.has(key)) throw new Failure(`${key}: only root@pam may set it, and no API token: take it out first`, { status: 403 })
  if (!isDriveKey(key)) return checkValueAccess(call, key, text)
  const { file } = parseDrive(text)
  if (!isVolume(file) && file !== 'none') throw new Failure(`${key}: '${file}' is of the node that the VM comes from: take it out first`)
}

/** Refuses what the holder of the token could not have given a VM here by himself, in any section of the config. */
export function accessProblems(call: Call, request: IncomingRequest): string[] {
  const problems = new Set<string>()
  const attempt = (look: () => void) => {
    try {
      look()
    } catch (error) {
      problems.add(failureText(error))
    }
  }
  const config = parseGuestConfig(request.config)
  const sections: ConfigSection[] = [config.current, ...(config.pending ? [config.pending] : [])]
  for (const section of sections) for (const [key, text] of section.values) attempt(() => checkKey(call, key, text))
  for (const header of unexpectedSections(request.config, 'qemu'))
    problems.add(`the config holds a section that cannot come along: ${header}`)
  const coming = new Set(request.volumes.map(({ volid }) => volid))
  for (const { volid, keys } of namedVolumes(config))
    if (!coming.has(volid)) problems.add(`${keys.join(', ') || 'the config'}: ${volid} does not come along`)
  for (const storage of new Set(request.volumes.map(volume => volume.storage)))
    attempt(() => call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace'))
  return [...problems]
}

/** What speaks against taking in a VM of another cluster, in words. Changes nothing. */
export async function checkIncoming(services: QemuServices, call: Call, vmid: number, request: IncomingRequest): Promise<string[]> {
  const problems = accessProblems(call, request)
  const { current } = parseGuestConfig(request.config)
  for (const look of [
    () => services.guests.requireFree(vmid),
    () => checkTags(services, call, undefined, current.get('tags')),
    () => checkCpuModel(services, current.get('cpu')),
  ]) {
    try {
      await look()
    } catch (error) {
      problems.push(failureText(error))
    }
  }
  if (problems.length) return problems
  return await checkTarget(services, vmid, request)
}
