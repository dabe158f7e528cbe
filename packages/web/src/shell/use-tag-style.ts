import { useEffect } from 'react'
import { useCall } from '../api/use-call.ts'
import { tagStyle, tagStyleOf } from '../ui/tag-style.ts'

/** Makes tags look as the options of the datacenter say; who may not read those gets the usual look. */
export function useTagStyle(): void {
  const { data } = useCall('GET /cluster/options', {}, { watch: ['/datacenter.cfg'] })
  useEffect(() => {
    if (data) tagStyle.set(tagStyleOf((data as Readonly<Record<string, unknown>>)['tag-style'] as Parameters<typeof tagStyleOf>[0]))
  }, [data])
}
