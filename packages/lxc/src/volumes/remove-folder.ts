import { failureText } from '@quorate/schema'
import { deviceFolder, guestFolder, lxcConfigPath, rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'

type Services = Pick<LxcServices, 'host'>

/** Takes a container's folder below LXC's own away when nothing but the empty place of its root is in it, as before its first start. */
export async function removeEmptyFolder({ host }: Services, vmid: number): Promise<void> {
  const [folder, root] = [guestFolder(host.root, vmid), rootMount(host.root, vmid)]
  const names = async (path: string) => ((await host.files.stat(path)) ? await host.files.list(path) : [])
  if ((await names(folder)).some(name => !root.endsWith(`/${name}`)) || (await names(root)).length) return
  await host.files.remove(root)
  await host.files.remove(folder)
}

/** Takes away the folder of a container that is no more. What somebody else has put into it stays, and is told. */
export async function removeFolder({ host }: Services, vmid: number, warn: (line: string) => void): Promise<void> {
  const { root } = host
  try {
    for (const path of [lxcConfigPath(root, vmid), deviceFolder(root, vmid), rootMount(root, vmid), guestFolder(root, vmid)])
      await host.files.remove(path)
  } catch (error) {
    warn(`CT ${vmid} is gone, but not all of its folder: ${failureText(error)}`)
  }
}
