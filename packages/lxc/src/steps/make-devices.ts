import { idOutside } from '@quorate/host'
import type { Step } from '@quorate/tasks'
import { deviceFolder } from '../runtime/lxc-paths.ts'
import type { StartContext } from './start-context.ts'

/**
 * Nodes of the devices that are passed, in a small file system of their own: with owner and mode as the container's config
 * says, whoever owns the machine's own nodes.
 */
export const makeDevices: Step<StartContext> = {
  name: 'make the device nodes',
  async run({ services: { host }, vmid, plan: { devices, idMap } }) {
    if (devices.length === 0) return
    const folder = deviceFolder(host.root, vmid)
    const nodes = devices.map(({ key, kind, major, minor, mode, uid, gid }) => ({
      name: key,
      kind,
      major,
      minor,
      mode,
      uid: idOutside(idMap.uid, uid),
      gid: idOutside(idMap.gid, gid),
    }))
    await host.mounts.mountNodes(folder, nodes)
    return () => host.mounts.unmountBelow(folder)
  },
}
