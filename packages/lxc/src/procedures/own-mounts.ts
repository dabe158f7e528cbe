import { isVolume, type ConfigSection } from '@quorate/guest'
import { ownerOf } from '@quorate/storage'
import { mounts } from './mount-keys.ts'

/** A volume that belongs to the container and is mounted in it. */
export interface OwnMount {
  readonly key: string
  readonly volid: string
}

/** Volumes of the container's own that a section mounts. Folders of the host and volumes of others are not among them. */
export function ownMounts(section: ConfigSection, vmid: number): OwnMount[] {
  return mounts(section.values).flatMap(([key, { file }]) => (isVolume(file) && ownerOf(file) === vmid ? [{ key, volid: file }] : []))
}

/** What a section mounts beside these, with the key. */
export function foreignMounts(section: ConfigSection, vmid: number): { key: string; file: string }[] {
  return mounts(section.values).flatMap(([key, { file }]) => (isVolume(file) && ownerOf(file) === vmid ? [] : [{ key, file }]))
}
