import { isVolume, newVolumeOf, parseDrive, sizeText } from '@quorate/guest'
import { parameterFailure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import { membersOf, textOf } from '../procedures/config-members.ts'
import type { LxcServices } from '../services.ts'
import { newMount } from './new-mount.ts'
import type { Owner } from './root-owner.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

/**
 * Makes what the text of a root file system or mount point asks for and answers the text for the config: `local:8` becomes
 * a new volume, of what exists the size is noted. Folders and devices of the host stay as they are.
 */
export async function prepareMount(
  services: Services,
  work: Work,
  vmid: number,
  key: string,
  text: string,
  owner: Owner,
  created: (volid: string) => void = () => undefined,
): Promise<string> {
  const members = membersOf(key, text)
  if (!members) return text
  const { file } = parseDrive(text)
  if (!isVolume(file)) return textOf(key, members)
  const wanted = newVolumeOf(file)
  const volume = wanted ? await newMount(services, work, vmid, wanted, owner, created) : file
  const { size, format } = await services.storage.info(volume)
  if (format !== 'raw' && format !== 'subvol') {
    throw parameterFailure({ [key]: `volume '${volume}' has the format ${format}; a container needs raw or subvol` })
  }
  const { size: _, ...others } = members
  return textOf(key, { ...others, volume, ...(size > 0 ? { size: sizeText(size) } : {}) })
}
