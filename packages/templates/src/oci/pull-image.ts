import { describeBytes, Failure } from '@quorate/schema'
import { newFile, type Work } from '@quorate/storage'
import { nativeArchitecture } from '../build/read-machine.ts'
import type { TemplateServices } from '../services.ts'
import { findImage } from './find-image.ts'
import type { ImageReference } from './image-reference.ts'
import { Registry } from './registry.ts'
import { blobsOf, writeArchive } from './write-archive.ts'

export interface PullRequest {
  readonly storage: string
  /** Name of the file, checked. */
  readonly name: string
  readonly reference: ImageReference
}

/** Fetches an image from its registry to a storage, as an OCI archive; every blob fits its digest before it is there. */
export async function pullImage(
  { host, storage: service }: TemplateServices,
  work: Work,
  { storage, name, reference }: PullRequest,
): Promise<string> {
  const { repository, tag } = reference
  const what = `image '${repository}:${tag}'`
  const registry = new Registry(reference, work.signal)
  work.log(`pulling ${repository}:${tag} from ${registry.url('').host} to ${storage}:vztmpl/${name}`)
  try {
    const image = await findImage(registry, what, await nativeArchitecture(host))
    const total = blobsOf(image).reduce((sum, { size }) => sum + size, 0)
    work.log(`${image.descriptor.digest}: ${image.manifest.layers.length} layers, ${describeBytes(total)}`)
    const { available } = await service.status(storage)
    if (available !== undefined && total > available) {
      throw new Failure(`no space left on storage '${storage}': it has ${describeBytes(total)}, free are ${describeBytes(available)}`)
    }
    const file = { storage, content: 'vztmpl', name } as const
    return await newFile(service, work, file, path => writeArchive(registry, image, work, path, Math.floor(host.now() / 1000)))
  } catch (error) {
    if (work.signal.aborted || !(error instanceof Failure)) throw error
    throw new Failure(`unable to pull ${what}`, { cause: error })
  }
}
