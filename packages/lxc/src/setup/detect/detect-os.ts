import type { RootTree } from '../setup-types.ts'
import { parseRelease, releaseNumbers } from './os-release.ts'

/** Distributions that are set up. */
export type ManagedOs = 'debian' | 'devuan' | 'ubuntu' | 'centos' | 'fedora' | 'opensuse' | 'archlinux' | 'alpine' | 'gentoo' | 'nixos'

export interface FoundOs {
  /** undefined: a distribution that is not known here */
  readonly ostype: ManagedOs | undefined
  /** `Debian GNU/Linux 12 (bookworm)` */
  readonly title: string
  /** [12]; undefined for rolling releases, and where nothing says it */
  readonly release: readonly number[] | undefined
  /** The file that said so. */
  readonly source: string
}

/** What os-release calls them by. */
const ids: Readonly<Record<ManagedOs, readonly string[]>> = {
  debian: ['debian'],
  devuan: ['devuan'],
  ubuntu: ['ubuntu'],
  centos: ['centos', 'rhel', 'almalinux', 'rocky', 'ol', 'scientific', 'eurolinux'],
  fedora: ['fedora'],
  opensuse: ['opensuse', 'opensuse-leap', 'opensuse-tumbleweed', 'opensuse-slowroll'],
  archlinux: ['arch', 'archlinux', 'archarm'],
  alpine: ['alpine'],
  gentoo: ['gentoo'],
  nixos: ['nixos'],
}

const distributionNames = Object.keys(ids) as ManagedOs[]

/** Looked at in this order where os-release does not tell. */
const markers: readonly (readonly [string, ManagedOs, string])[] = [
  ['/etc/devuan_version', 'devuan', 'Devuan'],
  ['/etc/debian_version', 'debian', 'Debian'],
  ['/etc/fedora-release', 'fedora', ''],
  ['/etc/redhat-release', 'centos', ''],
  ['/etc/arch-release', 'archlinux', 'Arch Linux'],
  ['/etc/alpine-release', 'alpine', 'Alpine Linux'],
  ['/etc/gentoo-release', 'gentoo', ''],
  ['/etc/SuSE-release', 'opensuse', ''],
  ['/etc/NIXOS', 'nixos', 'NixOS'],
]

/** Names of releases that a version file may tell by, and the number of the first. */
const codeNames: Partial<Record<ManagedOs, { readonly first: number; readonly names: readonly string[] }>> = {
  debian: { first: 7, names: ['wheezy', 'jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'forky'] },
  devuan: { first: 1, names: ['jessie', 'ascii', 'beowulf', 'chimaera', 'daedalus', 'excalibur', 'freia'] },
}

const rolling: ReadonlySet<string> = new Set(['archlinux', 'gentoo', 'nixos'])

function releaseOf(ostype: ManagedOs, text: string | undefined): readonly number[] | undefined {
  if (rolling.has(ostype)) return undefined
  const { first = 0, names = [] } = codeNames[ostype] ?? {}
  const at = names.findIndex(name => text?.startsWith(name))
  return at < 0 ? releaseNumbers(text) : [first + at]
}

function byId(id: string): ManagedOs | undefined {
  return distributionNames.find(name => ids[name].includes(id))
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.trim() ?? ''
}

/** Release of a distribution whose os-release names none, such as Debian's testing. */
function otherSource(tree: RootTree, ostype: ManagedOs): string | undefined {
  const path = markers.find(marker => marker[1] === ostype)?.[0]
  return path === undefined ? undefined : tree.read(path)?.trim()
}

function fromOsRelease(tree: RootTree): FoundOs | undefined {
  const source = ['/etc/os-release', '/usr/lib/os-release'].find(path => tree.read(path) !== undefined)
  if (source === undefined) return undefined
  const values = parseRelease(tree.read(source) ?? '')
  const id = values.get('ID')?.toLowerCase() ?? ''
  const title = values.get('PRETTY_NAME') ?? values.get('NAME') ?? id
  const ostype = byId(id)
  if (ostype === undefined) return title === '' ? undefined : { ostype, title, release: undefined, source }
  if (/tumbleweed|slowroll/.test(id)) return { ostype, title, release: undefined, source }
  return { ostype, title, release: releaseOf(ostype, values.get('VERSION_ID') ?? otherSource(tree, ostype)), source }
}

function fromMarkers(tree: RootTree): FoundOs | undefined {
  const lsb = parseRelease(tree.read('/etc/lsb-release') ?? '')
  if (lsb.get('DISTRIB_ID') === 'Ubuntu') {
    const version = lsb.get('DISTRIB_RELEASE')
    return { ostype: 'ubuntu', title: `Ubuntu ${version ?? ''}`.trim(), release: releaseNumbers(version), source: '/etc/lsb-release' }
  }
  for (const [source, ostype, title] of markers) {
    const text = tree.read(source)
    if (text === undefined) continue
    return { ostype, title: `${title} ${firstLine(text)}`.trim(), release: releaseOf(ostype, text.trim()), source }
  }
  return undefined
}

/** NixOS has no release file before its first start. */
function fromNixStore(tree: RootTree): FoundOs | undefined {
  if (tree.look('/nix/store')?.kind !== 'directory' || !tree.look('/nix-path-registration')) return undefined
  return { ostype: 'nixos', title: 'NixOS', release: undefined, source: '/nix-path-registration' }
}

/** Which distribution a container holds, by its release files. undefined: nothing says anything */
export function detectOs(tree: RootTree): FoundOs | undefined {
  const found = fromOsRelease(tree)
  return found?.ostype ? found : (fromMarkers(tree) ?? found ?? fromNixStore(tree))
}
