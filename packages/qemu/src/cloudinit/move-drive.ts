import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  formatDrive,
  isCloudInit,
  parseDrive,
  parseGuestConfig,
  settleable,
  withOptions,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { changeMedium } from '../hot/disk-commands.ts'
import { diskOf } from '../hot/hot-change.ts'
import type { MoveRequest } from '../procedures/move/move-disk.ts'
import type { QemuServices } from '../services.ts'
import { loadVm, planSection } from '../steps/load-vm.ts'
import { prepareDrive } from '../steps/prepare-drive.ts'
import { generateSeed } from './generate-seed.ts'
import { loadSettings } from './load-settings.ts'
import { writeDrive } from './write-drive.ts'
import { placeHere } from '../procedures/place-here.ts'

/** Does the key name a cloud-init drive, which is made anew elsewhere instead of being copied? */
export function isGeneratedDrive(services: QemuServices, vmid: number, key: string): boolean {
  return isCloudInit(parseDrive(loadVm(services, vmid).config.current.get(key) ?? ''))
}

/** Puts the medium of a key in a running guest's tray by that of another text of the key. */
async function exchange(services: QemuServices, vmid: number, key: string, from: string, to: string): Promise<void> {
  const planned = async (text: string) => {
    const config = parseGuestConfig(loadVm(services, vmid).text)
    config.current.set(key, text)
    return diskOf((await planSection(services, vmid, config.current)).plan, key)
  }
  const [before, after] = [await planned(from), await planned(to)]
  if (before && after) await services.runtime.qmp(vmid, client => changeMedium(client, before, after))
}

/** Makes a cloud-init drive on another storage or in another format; a running guest finds it in the same tray. */
export async function moveCloudInitDrive(services: QemuServices, outer: TaskHandle, vmid: number, request: MoveRequest): Promise<void> {
  const { disk, storage, format } = request
  const { task, settle } = settleable(outer)
  const { config } = loadVm(services, vmid)
  const from = config.current.get(disk) ?? ''
  const former = parseDrive(from)
  const asked = formatDrive(withOptions({ file: `${storage}:cloudinit`, options: former.options }, { format }))
  const to = await prepareDrive(services, task, vmid, disk, asked)
  const seed = await generateSeed(await loadSettings(services, vmid, config.current))
  await writeDrive(services, task, vmid, parseDrive(to).file, seed)
  const running = (await services.runtime.running(vmid)) !== undefined
  if (running) await exchange(services, vmid, disk, from, to)
  try {
    await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), {}, edited => {
      if (edited.current.get(disk) !== from) throw new Failure(`drive '${disk}' of VM ${vmid} changed while it was moved`)
      edited.current.set(disk, to)
    })
  } catch (error) {
    if (running) await exchange(services, vmid, disk, to, from)
    throw error
  }
  await settle()
  task.log(`${disk}: ${former.file} -> ${parseDrive(to).file}`)
  try {
    await services.storage.free(former.file)
  } catch (error) {
    task.warn(`the former volume ${former.file} could not be removed: ${failureText(error)}`)
  }
}
