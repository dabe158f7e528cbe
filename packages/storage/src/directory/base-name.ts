import { Failure } from '@quorate/schema'
import type { VolumeName } from '../volume-name.ts'
import { readDirectoryName } from './volume-names.ts'

/** Name of the base image that a volume becomes. Fails for what cannot become one. Pure. */
export function baseNameOf(storage: string, name: VolumeName): string {
  if (name.isBase) throw new Failure(`volume '${storage}:${name.text}' is a base image already`)
  if (name.base !== undefined) throw new Failure(`volume '${storage}:${name.text}' is a linked clone: it cannot become a base image`)
  const prefix = name.format === 'subvol' ? 'basevol' : 'base'
  const base = `${name.vmid}/${prefix}-${name.vmid}-${name.leaf.replace(/^(?:vm|subvol)-\d+-/, '')}`
  return readDirectoryName(storage, base).text
}
