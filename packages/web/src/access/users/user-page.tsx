import { useLingui } from '@lingui/react/macro'
import { KeyRound, Pencil, Trash2, Unlock, User } from 'lucide-react'
import { accessAddress } from '../../addresses.ts'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { Page } from '../../shell/page.tsx'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Loading } from '../../shell/loading.tsx'
import { CrumbTitle } from '../crumb-title.tsx'
import { EffectivePermissions } from '../effective-permissions.tsx'
import { FactorsCard } from '../factors/factors-card.tsx'
import { GrantsCard } from '../grants-card.tsx'
import { TokensCard } from '../tokens/tokens-card.tsx'
import { isLocked, realmOf, refresh, useUsers } from '../use-access.ts'
import { UserFacts } from './user-facts.tsx'

async function unlock(userid: string, done: string): Promise<void> {
  try {
    await send(planned('PUT /access/users/{userid}/unlock-tfa', { userid }))
    refresh('GET /access/users', 'GET /access/tfa')
    toast({ look: 'good', text: done })
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  }
}

/** Whose passwords are kept where this can set them. */
export const passwordIsHere = (userid: string): boolean => ['pve', 'pam'].includes(realmOf(userid))

/** Everything about one user; `own`: of oneself. */
export function UserPage({ userid, own = false }: { userid: string; own?: boolean }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { data, error, refetch } = useUsers()
  const user = data?.find(one => one.userid === userid)
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  const parent = own ? { label: t`Own account`, to: accessAddress('users') } : { label: t`Users`, to: accessAddress('users') }
  return (
    <Page
      title={userid}
      head={<CrumbTitle icon={User} parent={parent} name={userid} />}
      actions={
        user && (
          <>
            {isLocked(user) && (
              <Button
                icon={Unlock}
                onClick={() => void unlock(userid, t`Second factors of ${userid} unlocked`)}
              >{t`Unlock factors`}</Button>
            )}
            <Button
              icon={KeyRound}
              onClick={() => openPanel('set-password', userid)}
              disabledReason={passwordIsHere(userid) ? undefined : t`Passwords of this realm are not kept here.`}
            >
              {t`Set password`}
            </Button>
            <Button icon={Pencil} onClick={() => openPanel('edit-user', userid)}>{t`Edit`}</Button>
            {!own && (
              <Button
                look="danger"
                icon={Trash2}
                disabledReason={userid === 'root@pam' ? t`root@pam is always there.` : undefined}
                onClick={() => openPanel('remove-user', userid)}
              >
                {t`Remove`}
              </Button>
            )}
          </>
        )
      }
    >
      {!user && <Notice look="warn" title={t`There is no user ${userid}, or you may not see it.`} />}
      {user && (
        <div className="grid items-start gap-3 lg:grid-cols-2">
          <UserFacts user={user} />
          <FactorsCard userid={userid} />
          <TokensCard user={user} />
          <GrantsCard type="user" ugid={userid} />
          <Card title={t`Effective permissions`} className="lg:col-span-2">
            <EffectivePermissions authid={userid} />
          </Card>
        </div>
      )}
    </Page>
  )
}
