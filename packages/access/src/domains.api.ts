import { implement, type Implementation } from '@quorate/contract'
import { accessDomains } from '@quorate/contract/access/domains'
import type { Access } from './access.ts'
import { createDomain, deleteDomain, listDomains, readDomain, updateDomain } from './realms/change-domains.ts'

/** Realms. Their synchronisation with a directory is not built. */
export function domainsApi(access: Access): Implementation[] {
  const { sync: _sync, ...built } = accessDomains
  return implement(built, {
    list: () => listDomains(access),
    get: ({ caller }, { realm }) => readDomain(access, caller, realm),
    create: ({ caller }, { realm, type, ...fields }) => createDomain(access, caller, realm, type, fields),
    update: ({ caller }, { realm, ...fields }) => updateDomain(access, caller, realm, fields),
    remove: ({ caller }, { realm }) => deleteDomain(access, caller, realm),
  })
}
