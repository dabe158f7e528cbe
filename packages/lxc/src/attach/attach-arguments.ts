import type { Root } from '@quorate/host'
import { lxcPath } from '../runtime/lxc-paths.ts'

export interface AttachOptions {
  /** Config to read in the place of the container's own, which it has to include. */
  readonly config?: string
  /** As the container numbers them; left out: root. */
  readonly uid?: number
  readonly gid?: number
  /** Hands this process's environment on (default false). */
  readonly keepEnvironment?: boolean
  /** Variables of this process's environment that are handed on. */
  readonly keep?: readonly string[]
  /** Variables to set. Everybody on the machine can read them. */
  readonly set?: Readonly<Record<string, string>>
}

/**
 * Arguments for lxc-attach, which runs a program with the namespaces, control group, capabilities and system calls that the
 * container's first process has.
 */
export function attachArguments(root: Root, vmid: number, options: AttachOptions, command: readonly string[]): string[] {
  const { config, uid, gid, keep = [], set = {} } = options
  return [
    '-P',
    lxcPath(root),
    '-n',
    String(vmid),
    ...(config === undefined ? [] : ['-f', config]),
    ...(uid === undefined ? [] : ['-u', String(uid)]),
    ...(gid === undefined ? [] : ['-g', String(gid)]),
    options.keepEnvironment ? '--keep-env' : '--clear-env',
    ...keep.map(name => `--keep-var=${name}`),
    ...Object.entries(set).map(([name, value]) => `--set-var=${name}=${value}`),
    '--',
    ...command,
  ]
}
