/**
 * Templates of containers for tests, built once by the product's own code and kept under .cache. Copy or link the file
 * into a storage's `template/cache` under `name`.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import type { Work } from '@quorate/storage'
import { buildSystem, distributions, findRelease, inBuildFolder, type BuildRequest } from '@quorate/templates'
import { readMachineApt } from '@quorate/templates/machine'
import { busyboxArchive } from './busybox-archive.ts'

const checkout = dirname(dirname(import.meta.dirname))
const cache = join(checkout, '.cache/test-guests')

export interface ContainerTemplate {
  /** Absolute path of the file: read only for its users. */
  readonly path: string
  /** What it is called on a storage. */
  readonly name: string
}

/** Work outside of a task: what it registers is undone by who asked for it. */
const plainWork: Work = {
  signal: new AbortController().signal,
  log: () => {},
  warn: () => {},
  progress: () => {},
  undo: async () => ({ settle: async () => {} }),
}

async function kept(name: string, key: string, make: (folder: string) => Promise<string>): Promise<ContainerTemplate> {
  const folder = join(cache, `template-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`)
  const path = join(folder, name)
  if (existsSync(path)) return { path, name }
  mkdirSync(folder, { recursive: true })
  const building = mkdtempSync(join(cache, 'build-'))
  try {
    renameSync(await make(building), path)
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
  return { path, name }
}

/**
 * Debian with systemd, ifupdown, a DHCP client, iproute2 and procps, 40 MB: `debian-12-minimal_12-1_amd64.tar.zst`.
 * Building it takes half a minute and needs a package mirror. `release`: a codename.
 */
export async function debianTemplate(release = 'bookworm'): Promise<ContainerTemplate> {
  const distribution = distributions.debian
  const found = findRelease(distribution, release)
  if (!found) throw new Error(`there is no Debian '${release}'`)
  const sources = globSync('packages/templates/src/{build,tar}/*.ts', { cwd: checkout }).filter(file => !file.endsWith('.test.ts'))
  const key = sources.toSorted().map(file => readFileSync(join(checkout, file), 'utf8'))
  return await kept(`debian-${found.version}-minimal_${found.version}-1_amd64.tar.zst`, [release, ...key].join('\n'), async folder => {
    const host = realHost(rootAt(folder, 'pve'), () => {})
    const { archives, options } = await readMachineApt(host)
    const request: BuildRequest = {
      distribution,
      release: found,
      variant: 'minimal',
      architecture: 'amd64',
      archives: { ...distribution.archives, ...archives },
      include: [],
      keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
      keepSources: true,
      aptOptions: options,
    }
    const path = join(folder, 'template.tar.zst')
    await inBuildFolder(host, plainWork, async private_ => (await buildSystem(host, plainWork, private_, request)).pack(path))
    return path
  })
}

/**
 * busybox alone, 1 MB: its init with a shell on the console and on the terminals, no network set up. It has no
 * distribution: `ostype: unmanaged`. It ends at SIGPWR, SIGUSR2 and lxc-stop, two seconds later.
 */
export async function busyboxTemplate(): Promise<ContainerTemplate> {
  const key = readFileSync(join(import.meta.dirname, 'busybox-archive.ts'), 'utf8')
  return await kept('busybox-1.0_amd64.tar.zst', key, async folder => {
    const path = join(folder, 'template.tar.zst')
    await writeFile(path, busyboxArchive())
    return path
  })
}
