/**
 * Builds what tests/guests/zfs-machine.ts needs and this machine's kernel has not: the modules of ZFS for the kernel of
 * test guests, from the sources that Debian publishes (contrib), and ZFS' programs. Nothing is installed: packages are
 * unpacked in a scratch folder, and headers lie over /usr in a mount namespace of the build alone. Takes some minutes.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { kernelVersion } from './boot-parts.ts'
import { zfsFolder, zfsModules } from './zfs-machine.ts'

const programs = ['zfsutils-linux', 'libnvpair3linux', 'libuutil3linux', 'libzfs4linux', 'libzpool5linux']
const kernel = kernelVersion()
const headers = [
  `linux-headers-${kernel}`,
  `linux-headers-${kernel.replace(/-cloud-.*$/, '-common')}`,
  `linux-kbuild-${kernel.split('.', 2).join('.')}`,
]

const run = (program: string, args: readonly string[], cwd?: string) =>
  execFileSync(program, args, { stdio: 'inherit', ...(cwd && { cwd }) })

/** Options for apt with lists of its own: the machine's Debian sources, and contrib beside main. */
function aptOptions(work: string): string[] {
  const format = '$(REPO_URI) $(RELEASE)'
  const targets = execFileSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages', 'Origin: Debian', 'Component: main'])
  const lines = new Set(String(targets).split('\n').filter(Boolean))
  for (const folder of ['lists', 'cache/archives/partial']) mkdirSync(join(work, folder), { recursive: true })
  writeFileSync(join(work, 'sources.list'), [...lines].map(line => `deb ${line} main contrib\n`).join(''))
  const settings = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'APT::Sandbox::User': 'root',
  }
  return Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])
}

function unpack(debs: string, names: readonly string[], folder: string): void {
  for (const file of readdirSync(debs).filter(one => names.some(name => one.startsWith(`${name}_`)))) {
    run('dpkg-deb', ['-x', join(debs, file), folder])
  }
}

function buildModules(work: string, root: string): void {
  const source = readdirSync(join(root, 'usr/src')).find(name => name.startsWith('zfs-')) ?? ''
  const build = join(work, 'build')
  cpSync(join(root, 'usr/src', source), build, { recursive: true, preserveTimestamps: true })
  const linux = [`--with-linux=/usr/src/${headers[1]}`, `--with-linux-obj=/usr/src/${headers[0]}`]
  const steps = [
    ['mount', '-t', 'overlay', 'usr', '-o', `lowerdir=${root}/usr:/usr`, '/usr'],
    ['./configure', '--prefix=/usr', '--with-config=kernel', ...linux],
    ['make', '-j2', '-s'],
  ]
  const script = join(work, 'build.sh')
  const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`
  writeFileSync(script, `set -e\ncd ${quoted(build)}\n${steps.map(step => step.map(quoted).join(' ')).join('\n')}\n`)
  run('nice', ['unshare', '--mount', 'sh', script])
}

function collect(work: string, debs: string, target: string): void {
  mkdirSync(join(target, 'modules'), { recursive: true })
  const built = String(execFileSync('find', [join(work, 'build/module'), '-name', '*.ko'])).split('\n')
  for (const name of zfsModules) {
    const file = built.find(path => path.endsWith(`/${name}.ko`))
    if (!file) throw new Error(`module ${name} was not built`)
    run('objcopy', ['--strip-debug', file, join(target, 'modules', `${name}.ko`)])
  }
  const unpacked = join(work, 'programs')
  unpack(debs, programs, unpacked)
  // Debian's own /bin, /lib and /sbin are links into /usr: what lies over them has to be there too.
  for (const name of ['bin', 'sbin', 'lib']) {
    for (const from of [join(unpacked, name), join(unpacked, 'usr', name)]) {
      if (existsSync(from)) cpSync(from, join(target, 'root/usr', name), { recursive: true, verbatimSymlinks: true })
    }
  }
  writeFileSync(join(target, 'complete'), '')
}

const folder = zfsFolder()
if (existsSync(join(folder, 'complete'))) {
  console.log(`${folder} is there already`)
} else {
  mkdirSync(dirname(folder), { recursive: true })
  const work = mkdtempSync(join(dirname(folder), 'build-'))
  try {
    const apt = aptOptions(work)
    const [debs, root, target] = ['debs', 'unpacked', 'target'].map(name => join(work, name)) as [string, string, string]
    mkdirSync(debs)
    run('apt-get', [...apt, '-qq', 'update'])
    run('apt-get', [...apt, '-qq', 'download', ...programs, ...headers, 'zfs-dkms'], debs)
    unpack(debs, [...headers, 'zfs-dkms'], root)
    buildModules(work, root)
    collect(work, debs, target)
    rmSync(folder, { recursive: true, force: true })
    renameSync(target, folder)
    console.log(`${folder} is complete`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
