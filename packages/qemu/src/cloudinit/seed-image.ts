import { dirname, join } from 'node:path'
import type { Host } from '@quorate/host'
import type { Seed } from './seed.ts'

const timeoutMs = 30_000

/** Folder in which a guest's image is put together; nobody but root looks into it. */
export function workFolder(host: Pick<Host, 'root'>, vmid: number): string {
  return join(host.root.run, 'cloud-init', String(vmid))
}

/**
 * Writes the files of a seed into `folder` and makes them an ISO 9660 image there (Joliet and Rock Ridge). Answers its
 * path. What a run that died left in the folder goes first.
 */
export async function makeSeedImage(host: Host, folder: string, seed: Seed): Promise<string> {
  await host.files.removeTree(folder)
  const content = join(folder, 'content')
  await host.files.makeDirectory(folder, 0o700)
  for (const { path, text } of seed.files) {
    await host.files.makeDirectory(dirname(join(content, path)), 0o700)
    await host.files.writeAtomic(join(content, path), text, 0o600)
  }
  const image = join(folder, 'seed.iso')
  await host.files.writeAtomic(image, '', 0o600)
  // -r: the guest sees plain owners and modes, not ours.
  await host.exec('genisoimage', ['-quiet', '-J', '-r', '-iso-level', '3', '-V', seed.label, '-o', image, content], { timeoutMs })
  return image
}
