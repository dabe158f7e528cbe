import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** Reads a file of the machine's own /etc; an absent one reads as empty. */
export async function readEtc(host: Host, name: 'hosts' | 'resolv.conf' | 'timezone'): Promise<string> {
  return (await host.files.readIfThere(join('/etc', name))) ?? ''
}

/** Writes one; a trial root never does. */
export async function writeEtc(host: Host, name: 'hosts' | 'resolv.conf', text: string): Promise<void> {
  if (host.root.trial)
    throw new Failure(`/etc/${name} was not changed: this is a trial root (${host.root.path}), which never touches the machine's own /etc`)
  await host.files.writeAtomic(join('/etc', name), text, 0o644)
}
