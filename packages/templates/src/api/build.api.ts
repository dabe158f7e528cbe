import { implement, type Implementation } from '@quorate/contract'
import { buildTemplate } from '@quorate/contract/storage/build-template'
import { buildTemplate as build, templateTaken } from '../build/build-template.ts'
import { askedName, readBuildRequest } from '../build/read-build-request.ts'
import { requireBuildPrograms } from '../build/run-mmdebstrap.ts'
import type { TemplateServices } from '../services.ts'

/** Templates made of a distribution's packages. */
export function buildApi(services: TemplateServices): Implementation[] {
  const { host, storage: service } = services
  return implement(buildTemplate, {
    async build(_call, { storage, name, ...wish }) {
      service.usable(storage, 'vztmpl')
      requireBuildPrograms()
      const leaf = askedName(name)
      const request = await readBuildRequest(host, wish)
      if (leaf !== undefined && (await service.exists(`${storage}:vztmpl/${leaf}`))) throw templateTaken(storage, leaf)
      return async task => {
        await build(services, task, storage, request, leaf)
      }
    },
  })
}
