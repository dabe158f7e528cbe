import { implement, type Implementation } from '@quorate/contract'
import { storageTemplates } from '@quorate/contract/storage/templates'
import { templateIndex } from '@quorate/contract/storage/template-index'
import { parameterFailure } from '@quorate/schema'
import { bringUrl, isTemplateName, type DownloadRequest } from '@quorate/storage'
import type { IndexEntry } from '../index/index-entry.ts'
import { indexSources } from '../index/index-sources.ts'
import { storedIndex } from '../index/stored-index.ts'
import { updateIndexes } from '../index/update-index.ts'
import type { TemplateServices } from '../services.ts'

/** SHA-512 where the list knows it; older lists have MD5 alone. */
function requestFor({ location, sha512sum, md5sum }: IndexEntry): DownloadRequest {
  const expected =
    sha512sum === undefined
      ? ({ algorithm: 'md5', checksum: md5sum ?? '' } as const)
      : ({ algorithm: 'sha512', checksum: sha512sum } as const)
  return { url: location, verifyCertificates: true, expected }
}

/** Published lists of templates, and what they name. */
export function indexApi(services: TemplateServices): Implementation[] {
  const { host, store, storage: service } = services
  const entries = (): IndexEntry[] => {
    const all = indexSources(store).flatMap(source => storedIndex(host.root, source)?.entries ?? [])
    return [...new Map(all.toReversed().map(entry => [entry.template, entry])).values()].toReversed()
  }
  const { list, download } = storageTemplates
  return [
    ...implement(
      { list, download },
      {
        list: () => entries(),
        download(_call, { storage, template }) {
          service.usable(storage, 'vztmpl')
          const entry = entries().find(one => one.template === template)
          if (!entry || !isTemplateName(template)) {
            throw parameterFailure({ template: `no list of templates names '${template}': 'pveam update' fetches them anew` })
          }
          return async task => {
            await bringUrl(service, host, task, { storage, content: 'vztmpl', name: template }, requestFor(entry))
          }
        },
      },
    ),
    ...implement(templateIndex, { update: () => task => updateIndexes(services, task) }),
  ]
}
