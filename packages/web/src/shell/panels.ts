import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import { parts } from '../parts.ts'

export interface PanelProps {
  /** What stands behind the panel's name in the address: a guest's number, a name. */
  readonly argument: string
  readonly onClose: () => void
}

type Panel = LazyExoticComponent<ComponentType<PanelProps>>

const panel = (load: () => Promise<ComponentType<PanelProps>>): Panel => lazy(async () => ({ default: await load() }))

/** Every side panel by its name in the address. */
export const panels = {
  'create-vm': panel(async () => (await parts.guests()).CreateVmPanel),
  'create-container': panel(async () => (await parts.guests()).CreateContainerPanel),
  'add-permission': panel(async () => (await parts.access()).AddPermissionPanel),
  bulk: panel(async () => (await parts.guests()).BulkPanel),
  clone: panel(async () => (await parts.guests()).ClonePanel),
  template: panel(async () => (await parts.guests()).TemplatePanel),
  'guest-pool': panel(async () => (await parts.guests()).GuestPoolPanel),
  'remove-guest': panel(async () => (await parts.guests()).RemoveGuestPanel),
  snapshot: panel(async () => (await parts.guests()).TakeSnapshotPanel),
  rollback: panel(async () => (await parts.guests()).RollbackPanel),
  'edit-snapshot': panel(async () => (await parts.guests()).EditSnapshotPanel),
  'delete-snapshot': panel(async () => (await parts.guests()).DeleteSnapshotPanel),
  'node-guests': panel(async () => (await parts.nodes()).NodeGuestsPanel),
  'node-power': panel(async () => (await parts.nodes()).NodePowerPanel),
  'disk-health': panel(async () => (await parts.nodes()).SmartPanel),
  'add-storage': panel(async () => (await parts.storage()).AddStoragePanel),
  'edit-storage': panel(async () => (await parts.storage()).EditStoragePanel),
  'remove-storage': panel(async () => (await parts.storage()).RemoveStoragePanel),
  upload: panel(async () => (await parts.storage()).UploadPanel),
  'download-url': panel(async () => (await parts.storage()).DownloadUrlPanel),
  'pull-image': panel(async () => (await parts.storage()).PullImagePanel),
  templates: panel(async () => (await parts.storage()).TemplatesPanel),
  'build-template': panel(async () => (await parts.storage()).BuildTemplatePanel),
  'allocate-disk': panel(async () => (await parts.storage()).AllocateDiskPanel),
  'copy-volume': panel(async () => (await parts.storage()).CopyVolumePanel),
  'edit-backup': panel(async () => (await parts.storage()).EditBackupPanel),
  'delete-volumes': panel(async () => (await parts.storage()).DeleteVolumesPanel),
  'prune-backups': panel(async () => (await parts.storage()).PruneBackupsPanel),
} satisfies Record<string, Panel>

export type PanelName = keyof typeof panels
