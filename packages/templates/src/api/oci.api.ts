import { implement, type Implementation } from '@quorate/contract'
import { storageTemplates } from '@quorate/contract/storage/templates'
import { storageUpload } from '@quorate/contract/storage/upload'
import { Failure, parameterFailure } from '@quorate/schema'
import { imageFileName, readReference } from '../oci/image-reference.ts'
import { listTags } from '../oci/list-tags.ts'
import { pullImage } from '../oci/pull-image.ts'
import { Registry } from '../oci/registry.ts'
import type { TemplateServices } from '../services.ts'

/** A person waits for the answer. */
const longestMs = 60_000

function archiveName(asked: string): string {
  const name = `${asked.replace(/\.tar$/, '')}.tar`
  if (/^[A-Za-z0-9_][\w.+-]*$/.test(name) && name.length <= 255) return name
  throw parameterFailure({ filename: `'${asked}' cannot be the name of a file here` })
}

/** Images of containers from registries. */
export function ociApi(services: TemplateServices): Implementation[] {
  const { storage: service } = services
  return [
    ...implement(
      { ociTags: storageTemplates.ociTags },
      {
        ociTags: (call, { reference }) =>
          listTags(new Registry(readReference(reference), AbortSignal.any([call.signal, AbortSignal.timeout(longestMs)]))),
      },
    ),
    ...implement(
      { pullOci: storageUpload.pullOci },
      {
        async pullOci(_call, { storage, reference: text, filename }) {
          service.usable(storage, 'vztmpl')
          const reference = readReference(text)
          const name = archiveName(filename ?? imageFileName(reference))
          const volid = `${storage}:vztmpl/${name}`
          if (await service.exists(volid)) throw new Failure(`'${volid}' already exists: remove it or choose another file name`)
          return async task => {
            await pullImage(services, task, { storage, name, reference })
          }
        },
      },
    ),
  ]
}
