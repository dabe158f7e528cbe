import type { Work } from '@quorate/storage'
import type { QemuServices } from '../services.ts'
import { driveBytes } from './write-drive.ts'

/** Makes the volume of a cloud-init drive where there is none (any more): its content can be made at any time. */
export async function allocateDrive({ storage }: Pick<QemuServices, 'storage'>, work: Work, vmid: number, volid: string): Promise<void> {
  const { storage: id, name, format } = await storage.resolve(volid)
  await storage.activateStorage(id)
  if (await storage.exists(volid)) return
  const leaf = name.slice(name.lastIndexOf('/') + 1)
  await storage.allocate(work, id, vmid, { name: leaf, format: format as 'raw' | 'qcow2', sizeBytes: driveBytes })
  work.log(`created ${volid} anew`)
}
