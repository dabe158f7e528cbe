import { useQueries } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useStorages } from '../../forms/pickers/storage-picker.tsx'
import type { ComboboxChoice } from '../../ui/combobox.tsx'

/** Snippets of all storages of a node. */
export function useHookScripts(node: string): readonly ComboboxChoice[] {
  const storages = useStorages(node, 'snippets')
  const found = useQueries({
    queries: storages.map(({ storage }) => ({
      queryKey: ['GET /nodes/{node}/storage/{storage}/content', { node, storage, content: 'snippets' }],
      queryFn: () => call('GET /nodes/{node}/storage/{storage}/content', { node, storage, content: 'snippets' }),
    })),
  })
  return found.flatMap(({ data }) => (data ?? []).map(({ volid }) => ({ value: volid, label: volid })))
}
