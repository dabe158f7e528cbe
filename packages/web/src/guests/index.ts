export { GuestsPage } from './list/guests-page.tsx'
export { BulkPanel } from './bulk/bulk-panel.tsx'
export const GuestPage = () => null
export const CreateVmPanel = () => null
export const CreateContainerPanel = () => null
