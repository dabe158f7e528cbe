import { useLingui } from '@lingui/react/macro'
import { session } from '../api/session.ts'
import { useCall } from '../api/use-call.ts'
import { useStore } from '../store.ts'

type Permissions = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const within = (path: string, above: string) => path === above || path.startsWith(above === '/' ? '/' : `${above}/`)

/** Whether the user has none of the privileges on the path, above it, or on something below it. The server decides in the end. */
function useLacks(path: string, privileges: readonly string[]): boolean {
  const { user } = useStore(session)
  const { data } = useCall('GET /access/permissions', {}, { watch: ['/user.cfg'], enabled: user !== 'root@pam' })
  if (user === 'root@pam' || !data) return false
  return !Object.entries(data as Permissions).some(
    ([one, names]) => (within(one, path) || within(path, one)) && privileges.some(name => names[name] !== undefined),
  )
}

/** Why nothing of a kind can be done: the privilege that it needs, and where; others that do are given after it. */
export function useNeed(path: string, first: string, ...others: readonly string[]): string | undefined {
  const { t } = useLingui()
  return useLacks(path, [first, ...others]) ? t`It needs ${first} on ${path}.` : undefined
}

/** Why a list is empty to whoever may see nothing of it. */
export function useUnseen(path: string, first: string, ...others: readonly string[]): string | undefined {
  const { t } = useLingui()
  return useLacks(path, [first, ...others]) ? t`Nothing of this may be seen: it needs ${first} on ${path}.` : undefined
}
