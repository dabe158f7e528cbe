import type { Author } from '@quorate/cluster'
import { changeGuestConfig, type GuestConfig } from '@quorate/guest'
import type { Work } from '@quorate/storage'
import { placeHere } from '../procedures/author.ts'
import type { QemuServices } from '../services.ts'
import { loadVm } from '../steps/load-vm.ts'
import { allocateDrive } from './allocate-drive.ts'
import { generatedDrives } from './generated-drives.ts'
import { generateSeed } from './generate-seed.ts'
import { loadSettings } from './load-settings.ts'
import { isNoted, noteMade } from './made-from.ts'
import type { SeedSettings } from './seed-settings.ts'
import { writeDrive } from './write-drive.ts'

export interface MakeFrame {
  readonly author: Author
  readonly work: Work
}

/** Wraps the moment in which the content of the drive at a key changes. */
export type Around = (key: string, publish: () => Promise<void>) => Promise<void>

function warnOfHash({ windows, password }: SeedSettings, work: Work): void {
  if (windows && password !== undefined && /^\$[0-9a-z]+\$/.test(password)) {
    work.warn('cipassword was hashed before ostype said Windows, which would take the hash for the password: set cipassword again')
  }
}

/**
 * Makes the cloud-init drives of a VM from its present config and writes down what they were made from. A volume that
 * has vanished is made anew. Answers how many there are.
 */
export async function makeCloudInitDrives(
  services: QemuServices,
  frame: MakeFrame,
  vmid: number,
  around: Around = (_key, publish) => publish(),
): Promise<number> {
  const { config } = loadVm(services, vmid)
  const found = generatedDrives(config.current.values, vmid)
  if (found.length === 0) return 0
  const settings = await loadSettings(services, vmid, config.current)
  warnOfHash(settings, frame.work)
  const seed = await generateSeed(settings)
  for (const [key, volid] of found) {
    await allocateDrive(services, frame.work, vmid, volid)
    await writeDrive(services, frame.work, vmid, volid, seed, publish => around(key, publish))
  }
  await note(services, frame.author, vmid, config)
  return found.length
}

async function note(services: QemuServices, author: Author, vmid: number, config: GuestConfig): Promise<void> {
  if (isNoted(config)) return
  const made = new Map(config.current.values)
  await changeGuestConfig(services.store, author, placeHere(services, vmid), { skipLock: true }, edited => {
    noteMade(edited, made)
  })
}
