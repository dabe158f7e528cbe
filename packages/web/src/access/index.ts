export { AddPermissionPanel } from './acl/add-permission-panel.tsx'
export const PoolsPage = () => null
export const PoolPage = () => null
export const AccessPage = () => null
