import { Failure } from '@quorate/schema'
import { type AccessConfig, emptyAccessConfig, setGrant } from './access-config.ts'
import { type Grant, readAclLine, writeAclLines } from './acl-lines.ts'
import { idPatterns, lineKinds, type LineKind, type LineType } from './user-cfg-lines.ts'

interface Line {
  readonly raw: string
  readonly entry?: { readonly type: LineType; readonly id: string; readonly value: unknown }
  readonly grants?: readonly Grant[]
}

function isType(word: string): word is LineType {
  return Object.hasOwn(lineKinds, word)
}

function readLine(raw: string): Line {
  const [word = '', ...fields] = raw.trim().split(':')
  if (word === 'acl') {
    const grants = readAclLine(fields)
    return grants ? { raw, grants } : { raw }
  }
  const [id = '', ...rest] = fields
  if (!isType(word) || !idPatterns[word].test(id)) return { raw }
  return { raw, entry: { type: word, id, value: lineKinds[word].read(rest) } }
}

/** Of two lines about the same thing the first counts; the other is kept as it is. */
function readLines(text: string): Line[] {
  const seen = new Set<string>()
  return text.split('\n').map(raw => {
    const line = readLine(raw)
    if (!line.entry) return line
    const key = `${line.entry.type}:${line.entry.id}`
    if (seen.has(key)) return { raw }
    seen.add(key)
    return line
  })
}

function configOf(lines: readonly Line[]): AccessConfig {
  const config = emptyAccessConfig()
  for (const { entry, grants } of lines) {
    if (entry) (lineKinds[entry.type] as LineKind<unknown>).table(config).set(entry.id, entry.value)
    for (const { path, subject, role, propagate } of grants ?? []) setGrant(config, path, subject, role, propagate)
  }
  return config
}

export function parseUserConfig(text: string): AccessConfig {
  return configOf(readLines(text))
}

function allGrants(config: AccessConfig): Grant[] {
  return Array.from(config.acl, ([path, subjects]) =>
    Array.from(subjects, ([subject, roles]) => Array.from(roles, ([role, propagate]) => ({ path, subject, role, propagate }))).flat(),
  ).flat()
}

/** Where all lines between two empty ones went, one of the empty ones goes too. */
function joinLines(edited: readonly (readonly string[])[]): string[] {
  const lines: string[] = []
  let gap = false
  for (const one of edited) {
    const surplus = gap && one[0] === '' && (lines.at(-1) ?? '') === '' && lines.length > 0
    if (!surplus) lines.push(...one)
    gap = one.length === 0
  }
  return lines
}

/** Adds lines behind the last line of their type; the first ones of a type go to the end, set off by an empty line. */
function insert(lines: string[], type: string, added: readonly string[]): void {
  if (!added.length) return
  const last = lines.findLastIndex(line => line.trimStart().startsWith(`${type}:`))
  if (last >= 0) return void lines.splice(last + 1, 0, ...added)
  while (lines.at(-1) === '') lines.pop()
  if (lines.length) lines.push('')
  lines.push(...added, '')
}

/**
 * The text with what changed in it: `config` is an edited parse of the same text. Lines whose entry is as before stay
 * as they are written, byte for byte, as do comments and lines that we do not understand.
 */
export function writeUserConfig(text: string, config: AccessConfig): string {
  const parsed = readLines(text)
  const before = configOf(parsed)
  const propagateOf = (from: AccessConfig, grant: Grant) => from.acl.get(grant.path)?.get(grant.subject)?.get(grant.role)
  const unchanged = (grant: Grant) => propagateOf(before, grant) === propagateOf(config, grant)
  const written = new Set<string>()
  const edited = parsed.map(({ raw, entry, grants }) => {
    if (grants) {
      const kept = grants.filter(unchanged)
      return kept.length === grants.length ? [raw] : writeAclLines(kept)
    }
    if (!entry) return [raw]
    const kind = lineKinds[entry.type] as LineKind<unknown>
    const value = kind.table(config).get(entry.id)
    if (value === undefined) return []
    written.add(`${entry.type}:${entry.id}`)
    const line = kind.write(entry.id, value)
    return [line === kind.write(entry.id, entry.value) ? raw : line]
  })
  const lines = joinLines(edited)
  for (const [type, kind] of Object.entries(lineKinds) as [LineType, LineKind<unknown>][]) {
    const added = [...kind.table(config)].filter(([id]) => !written.has(`${type}:${id}`))
    for (const [id] of added) if (!idPatterns[type].test(id)) throw new Failure(`'${id}' cannot be the name of a ${type}`, { status: 400 })
    insert(
      lines,
      type,
      added.map(([id, value]) => kind.write(id, value)),
    )
  }
  insert(lines, 'acl', writeAclLines(allGrants(config).filter(grant => !unchanged(grant))))
  return lines.join('\n')
}
