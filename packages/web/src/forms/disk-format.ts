import type { InventoryState } from '../live/inventory.ts'

/** How storages that keep disks in files can write them. */
export const diskFormats = ['qcow2', 'raw', 'vmdk'] as const
export type DiskFormat = (typeof diskFormats)[number]

/** Storages that keep disks in files, and which of their formats can have snapshots. */
const fileFormats: Readonly<Record<string, 'qcow2' | 'raw'>> = { dir: 'qcow2', nfs: 'qcow2', cifs: 'qcow2', btrfs: 'raw' }

/** The format in which a storage keeps disks that can have snapshots; empty: it has but one. */
export const firstFormat = ({ storages }: Pick<InventoryState, 'storages'>, node: string, storage: string): '' | 'qcow2' | 'raw' =>
  fileFormats[storages.get(`${node}/${storage}`)?.type ?? ''] ?? ''
