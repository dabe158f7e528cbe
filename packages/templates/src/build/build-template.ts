import { Failure } from '@quorate/schema'
import { newFile, type Work } from '@quorate/storage'
import type { TemplateServices } from '../services.ts'
import { inBuildFolder } from './build-folder.ts'
import type { BuildRequest } from './build-request.ts'
import { buildSystem } from './build-system.ts'
import { templateName } from './template-name.ts'

/** One after the other within this process, so that two of one title do not choose the same name. */
let packing: Promise<unknown> = Promise.resolve()

export function templateTaken(storage: string, name: string): Failure {
  return new Failure(`template '${storage}:vztmpl/${name}' already exists: remove it or choose another name`)
}

async function takenNames({ storage: service }: TemplateServices, storage: string): Promise<Set<string>> {
  const rows = await service.list(storage, { content: 'vztmpl' })
  return new Set(rows.map(row => row.volid.replace(/^.*\//, '')))
}

/** Makes a template and puts it on the storage. `name`: of the file; left out: as people know such templates. Answers the volume's id. */
export async function buildTemplate(
  services: TemplateServices,
  work: Work,
  storage: string,
  request: BuildRequest,
  name: string | undefined,
): Promise<string> {
  const { host, storage: service } = services
  const { distribution, release, variant, archives } = request
  work.log(`building ${distribution.name} ${release.codename} (${variant}) from ${Object.values(archives).join(' and ')}`)
  const volid = await inBuildFolder(host, work, async folder => {
    const built = await buildSystem(host, work, folder, request)
    const turn = packing.then(async () => {
      const taken = await takenNames(services, storage)
      if (name !== undefined && taken.has(name)) throw templateTaken(storage, name)
      const file = { storage, content: 'vztmpl', name: name ?? templateName(built.title, request.architecture, taken) } as const
      work.log(`packing ${storage}:vztmpl/${file.name}`)
      return await newFile(service, work, file, built.pack)
    })
    packing = turn.catch(() => undefined)
    return await turn
  })
  work.log(`made '${volid}'`)
  return volid
}
