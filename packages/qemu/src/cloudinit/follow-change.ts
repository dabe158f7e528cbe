import { isCloudInit, parseDrive } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { hotplugFeatures } from '../plan/hotplug-features.ts'
import type { QemuServices } from '../services.ts'
import { loadVm } from '../steps/load-vm.ts'
import { generatedDrives } from './generated-drives.ts'
import { generateSeed } from './generate-seed.ts'
import { loadSettings } from './load-settings.ts'
import { isCloudInitKey } from './made-from.ts'
import type { MakeFrame } from './make-drives.ts'
import { regenerateCloudInit } from './regenerate.ts'
import { writeDrive } from './write-drive.ts'

/** Fills drives that were just created, so that a guest that gets one while it runs finds something on it. */
export async function fillNewDrives(services: QemuServices, frame: MakeFrame, vmid: number, created: readonly string[]): Promise<void> {
  const fresh = created.filter(volid => isCloudInit(parseDrive(volid)))
  if (fresh.length === 0) return
  try {
    const seed = await generateSeed(await loadSettings(services, vmid, loadVm(services, vmid).config.current))
    for (const volid of fresh) await writeDrive(services, frame.work, vmid, volid, seed)
  } catch (error) {
    frame.work.warn(failureText(error))
  }
}

/** With `hotplug: cloudinit` a running guest's drive follows a change of its settings at once. */
export async function followChange(services: QemuServices, frame: MakeFrame, vmid: number, changed: Iterable<string>): Promise<void> {
  const { config } = loadVm(services, vmid)
  if (
    !hotplugFeatures(config.current.get('hotplug')).has('cloudinit') ||
    ![...changed].some(isCloudInitKey) ||
    generatedDrives(config.current.values, vmid).length === 0
  )
    return
  try {
    await regenerateCloudInit(services, frame, vmid)
  } catch (error) {
    frame.work.warn(failureText(error))
  }
}
