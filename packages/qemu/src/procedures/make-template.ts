import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  checkLock,
  formatDrive,
  guestPath,
  isCdrom,
  isCloudInit,
  isVolume,
  parseDrive,
  readGuestConfig,
  settleable,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import type { TemplateTrace } from './unmake-template.ts'
import { disks, ownerOf } from './vm-keys.ts'
import { placeHere } from './place-here.ts'

/** Fails unless the VM, or the one disk of it, may become a template now. */
export async function checkTemplate(services: QemuServices, vmid: number, disk?: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  if (config.snapshots().size) throw new Failure(`unable to create template, because VM contains snapshots`)
  if (config.current.get('template') === '1' && !disk) throw new Failure(`you can't convert a template to a template`)
  if (await services.runtime.running(vmid)) throw new Failure(`you can't convert a VM to template if VM is running`)
  if (disk === undefined) return
  const text = config.current.get(disk)
  if (text === undefined) throw new Failure(`disk '${disk}' does not exist`)
  const { file, options } = parseDrive(text)
  if (isCdrom({ file, options }) || !isVolume(file) || ownerOf(file) !== vmid) {
    throw new Failure(`disk '${disk}' of VM ${vmid} is no volume of its own and cannot become a base image`)
  }
  if (!services.storage.supports(file, 'template')) throw new Failure(`disk '${disk}' (${file}) cannot become a base image`)
}

/** Turns a stopped VM into a template: its disks become base images that linked clones read. */
export async function makeTemplate(services: QemuServices, outer: TaskHandle, vmid: number, only?: string): Promise<void> {
  await checkTemplate(services, vmid, only)
  const { task, settle } = settleable(outer)
  const place = placeHere(services, vmid)
  const author = authorOf(task)
  const { config } = readGuestConfig(services.store, place)
  const wanted = disks(config.current.values).filter(
    ([key, drive]) => (only === undefined || key === only) && ownerOf(drive.file) === vmid && !isCloudInit(drive),
  )
  const before = Object.fromEntries(wanted.map(([key, { file }]) => [key, file]))
  const was = config.current.get('template') ?? null
  await task.undo('qemu.unmake-template', { path: guestPath(place), before, template: was } satisfies TemplateTrace)
  // From now on nobody starts it.
  await changeGuestConfig(services.store, author, place, {}, edited => edited.current.set('template', '1'))
  for (const [key, drive] of wanted) {
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
  await settle()
}
