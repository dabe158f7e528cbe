import { useCall } from '../../api/use-call.ts'

export type Options = Readonly<Record<string, unknown>>

/** The options of the datacenter as they are set. */
export function useOptions() {
  const query = useCall('GET /cluster/options', {}, { watch: ['/datacenter.cfg'] })
  return { ...query, options: query.data as Options | undefined }
}
