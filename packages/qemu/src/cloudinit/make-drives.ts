import type { Author } from '@quorate/cluster'
import { changeGuestConfig, type GuestConfig } from '@quorate/guest'
import type { Work } from '@quorate/storage'
import type { QemuServices } from '../services.ts'
import { loadVm } from '../steps/load-vm.ts'
import { allocateDrive } from './allocate-drive.ts'
import { generatedDrives } from './generated-drives.ts'
import { generateSeed } from './generate-seed.ts'
import { loadSettings } from './load-settings.ts'
import { forgetMade, isNoted, noteMade } from './made-from.ts'
import type { SeedSettings } from './seed-settings.ts'
import { writeDrive } from './write-drive.ts'
import { placeHere } from '../procedures/place-here.ts'

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
  if (found.length === 0) {
    if (forgetMade(config)) await edit(services, frame.author, vmid, edited => void forgetMade(edited))
    return 0
  }
  const settings = await loadSettings(services, vmid, config.current)
  warnOfHash(settings, frame.work)
  const seed = await generateSeed(settings)
  for (const [key, volid] of found) {
    await allocateDrive(services, frame.work, vmid, volid)
    await writeDrive(services, frame.work, vmid, volid, seed, publish => around(key, publish))
  }
  if (!isNoted(config)) {
    const made = new Map(config.current.values)
    await edit(services, frame.author, vmid, edited => noteMade(edited, made))
  }
  return found.length
}

async function edit(services: QemuServices, author: Author, vmid: number, change: (config: GuestConfig) => void): Promise<void> {
  await changeGuestConfig(services.store, author, placeHere(services, vmid), { skipLock: true }, change)
}
