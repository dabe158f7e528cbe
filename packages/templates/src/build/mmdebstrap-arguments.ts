import type { BuildRequest } from './build-request.ts'
import { packagesOf } from './packages.ts'

/** Files in the private folder of a build. */
export interface BuildFiles {
  readonly sources: string
  readonly aptOptions: string
  readonly dpkgOptions: string
  readonly archive: string
}

const noDocumentation = [
  'path-exclude=/usr/share/doc/*',
  'path-include=/usr/share/doc/*/copyright',
  'path-exclude=/usr/share/man/*',
  'path-exclude=/usr/share/info/*',
  'path-exclude=/usr/share/locale/*',
  'path-include=/usr/share/locale/locale.alias',
]

/** dpkg's options while a template is built: the small variant has no documentation and no translations. */
export function dpkgOptions({ variant }: BuildRequest): string {
  return variant === 'minimal' ? `${noDocumentation.join('\n')}\n` : ''
}

/** apt's options while a template is built. Its folder is private, so apt cannot work as another user in it. */
export function aptOptions({ aptOptions }: BuildRequest): string {
  return ['APT::Sandbox::User "root";', 'Acquire::Languages "none";', ...aptOptions].map(line => `${line}\n`).join('')
}

/**
 * mmdebstrap in namespaces of its own: what it mounts is seen by nobody else, and all that it started ends with it,
 * however it ends. No hooks: nothing on its command line is ever a shell's.
 */
export function mmdebstrapArguments(request: BuildRequest, files: BuildFiles): string[] {
  return [
    '--mount',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child=KILL',
    '--mount-proc',
    '--',
    'mmdebstrap',
    '--mode=root',
    '--variant=minbase',
    '--format=tar',
    '--skip=output/dev',
    `--architectures=${request.architecture}`,
    `--aptopt=${files.aptOptions}`,
    `--dpkgopt=${files.dpkgOptions}`,
    `--include=${packagesOf(request.distribution, request.release, request.variant, request.include).join(',')}`,
    '--',
    request.release.codename,
    files.archive,
    files.sources,
  ]
}
