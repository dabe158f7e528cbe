import { basename } from 'node:path'
import { Failure } from '@quorate/schema'
import type { CreateRequest } from '../driver.ts'
import { prefixOf } from '../guest-volume-name.ts'
import type { NewImage } from './new-image.ts'
import { tryReadDirectoryName } from './volume-names.ts'

/** What is to be created, with a name that is free to be given by users and belongs to the guest. */
export function checkedRequest(storage: string, { vmid, format, name }: CreateRequest): NewImage {
  if (name === undefined) return { vmid, format }
  const leaf = basename(name) === name ? tryReadDirectoryName(`${vmid}/${name}`) : undefined
  const prefix = `${prefixOf(format)}-${vmid}-`
  if (!leaf || leaf.format !== format || !name.startsWith(prefix)) {
    throw new Failure(`storage '${storage}': illegal name '${name}', should be '${prefix}<name>.${format}'`)
  }
  return { vmid, format, name }
}
