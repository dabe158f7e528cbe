import type { Host, PipeEnd } from '@quorate/host'
import { refuseMounts } from './refuse-mounts.ts'

const everything = ['--xattrs', '--xattrs-include=*', '--acls', '--numeric-owner', '--blocking-factor=128']

/** What tar says where a folder tree does not fit. */
export const treeIsFull = /no space left on device|disk quota exceeded|wrote only \d+ of \d+ bytes/i

export interface TreeArchive extends PipeEnd {
  /** bytes that the files occupy: about as long as the archive */
  readonly bytes: number
}

/**
 * Prints all that is in a folder, and what it has itself: owners, modes, times, extended attributes and ACLs, capabilities,
 * hard links, holes, device nodes. Sockets are left out. Nobody may write there meanwhile. Fails where something is mounted in it.
 */
export async function treeArchive(host: Host, from: string, signal: AbortSignal): Promise<TreeArchive> {
  await refuseMounts(`unable to copy '${from}'`, from)
  const { stdout } = await host.exec('du', ['--summarize', '--block-size=1', '--', from], { signal })
  const read = ['--create', '--file=-', `--directory=${from}`, '--format=posix', '--pax-option=delete=atime,delete=ctime']
  return {
    program: 'tar',
    args: [...read, ...everything, '--sparse', '--warning=no-file-ignored', '.'],
    bytes: Math.max(1, Number(stdout.split('\t', 1)[0])),
  }
}

/** Reads such an archive and puts all of it into a folder, which is empty. */
export function treeUnpacker(to: string): PipeEnd {
  return {
    program: 'tar',
    args: ['--extract', '--file=-', `--directory=${to}`, '--same-owner', '--preserve-permissions', ...everything],
  }
}
