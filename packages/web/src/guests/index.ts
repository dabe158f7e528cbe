export { GuestsPage } from './list/guests-page.tsx'
export { BulkPanel } from './bulk/bulk-panel.tsx'
export { GuestPage } from './guest/guest-page.tsx'
export { ClonePanel } from './panels/clone-panel.tsx'
export { GuestPoolPanel } from './panels/guest-pool-panel.tsx'
export { RemoveGuestPanel } from './panels/remove-guest-panel.tsx'
export { TemplatePanel } from './panels/template-panel.tsx'
export { DeleteSnapshotPanel } from './snapshots/delete-snapshot-panel.tsx'
export { EditSnapshotPanel } from './snapshots/edit-snapshot-panel.tsx'
export { RollbackPanel } from './snapshots/rollback-panel.tsx'
export { TakeSnapshotPanel } from './snapshots/take-snapshot-panel.tsx'
export const CreateVmPanel = () => null
export const CreateContainerPanel = () => null
