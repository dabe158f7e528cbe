import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** Reads a file of the machine's own /etc; an absent one reads as empty. */
export async function readEtc(host: Host, name: 'hosts' | 'resolv.conf'): Promise<string> {
  return (await host.files.readIfThere(join('/etc', name))) ?? ''
}

export function refuseOnTrial({ root }: Pick<Host, 'root'>, name: string): void {
  if (root.trial)
    throw new Failure(`/etc/${name} was not changed: this is a trial root (${root.path}), which never touches the machine's own /etc`)
}

/** Writes one; a trial root never does. */
export async function writeEtc(
  host: Pick<Host, 'files' | 'root'>,
  name: 'hosts' | 'resolv.conf' | 'timezone',
  text: string,
): Promise<void> {
  refuseOnTrial(host, name)
  await host.files.writeAtomic(join('/etc', name), text, 0o644)
}
