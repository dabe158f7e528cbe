import { isTemplateName } from '@quorate/storage'
import type { IndexEntry } from './index-entry.ts'
import { readRecords, type IndexRecord } from './read-records.ts'
import { resolveLocation } from './resolve-location.ts'

/** Texts for people: one line, or several. */
const oneLine = (text: string | undefined): string => (text ?? '').replaceAll(/\p{Cc}/gu, ' ').trim()
const lines = (text: string): string => text.split('\n').map(oneLine).join('\n').trim()

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\/[^\s"'<>]+$/.test(text) && URL.canParse(text) ? text : undefined
}

function checksum(text: string | undefined, digits: number): string | undefined {
  return text !== undefined && text.length === digits && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : undefined
}

/** Addresses such as `https://__IPADDRESS__/` name no place that can be looked up. */
function manageAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\/[^\s"'<>]+$/.test(text) ? text : undefined
}

function readEntry(record: IndexRecord, base: string): IndexEntry | undefined {
  const location = resolveLocation(record.get('location') ?? '', base)
  const template = location?.replace(/^.*\//, '')
  const [name, version, section] = [record.get('package') ?? '', record.get('version') ?? '', record.get('section') ?? 'system']
  const [type, sha512sum, md5sum] = [record.get('type'), checksum(record.get('sha512sum'), 128), checksum(record.get('md5sum'), 32)]
  if (location === undefined || template === undefined || !isTemplateName(template)) return undefined
  if (type !== 'lxc' && type !== 'openvz') return undefined
  if (sha512sum === undefined && md5sum === undefined) return undefined
  if (!/^[a-zA-Z0-9][\w.+-]{0,99}$/.test(name) || !/^[\w.+:~-]{1,99}$/.test(version) || !/^[a-z][a-z0-9-]{0,49}$/.test(section))
    return undefined
  const [headline = '', ...description] = (record.get('description') ?? '').split('\n')
  const [infopage, manageurl] = [webAddress(record.get('infopage')), manageAddress(record.get('manageurl'))]
  const [maintainer, certified] = [oneLine(record.get('maintainer')), oneLine(record.get('certified'))]
  return {
    template,
    location,
    source: base.replace(/\/$/, ''),
    package: name,
    version,
    type,
    os: oneLine(record.get('os')),
    section,
    architecture: oneLine(record.get('architecture')) || 'amd64',
    headline: oneLine(headline),
    description: lines(description.join('\n')),
    ...(maintainer !== '' && { maintainer }),
    ...(certified !== '' && { certified }),
    ...(infopage !== undefined && { infopage }),
    ...(manageurl !== undefined && { manageurl }),
    ...(sha512sum !== undefined && { sha512sum }),
    ...(md5sum !== undefined && { md5sum }),
  }
}

/** The templates of a list, and how many others it names that cannot be used. Pure. `url`: address of the list. */
export function readIndex(text: string, url: string): { readonly entries: readonly IndexEntry[]; readonly refused: number } | undefined {
  const records = readRecords(text)
  if (!records) return undefined
  const base = new URL('.', url).href
  const entries = new Map<string, IndexEntry>()
  for (const record of records) {
    const entry = readEntry(record, base)
    if (entry && !entries.has(entry.template)) entries.set(entry.template, entry)
  }
  return { entries: [...entries.values()], refused: records.length - entries.size }
}
