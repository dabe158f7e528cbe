import { Failure } from '@quorate/schema'
import { isImageFormat } from '../content-type.ts'
import type { VolumeName } from '../volume-name.ts'
import { contentFormat, fileContents, readBackupName } from './content-name.ts'

const vmid = '[1-9]\\d{2,8}'
const leaf = '[A-Za-z0-9][A-Za-z0-9_.+=@~-]{0,200}\\.(raw|qcow2|vmdk|subvol)'
const image = new RegExp(`^(${vmid})/(${leaf})$`)
const clone = new RegExp(`^(${vmid}/base(?:vol)?-${vmid}-${leaf})/(${vmid}/${leaf})$`)

function readImage(text: string): VolumeName | undefined {
  const linked = clone.exec(text)
  const match = image.exec(linked ? (linked[3] as string) : text)
  if (!match) return undefined
  const name = match[2] as string
  const format = match[3] as string
  if (!isImageFormat(format)) return undefined
  // A folder tree is a container's; whose an image is its name does not say.
  const tree = format === 'subvol'
  const isBase = name.startsWith('base-') || (tree && name.startsWith('basevol-'))
  return {
    text,
    content: tree ? 'rootdir' : 'images',
    leaf: name,
    format,
    vmid: Number(match[1]),
    isBase,
    ...(linked && { base: linked[1] as string }),
  }
}

const inArchive = /^import\/([^/]+\.ova)\/([^/]+\.(vmdk|qcow2|raw|img))$/

/** A disk inside of an OVA archive. */
function readMember(text: string): VolumeName | undefined {
  const [, archive, member, ending] = inArchive.exec(text) ?? []
  if (archive === undefined || member === undefined || contentFormat('import', archive) === undefined) return undefined
  if (contentFormat('import', member) === undefined) return undefined
  const format = `ova+${ending === 'img' ? 'raw' : ending}`
  return { text, content: 'import', leaf: archive, member, format, isBase: false }
}

function readContentFile(text: string): VolumeName | undefined {
  const slash = text.indexOf('/')
  const content = fileContents.find(kind => kind === text.slice(0, slash))
  const file = text.slice(slash + 1)
  const format = content && contentFormat(content, file)
  if (!content || format === undefined) return undefined
  const plain = { text, content, leaf: file, format, isBase: false }
  if (content !== 'backup') return plain
  const { subtype, vmid: owner, time } = readBackupName(file)
  return {
    ...plain,
    ...(subtype && { subtype }),
    ...(owner !== undefined && { vmid: owner }),
    ...(time !== undefined && { backupTime: time }),
  }
}

/** Reads the name of a volume on a storage that keeps files in folders. undefined: nothing can be called so. */
export function tryReadDirectoryName(text: string): VolumeName | undefined {
  return readImage(text) ?? readMember(text) ?? readContentFile(text)
}

export function readDirectoryName(storage: string, text: string): VolumeName {
  const name = tryReadDirectoryName(text)
  if (!name) {
    const hint = /^\d+[KMGT]i?B?$/i.test(text)
      ? `a new disk is '${storage}:<GiB>', without a unit`
      : 'no volume of a directory is called so'
    throw new Failure(`unable to parse volume name '${text}' on storage '${storage}': ${hint}`)
  }
  return name
}
