export { GuestsPage } from './guests-page.tsx'
export const GuestPage = () => null
export const CreateVmPanel = () => null
export const CreateContainerPanel = () => null
