import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { removePlainFolder } from '../tree/remove-folder.ts'
import { readQgroups, readSnapshots, readSubvolumeIds, type Qgroup } from './btrfs-output.ts'

/** Number of the folder at the top of every subvolume. */
const topInode = 256n
const quotasOff = /quotas? (?:is |are )?not enabled/i

/** Is it the top of a subvolume? undefined: nothing is there. */
export async function isSubvolume(path: string): Promise<boolean | undefined> {
  try {
    const { ino } = await lstat(path, { bigint: true })
    return ino === topInode
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** Subvolumes of a btrfs, by the program `btrfs`. All paths are absolute. */
export class BtrfsTool {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  /** Fails with ENOENT when the folder that it is to be in is not there. */
  async create(path: string): Promise<void> {
    await this.#inFolder(path, ['subvolume', 'create', path])
  }

  /** Fails with ENOENT as `create`. */
  async snapshot(from: string, to: string, options: { readOnly?: boolean } = {}): Promise<void> {
    await this.#inFolder(to, ['subvolume', 'snapshot', ...(options.readOnly ? ['-r'] : []), from, to])
  }

  /** With the subvolumes in it. A plain folder goes too; what is not there is no error. */
  async remove(path: string): Promise<void> {
    const subvolume = await isSubvolume(path)
    if (subvolume === undefined) return
    if (!subvolume) return await removePlainFolder(this.#host)(path)
    const { code, stderr } = await this.#run(['subvolume', 'delete', path], [0, 1])
    if (code === 0) return
    if (!/not empty/i.test(stderr)) throw new Failure(`btrfs subvolume delete failed: ${stderr.trim()}`)
    // Guests can make subvolumes in theirs, called whatever they like: no name of these passes through text.
    const below = ['-mindepth', '1', '-depth', '-type', 'd', '-inum', String(topInode)]
    await this.#host.exec('find', [path, ...below, '-execdir', 'btrfs', 'subvolume', 'delete', '--', '{}', ';'])
    await this.#run(['subvolume', 'delete', path])
  }

  async uuid(path: string): Promise<string> {
    const { stdout } = await this.#run(['subvolume', 'show', path])
    const uuid = /^\s*UUID:\s+([0-9a-f-]{36})\s*$/m.exec(stdout)?.[1]
    if (uuid === undefined) throw new Failure(`btrfs does not tell the UUID of subvolume '${path}'`)
    return uuid
  }

  async setReadOnly(path: string, on: boolean): Promise<void> {
    await this.#run(['property', 'set', '-ts', path, 'ro', String(on)])
  }

  /** Snapshots hold no subvolumes that lie in what they are of. */
  async holdsOthers(path: string): Promise<boolean> {
    const { stdout } = await this.#run(['subvolume', 'list', '-o', path])
    return stdout.trim() !== ''
  }

  /** seconds since 1970 at which each snapshot of the file system was made, by its path from the file system's top */
  async snapshotTimes(path: string): Promise<Map<string, number>> {
    const { stdout } = await this.#run(['subvolume', 'list', '-s', path])
    return readSnapshots(stdout)
  }

  /** Ids of the subvolumes of the file system, by path from its top. */
  async ids(path: string): Promise<Map<string, string>> {
    const { stdout } = await this.#run(['subvolume', 'list', path])
    return readSubvolumeIds(stdout)
  }

  /** By id of the subvolume; `only`: of this path's. undefined: the file system has no quotas. */
  async quotas(path: string, options: { only?: boolean } = {}): Promise<Map<string, Qgroup> | undefined> {
    const args = ['qgroup', 'show', '--raw', '-r', ...(options.only ? ['-f'] : []), path]
    const { code, stdout, stderr } = await this.#run(args, [0, 1])
    if (code === 0) return readQgroups(stdout)
    if (quotasOff.test(stderr)) return undefined
    throw new Failure(`btrfs qgroup show failed: ${stderr.trim()}`)
  }

  /** bytes; 0: none. Answers false, with nothing changed, when the file system has no quotas. */
  async limit(path: string, sizeBytes: number): Promise<boolean> {
    if (!(await this.quotas(path, { only: true }))) return false
    await this.#run(['qgroup', 'limit', sizeBytes === 0 ? 'none' : String(sizeBytes), path])
    return true
  }

  async #inFolder(path: string, args: readonly string[]): Promise<void> {
    try {
      await this.#run(args)
    } catch (error) {
      if ((await isSubvolume(dirname(path))) !== undefined) throw error
      throw Object.assign(new Failure(`'${dirname(path)}' does not exist`, { cause: error }), { code: 'ENOENT' })
    }
  }

  async #run(args: readonly string[], okCodes: readonly number[] = [0]) {
    return await this.#host.exec('btrfs', args, { okCodes, env: { TZ: 'UTC' } })
  }
}
