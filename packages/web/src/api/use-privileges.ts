import { useMemo } from 'react'
import { useCall } from './use-call.ts'

/** Whether the user has a privilege on an object; before that is known it is taken for granted, the server decides in the end. */
export type HasPrivilege = (privilege: string) => boolean

/** What the user may do with one object: `/vms/100`. Undefined: nothing is asked for. */
export function usePrivileges(path: string | undefined): HasPrivilege {
  const { data } = useCall('GET /access/permissions', { path: path ?? '/' }, { watch: ['/user.cfg'], enabled: path !== undefined })
  return useMemo(() => {
    const granted = (data as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined)?.[path ?? '/']
    return privilege => !data || granted?.[privilege] !== undefined
  }, [data, path])
}
