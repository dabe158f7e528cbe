import type { OpenConsole } from './console-store.ts'

/** What a console's id says; the node of a guest is found where the guest is by then. */
export function consoleOfId(id: string): OpenConsole | undefined {
  const [kind, subject = '', serial = 'serial0', ...rest] = id.split('/')
  if (rest.length > 0 || subject === '') return undefined
  if (kind === 'shell') return { id: `shell/${subject}`, kind, node: subject, title: subject }
  const vmid = /^\d{1,9}$/.test(subject) ? Number(subject) : undefined
  if (vmid === undefined) return undefined
  const common = { node: '', vmid, title: String(vmid) }
  if (kind === 'vnc' || kind === 'terminal') return { ...common, id: `${kind}/${vmid}`, kind }
  if (kind === 'serial' && /^serial[0-3]$/.test(serial)) return { ...common, id: `serial/${vmid}/${serial}`, kind, serial }
  return undefined
}

/**
 * The id that an address of before this interface means: `?console=kvm&novnc=1&vmid=100&node=pve`. People have them as
 * bookmarks, and programs make them.
 */
export function consoleIdOfOldLink(query: URLSearchParams): string | undefined {
  const node = query.get('node')
  const vmid = query.get('vmid')
  const inTerminal = query.get('xtermjs') === '1'
  const ids = new Map([
    ['kvm', inTerminal ? `serial/${vmid}/serial0` : `vnc/${vmid}`],
    ['lxc', inTerminal ? `terminal/${vmid}` : `vnc/${vmid}`],
    ['shell', `shell/${node}`],
    ['upgrade', `shell/${node}`],
  ])
  const id = ids.get(query.get('console') ?? '')
  return id === undefined || (vmid ?? node) === null ? undefined : consoleOfId(id)?.id
}
