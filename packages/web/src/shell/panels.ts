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
  migrate: panel(async () => (await parts.guests()).MigratePanel),
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
  'set-password': panel(async () => (await parts.access()).SetPasswordPanel),
  'create-user': panel(async () => (await parts.access()).UserPanel),
  'edit-user': panel(async () => (await parts.access()).UserPanel),
  'remove-user': panel(async () => (await parts.access()).RemoveUserPanel),
  'create-group': panel(async () => (await parts.access()).GroupPanel),
  'edit-group': panel(async () => (await parts.access()).GroupPanel),
  'remove-group': panel(async () => (await parts.access()).RemoveGroupPanel),
  'create-role': panel(async () => (await parts.access()).CreateRolePanel),
  'edit-role': panel(async () => (await parts.access()).EditRolePanel),
  'remove-role': panel(async () => (await parts.access()).RemoveRolePanel),
  'create-token': panel(async () => (await parts.access()).CreateTokenPanel),
  'edit-token': panel(async () => (await parts.access()).EditTokenPanel),
  'remove-token': panel(async () => (await parts.access()).RemoveTokenPanel),
  'add-totp': panel(async () => (await parts.access()).AddTotpPanel),
  'add-recovery': panel(async () => (await parts.access()).AddRecoveryPanel),
  'edit-factor': panel(async () => (await parts.access()).EditFactorPanel),
  'remove-factor': panel(async () => (await parts.access()).RemoveFactorPanel),
  'edit-realm': panel(async () => (await parts.access()).EditRealmPanel),
  'remove-realm': panel(async () => (await parts.access()).RemoveRealmPanel),
  'create-pool': panel(async () => (await parts.access()).CreatePoolPanel),
  'edit-pool': panel(async () => (await parts.access()).EditPoolPanel),
  'remove-pool': panel(async () => (await parts.access()).RemovePoolPanel),
  'add-to-pool': panel(async () => (await parts.access()).AddToPoolPanel),
  'create-cluster': panel(async () => (await parts.cluster()).CreateClusterPanel),
  'join-cluster': panel(async () => (await parts.cluster()).JoinClusterPanel),
  'join-information': panel(async () => (await parts.cluster()).JoinInformationPanel),
  'remove-node': panel(async () => (await parts.cluster()).RemoveNodePanel),
  'edit-option': panel(async () => (await parts.cluster()).OptionPanel),
  'config-change': panel(async () => (await parts.cluster()).ConfigChangePanel),
  'revert-change': panel(async () => (await parts.cluster()).RevertPanel),
  'edit-mapping': panel(async () => (await parts.cluster()).MappingPanel),
  'remove-mapping': panel(async () => (await parts.cluster()).RemoveMappingPanel),
} satisfies Record<string, Panel>

export type PanelName = keyof typeof panels
