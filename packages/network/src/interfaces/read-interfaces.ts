import type { Host } from '@quorate/host'
import type { InterfaceRow, IpInterface } from './interface-list.ts'
import { interfaceList } from './interface-list.ts'

/** The interfaces of this node as they are now. */
export async function readInterfaces(host: Pick<Host, 'exec'>): Promise<InterfaceRow[]> {
  const [links, routes] = await Promise.all([
    host.exec('ip', ['-j', '-d', 'addr', 'show']),
    host.exec('ip', ['-j', 'route', 'show', 'default']),
  ])
  const defaults = JSON.parse(routes.stdout || '[]') as { dev?: string; gateway?: string }[]
  return interfaceList(JSON.parse(links.stdout || '[]') as IpInterface[], defaults)
}
