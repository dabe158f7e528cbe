import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import type { BuildRequest } from './build-request.ts'
import { buildStage } from './build-progress.ts'
import { aptOptions, dpkgOptions, mmdebstrapArguments, type BuildFiles } from './mmdebstrap-arguments.ts'
import { buildSources } from './sources-list.ts'

const proxies = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** Reasons that only say that something failed before. */
const saysNothing = /^E: (?:run_chroot failed|mmdebstrap failed to run)|^I: main\(\) received signal/

/** mmdebstrap quotes whole command lines. */
const longestReason = 300

function reasonOf(lines: readonly string[]): string | undefined {
  const telling = (form: RegExp) => lines.find(line => form.test(line) && !saysNothing.test(line))
  const line = telling(/^E: (?!setup failed)/) ?? telling(/^dpkg: error/) ?? telling(/^E: /)
  return line?.replace(/^E: /, '').slice(0, longestReason)
}

export function requireBuildPrograms(): void {
  for (const [program, name] of [
    ['mmdebstrap', 'mmdebstrap'],
    ['unshare', 'util-linux'],
  ] as const) {
    if (!findProgram(program))
      throw new Failure(`cannot build a template: '${program}' is not installed on this node; install the package '${name}'`)
  }
}

/** Installs the packages below the folder. Answers the path of an archive of the whole system, not yet a template. */
export async function runMmdebstrap(host: Host, work: Work, folder: string, request: BuildRequest): Promise<string> {
  const files: BuildFiles = {
    sources: join(folder, 'sources.list'),
    aptOptions: join(folder, 'apt.conf'),
    dpkgOptions: join(folder, 'dpkg.cfg'),
    archive: join(folder, 'system.tar'),
  }
  const private_ = { mode: 0o600, flag: 'wx' } as const
  await writeFile(files.sources, buildSources(request), private_)
  await writeFile(files.aptOptions, aptOptions(request), private_)
  await writeFile(files.dpkgOptions, dpkgOptions(request), private_)
  const lines: string[] = []
  const onLine = (line: string) => {
    if (lines.push(line) > 2000) lines.shift()
    const stage = buildStage(line)
    if (stage) work.progress(stage.percent, 100, 'percent', stage.phase)
    // What is said of the folder is of no interest to anybody.
    if (!line.includes(folder) && !saysNothing.test(line)) work.log(line)
  }
  const env = Object.fromEntries(proxies.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
  try {
    await host.exec('unshare', mmdebstrapArguments(request, files), { env: { ...env, TMPDIR: folder }, signal: work.signal, onLine })
  } catch (error) {
    if (work.signal.aborted) throw error
    const reason = reasonOf(lines)
    throw new Failure(`unable to install ${request.distribution.name} ${request.release.codename}`, {
      cause: reason === undefined ? error : new Failure(reason),
    })
  }
  return files.archive
}
