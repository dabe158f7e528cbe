import { isVolume, parseDrive } from '@quorate/guest'
import { editRecord } from '../runtime/edit-record.ts'
import type { QemuServices } from '../services.ts'

type Services = Pick<QemuServices, 'host' | 'storage'>

/** Makes a drive's volume usable, and notes that the end of the guest has to release it. Answers how to take that back. */
export async function useVolume({ host, storage }: Services, vmid: number, drive: string): Promise<() => Promise<void>> {
  const { file } = parseDrive(drive)
  if (!isVolume(file)) return async () => undefined
  let fresh = false
  await editRecord(host, vmid, ({ volumes }) => {
    fresh = !volumes.includes(file)
    return { volumes: fresh ? [...volumes, file] : volumes }
  })
  await storage.activate([file])
  return async () => {
    if (fresh) await forgetVolume({ host, storage }, vmid, drive)
  }
}

/** A drive's volume is no longer in use by the guest. */
export async function forgetVolume({ host, storage }: Services, vmid: number, drive: string): Promise<void> {
  const { file } = parseDrive(drive)
  if (!isVolume(file)) return
  await storage.deactivate([file])
  await editRecord(host, vmid, ({ volumes }) => ({ volumes: volumes.filter(volid => volid !== file) }))
}
