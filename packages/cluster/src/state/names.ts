import { Refusal } from '../refusal.ts'

export const fileLimitBytes = 1024 * 1024
/** Of all files together. */
export const treeLimitBytes = 256 * 1024 * 1024
const nameLimitBytes = 255
const pathLimitBytes = 2048

/** Names at the top of the mount that are no files of the tree: links to this node's folders and status texts. */
const reservedAtTop: ReadonlySet<string> = new Set(['local', 'qemu-server', 'lxc', '.version', '.members', '.vmlist'])

const encoder = new TextEncoder()

/** One name within a folder. Fails with a Refusal that says what is wrong with it. */
export function checkName(name: string): void {
  const wrong = (why: string) => new Refusal('bad-name', `the name ${JSON.stringify(name)} cannot be used in the config tree: ${why}`, 400)
  if (name === '' || name === '.' || name === '..') throw wrong('it names no file')
  if (name.includes('/')) throw wrong('it holds a slash')
  if (/[\u0000-\u001f\u007f]/.test(name)) throw wrong('it holds a control character')
  if (!name.isWellFormed()) throw wrong('it is no valid Unicode')
  if (encoder.encode(name).length > nameLimitBytes) throw wrong(`it is longer than ${nameLimitBytes} bytes`)
}

/** A path below the top of the tree: `nodes/pve/qemu-server/100.conf`. */
export function checkPath(path: string): void {
  const names = path.split('/')
  for (const name of names) checkName(name)
  if (encoder.encode(path).length > pathLimitBytes) {
    throw new Refusal('bad-name', `a path in the config tree cannot be longer than ${pathLimitBytes} bytes`, 400)
  }
  if (reservedAtTop.has(names[0] ?? '')) {
    throw new Refusal('bad-name', `${path}: '${names[0]}' is a link or status text of the mount; use the path below nodes/`, 400)
  }
}

/** The folder of a path; '' is the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** True for what only root may read: everything in or below a folder named `priv`. */
export function isPrivate(path: string): boolean {
  return path.split('/').includes('priv')
}

/** True for files whose old texts the history does not keep: what is private, and keys that lie elsewhere. */
export function isSecret(path: string): boolean {
  return isPrivate(path) || path.endsWith('.key') || path === 'domains.cfg'
}
