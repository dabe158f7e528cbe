import { join } from 'node:path'
import type { Host } from '@quorate/host'

/** Where a session's socket and what belongs to it lie. */
export interface SessionFiles {
  readonly socket: string
  readonly pid: string
  readonly log: string
  /** The screen when it was last at rest. */
  readonly screen: string
}

export function sessionFolder(host: Host): string {
  return join(host.root.run, 'terminals')
}

export function sessionFiles(host: Host, name: string): SessionFiles {
  const at = (ending: string) => join(sessionFolder(host), `${name}.${ending}`)
  return { socket: at('sock'), pid: at('pid'), log: at('log'), screen: at('screen') }
}

/** Names of all sessions of which something is left. */
export async function sessionNames(host: Host): Promise<string[]> {
  if (!(await host.files.stat(sessionFolder(host)))) return []
  const names = (await host.files.list(sessionFolder(host))).map(file => /^([a-z][\w-]*)\.(?:sock|pid|log|screen)$/.exec(file)?.[1])
  return [...new Set(names.filter(name => name !== undefined))]
}

export async function removeSessionFiles(host: Host, name: string): Promise<void> {
  for (const path of Object.values(sessionFiles(host, name)) as string[]) await host.files.remove(path)
}
