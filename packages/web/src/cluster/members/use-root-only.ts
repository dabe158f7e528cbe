import { useLingui } from '@lingui/react/macro'
import { session } from '../../api/session.ts'
import { useStore } from '../../store.ts'

/** Why somebody else than root@pam cannot change which nodes are a cluster. */
export function useRootOnly(): string | undefined {
  const { t } = useLingui()
  return useStore(session).user === 'root@pam' ? undefined : t`Only root@pam may do this.`
}
