import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig, checkLock, formatDrive, isCloudInit, parseDrive, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { authorOf, placeHere } from './author.ts'
import { disks, ownerOf } from './vm-keys.ts'

/** Fails unless the VM may become a template now. */
export async function checkTemplate(services: QemuServices, vmid: number, disk?: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  if (config.snapshots().size) throw new Failure(`unable to create template, because VM contains snapshots`)
  if (config.current.get('template') === '1' && !disk) throw new Failure(`you can't convert a template to a template`)
  if (disk !== undefined && !config.current.has(disk)) throw new Failure(`disk '${disk}' does not exist`)
  if (await services.runtime.running(vmid)) throw new Failure(`you can't convert a VM to template if VM is running`)
}

/** Turns a stopped VM into a template: its disks become base images that linked clones read. */
export async function makeTemplate(services: QemuServices, task: TaskHandle, vmid: number, only?: string): Promise<void> {
  await checkTemplate(services, vmid, only)
  const place = placeHere(services, vmid)
  const author = authorOf(task)
  const { config } = readGuestConfig(services.store, place)
  await changeGuestConfig(services.store, author, place, {}, edited => edited.current.set('template', '1'))
  for (const [key, drive] of disks(config.current.values)) {
    if ((only !== undefined && key !== only) || ownerOf(drive.file) !== vmid || isCloudInit(drive)) continue
    if (!services.storage.supports(drive.file, 'template')) {
      task.log(`${key}: ${drive.file} stays as it is: its storage has no base images`)
      continue
    }
    const base = await services.storage.makeBase(task, drive.file)
    // One disk after the other: the config names each volume as it is called at any time.
    await changeGuestConfig(services.store, author, place, {}, edited => {
      const present = parseDrive(edited.current.get(key) ?? '')
      edited.current.set(key, formatDrive({ file: base, options: present.options }))
    })
    task.log(`${key}: ${base}`)
  }
}
