import type { ArchiveKind } from './distributions.ts'

/** One of the machine's own files of apt sources. */
export interface SourcesFile {
  readonly name: string
  readonly text: string
}

interface Entry {
  readonly address: string
  readonly suites: readonly string[]
  readonly components: readonly string[]
}

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean)

/** `deb [options] address suite component...`, one a line. */
function oneLineEntries(text: string): Entry[] {
  return text.split('\n').flatMap(line => {
    const [, address, suite, components] = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line) ?? []
    return address === undefined || suite === undefined ? [] : [{ address, suites: [suite], components: words(components) }]
  })
}

/** Records of fields: `URIs: ...`, continued by lines that begin with a space. */
function recordEntries(text: string): Entry[] {
  const plain = text.replaceAll(/^#.*\n?/gm, '').replaceAll(/\n[ \t]+/g, ' ')
  return plain.split(/\n\s*\n/).flatMap(record => {
    const fields = new Map(record.split('\n').map(line => [line.split(':', 1)[0]!.trim().toLowerCase(), line.replace(/^[^:]*:/, '')]))
    if (!words(fields.get('types')).includes('deb') || /no/i.test(fields.get('enabled') ?? '')) return []
    const [suites, components] = [words(fields.get('suites')), words(fields.get('components'))]
    return words(fields.get('uris')).map(address => ({ address, suites, components }))
  })
}

/**
 * Where the machine itself gets Debian's packages, by what stands in its apt sources: addresses with `debian` or
 * `debian-security` in their path. Pure.
 */
export function machineArchives(files: readonly SourcesFile[]): { readonly [K in ArchiveKind]?: string } {
  const entries = files.flatMap(({ name, text }) => (name.endsWith('.sources') ? recordEntries(text) : oneLineEntries(text)))
  const named = (folder: string) =>
    entries
      .filter(
        ({ address, components }) => components.includes('main') && URL.canParse(address) && /^https?:\/\/[\w.:[\]/~+-]+$/.test(address),
      )
      .find(({ address }) => new URL(address).pathname.split('/').includes(folder))
      ?.address.replace(/\/+$/, '')
  const [main, security] = [named('debian'), named('debian-security')]
  return { ...(main !== undefined && { main }), ...(security !== undefined && { security }) }
}

const taken = /^Acquire::(?:Check-Valid-Until|Check-Date|Retries|https?::(?:Timeout|Proxy(?:::[\w.-]+)?)) "[^"\\\n]*";$/

/** Of `apt-config dump`: proxies, and how strictly times are looked at. Pure. */
export function machineAptOptions(dump: string): string[] {
  return dump.split('\n').filter(line => taken.test(line))
}
