import type { TaskHandle } from '@quorate/contract'
import { checkLock, isCdrom, isVolume, makeBaseImages, parseDrive, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { ownerOf } from '@quorate/storage'
import type { QemuServices } from '../services.ts'
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
export async function makeTemplate(services: QemuServices, task: TaskHandle, vmid: number, only?: string): Promise<void> {
  await checkTemplate(services, vmid, only)
  await makeBaseImages(services, task, placeHere(services, vmid), only)
}
