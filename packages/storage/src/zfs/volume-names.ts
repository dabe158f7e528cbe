import { Failure } from '@quorate/schema'
import type { VolumeName } from '../volume-name.ts'

const leaf = '(vm|base|subvol|basevol)-([1-9]\\d{2,8})-[A-Za-z0-9][A-Za-z0-9_.-]{0,150}'
const plain = new RegExp(`^${leaf}$`)
const linked = /^((?:base|basevol)-[^/]+)\/([^/]+)$/

/** Reads `vm-100-disk-0`, `subvol-100-disk-0` and linked clones with their base in front. undefined: nothing can be called so. */
export function tryReadZfsName(text: string): VolumeName | undefined {
  const [, base, own] = linked.exec(text) ?? []
  if (base !== undefined && !plain.test(base)) return undefined
  const name = own ?? text
  const match = plain.exec(name)
  if (!match) return undefined
  const tree = match[1] === 'subvol' || match[1] === 'basevol'
  const isBase = match[1] === 'base' || match[1] === 'basevol'
  return {
    text,
    content: tree ? 'rootdir' : 'images',
    leaf: name,
    format: tree ? 'subvol' : 'raw',
    vmid: Number(match[2]),
    isBase,
    ...(base !== undefined && { base }),
  }
}

export function readZfsName(storage: string, text: string): VolumeName {
  const name = tryReadZfsName(text)
  if (name) return name
  const hint = /^\d+[KMGT]i?B?$/i.test(text) ? `a new disk is '${storage}:<GiB>', without a unit` : 'no volume of a ZFS pool is called so'
  throw new Failure(`unable to parse volume name '${text}' on storage '${storage}': ${hint}`)
}
