import { useMemo } from 'react'
import { useCall } from '../api/use-call.ts'
import { storageDefinition } from './storage-rows.ts'

/** All storages as the cluster's configuration defines them. */
export function useStorageDefinitions() {
  const query = useCall('GET /storage', {}, { watch: ['/storage.cfg'] })
  const definitions = useMemo(() => (query.data ?? []).map(storageDefinition), [query.data])
  return { ...query, definitions }
}
