import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { KeyRound, Pencil, Trash2 } from 'lucide-react'
import { accessAddress } from '../../addresses.ts'
import { Loading } from '../../shell/loading.tsx'
import { Page } from '../../shell/page.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CrumbTitle } from '../crumb-title.tsx'
import { EffectivePermissions } from '../effective-permissions.tsx'
import { Expiry } from '../expiry.tsx'
import { GrantsCard } from '../grants-card.tsx'
import { useToken } from './use-token.ts'

/** Everything about one API token. */
export function TokenPage({ id }: { id: string }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { token, loaded, userid } = useToken(id)
  if (!loaded) return <Loading />
  return (
    <Page
      title={id}
      head={<CrumbTitle icon={KeyRound} parent={{ label: t`API tokens`, to: accessAddress('tokens') }} name={id} />}
      actions={
        token && (
          <>
            <Button icon={Pencil} onClick={() => openPanel('edit-token', id)}>{t`Edit`}</Button>
            <Button look="danger" icon={Trash2} onClick={() => openPanel('remove-token', id)}>{t`Remove`}</Button>
          </>
        )
      }
    >
      {!token && <Notice look="warn" title={t`There is no token ${id}, or you may not see it.`} />}
      {token && (
        <div className="grid items-start gap-3 lg:grid-cols-2">
          <Card title={t`Token`}>
            <Facts>
              <Fact label={t`User`}>
                <Link to={accessAddress('users', userid)} className="hover:underline">
                  <bdi>{userid}</bdi>
                </Link>
              </Fact>
              <Fact label={t`Privileges`}>{token.privsep === 0 ? t`Everything the user may do` : t`What both it and its user may do`}</Fact>
              <Fact label={t`Expires`}>
                <Expiry expire={token.expire} />
              </Fact>
              <Fact label={t`Comment`}>
                <bdi>{token.comment || '–'}</bdi>
              </Fact>
            </Facts>
          </Card>
          <GrantsCard type="token" ugid={id} />
          <Card title={t`Effective permissions`} className="lg:col-span-2">
            <EffectivePermissions authid={id} />
          </Card>
        </div>
      )}
    </Page>
  )
}
