import { isAbsolute, join, resolve } from 'node:path'
import type { Root } from './host.ts'

/** Lays out the folders below a root. Creates nothing. */
export function rootAt(path: string, node: string): Root {
  const top = isAbsolute(path) ? resolve(path) : resolve(process.cwd(), path)
  const installed = top === '/'
  return {
    path: top,
    node,
    trial: !installed,
    configMount: join(top, 'etc/pve'),
    state: join(top, 'var/lib/quorate'),
    vz: join(top, 'var/lib/vz'),
    log: join(top, 'var/log/pve'),
    run: installed ? '/run/quorate' : join(top, 'run'),
  }
}
