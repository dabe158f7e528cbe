import type { IdMap } from '@quorate/host'
import { usualIdMap } from '../plan/id-map.ts'
import type { Packing } from './archive-kind.ts'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
}

/** What unpacking needs of root's rights, inside of the user namespace where there is one. */
const capabilities = ['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'MKNOD', 'SETFCAP']

/** Programs and their libraries; nothing else of the machine is there. */
const programs = ['/usr', '/bin', '/lib', '/lib64']

/** Where the target is inside. */
const inside = '/target'

function asRootOf({ uid, gid }: IdMap, command: Command): Command {
  if (uid.length === 0) return command
  const maps = [...uid.map(range => ['u', range] as const), ...gid.map(range => ['g', range] as const)]
  const args = maps.flatMap(([kind, range]) => ['-m', `${kind}:${range.inside}:${range.outside}:${range.count}`])
  return { program: 'lxc-usernsexec', args: [...args, '--', command.program, ...command.args] }
}

/**
 * The command that runs a program as root of a container, to whom nothing can be reached but the programs of the machine,
 * read only, and `target`, which is `/target`. Whatever an archive makes it do stays in there. It ends with whoever runs it.
 */
export function confined(idMap: IdMap, target: string | undefined, { program, args }: Command): Command {
  return asRootOf(idMap, {
    program: 'bwrap',
    args: [
      ...['net', 'pid', 'ipc', 'uts'].map(name => `--unshare-${name}`),
      '--die-with-parent',
      '--cap-drop',
      'ALL',
      ...capabilities.flatMap(name => ['--cap-add', `CAP_${name}`]),
      ...programs.flatMap(path => ['--ro-bind-try', path, path]),
      ...(target === undefined ? [] : ['--bind', target, inside]),
      '--',
      program,
      ...args,
    ],
  })
}

const unpackers: Readonly<Record<Packing, readonly string[]>> = {
  none: [],
  gzip: ['--gzip'],
  zstd: ['--zstd'],
  xz: ['--xz'],
  bzip2: ['--bzip2'],
  lz4: ['--use-compress-program=lz4'],
  lzop: ['--lzop'],
}

const attributes = ['security.capability', 'user.*']

/** Unpacks the archive that comes on the standard input. `exclude`: patterns of members, from the beginning of their paths. */
export function unpackCommand(idMap: IdMap, target: string, packing: Packing, exclude: readonly string[]): Command {
  return confined(idMap, target, {
    program: 'tar',
    args: [
      '--extract',
      '--file=-',
      ...unpackers[packing],
      `--directory=${inside}`,
      '--numeric-owner',
      '--same-owner',
      '--preserve-permissions',
      '--acls',
      '--xattrs',
      ...attributes.map(name => `--xattrs-include=${name}`),
      '--anchored',
      ...exclude.map(pattern => `--exclude=${pattern}`),
    ],
  })
}

/** Prints one file of the archive that comes on the standard input, and reads no further. Runs as nobody of the machine. */
export function memberCommand(packing: Packing, member: string): Command {
  return confined(usualIdMap, undefined, {
    program: 'tar',
    args: ['--extract', '--file=-', ...unpackers[packing], '--to-stdout', '--occurrence=1', '--', member],
  })
}
