import type { Implementation } from '@quorate/contract'
import { buildApi } from './api/build.api.ts'
import { indexApi } from './api/index.api.ts'
import { ociApi } from './api/oci.api.ts'
import type { TemplateServices } from './services.ts'

/** All methods of container templates that are built. */
export function templatesApi(services: TemplateServices): Implementation[] {
  return [...buildApi(services), ...indexApi(services), ...ociApi(services)]
}
