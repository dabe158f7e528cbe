export { tapName, type GuestNic } from './guest-nic/guest-nic.ts'
export { plugGuestNic, replugGuestNic, unplugGuestNic } from './guest-nic/plug-guest-nic.ts'
export {
  giveContainerNic,
  plugContainerNic,
  replugContainerNic,
  unplugContainerNic,
  type ContainerNic,
} from './guest-nic/plug-container-nic.ts'
export { readInterfaces } from './interfaces/read-interfaces.ts'
export type { InterfaceRow } from './interfaces/interface-list.ts'
export { networkApi } from './network.api.ts'
