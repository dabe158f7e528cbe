import type { Host } from '@quorate/host'
import type { Work } from '@quorate/storage'
import { readMember } from '../tar/read-member.ts'
import type { BuildRequest } from './build-request.ts'
import { finishEdits } from './finish-edits.ts'
import { packTemplate } from './pack-template.ts'
import { runMmdebstrap } from './run-mmdebstrap.ts'
import { templateTitle } from './template-name.ts'

export interface BuiltSystem {
  /** `debian-12-standard_12.11` */
  readonly title: string
  /** Writes the template to a path that is not there yet. */
  pack(path: string): Promise<void>
}

/** Installs the system that was asked for below a private folder. */
export async function buildSystem(host: Host, work: Work, folder: string, request: BuildRequest): Promise<BuiltSystem> {
  const archive = await runMmdebstrap(host, work, folder, request)
  const { versionFile } = request.distribution
  const said = versionFile === undefined ? undefined : await readMember('the new system', archive, versionFile)
  return {
    title: templateTitle(request, said, host.now()),
    pack: path => packTemplate(work, archive, path, finishEdits(request), Math.floor(host.now() / 1000)),
  }
}
