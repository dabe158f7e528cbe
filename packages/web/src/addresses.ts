/** Addresses of pages, for links: `to={guestAddress(100, 'hardware', 'scsi0')}`. */
const joined = (...parts: readonly (string | number | undefined)[]) =>
  `/${parts
    .filter(part => part !== undefined && part !== '')
    .map(part => encodeURIComponent(part as string | number))
    .join('/')}`

export const guestAddress = (vmid: number, tab?: string, item?: string): string => joined('guests', vmid, tab, item)
export const nodeAddress = (node: string, tab?: string, item?: string): string => joined('nodes', node, tab, item)
/** Storages have the same name on several nodes: the node tells which. */
export const storageAddress = (node: string, storage: string, tab?: string): string => joined('storage', node, storage, tab)
export const poolAddress = (pool: string): string => joined('pools', pool)
export const taskAddress = (upid: string): string => joined('tasks', upid)
export const accessAddress = (tab: string, item?: string): string => joined('access', tab, item)
export const clusterAddress = (tab: string): string => joined('cluster', tab)
/** The list of guests that fit a query. */
export const guestListAddress = (query: string): string => `/guests?q=${encodeURIComponent(query)}`
/** A console in a window of its own. `id`: `vnc/100`, `shell/pve` */
export const consoleAddress = (id: string): string => joined('console', ...id.split('/'))
export const documentAddress = (name: string): string => joined('docs', name)
