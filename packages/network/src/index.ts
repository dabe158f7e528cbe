export { tapName, type GuestNic } from './guest-nic/guest-nic.ts'
export { plugGuestNic, replugGuestNic, unplugGuestNic } from './guest-nic/plug-guest-nic.ts'
export { readInterfaces } from './interfaces/read-interfaces.ts'
export type { InterfaceRow } from './interfaces/interface-list.ts'
