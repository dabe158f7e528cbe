import { isCloudInit } from '@quorate/guest'
import { ownerOf } from '@quorate/storage'
import { drives } from '../procedures/vm-keys.ts'

/** Cloud-init drives of a guest with their keys; another guest's image is never written. */
export function generatedDrives(values: ReadonlyMap<string, string>, vmid: number): [key: string, volid: string][] {
  return drives(values).flatMap(([key, drive]) =>
    isCloudInit(drive) && ownerOf(drive.file) === vmid ? [[key, drive.file] as [string, string]] : [],
  )
}
