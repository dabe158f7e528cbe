import { useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { accessAddress } from '../../addresses.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import type { Column } from '../../ui/grid-column.ts'
import { Badge } from '../../ui/tag.tsx'
import { Expiry } from '../expiry.tsx'
import { useUsers } from '../use-access.ts'
import { tokensOf, type TokenRow } from './use-token.ts'

const rowKey = (token: TokenRow) => token.id
const textOf = (token: TokenRow) => `${token.id} ${token.comment ?? ''}`

function Separation({ token }: { token: TokenRow }) {
  const { t } = useLingui()
  return token.privsep === 0 ? <Badge look="warn">{t`Full rights of the user`}</Badge> : <Badge>{t`Rights of its own`}</Badge>
}

/** The API tokens of all users that the caller may see. */
export function TokensView() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const { data, error, refetch } = useUsers()
  const rows = useMemo(() => tokensOf(data ?? []), [data])
  const columns = useMemo<readonly Column<TokenRow>[]>(
    () => [
      {
        id: 'token',
        title: t`Token`,
        width: 'minmax(9rem, 1fr)',
        cell: token => (
          <Link to={accessAddress('tokens', token.id)} tabIndex={-1} className="font-medium hover:underline">
            <bdi>{token.tokenid}</bdi>
          </Link>
        ),
        sort: token => token.tokenid,
      },
      { id: 'user', title: t`User`, width: 'minmax(9rem, 1fr)', cell: token => <bdi>{token.userid}</bdi>, sort: token => token.userid },
      {
        id: 'privsep',
        title: t`Privileges`,
        width: '12rem',
        cell: token => <Separation token={token} />,
        sort: token => token.privsep ?? 1,
      },
      {
        id: 'expire',
        title: t`Expires`,
        width: '12rem',
        cell: token => <Expiry expire={token.expire} />,
        sort: token => token.expire || Infinity,
      },
      {
        id: 'comment',
        title: t`Comment`,
        width: 'minmax(9rem, 2fr)',
        cell: token => <bdi>{token.comment}</bdi>,
        sort: token => token.comment ?? '',
      },
    ],
    [i18n.locale],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`API tokens`}
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="user"
      onOpen={token => void navigate({ to: accessAddress('tokens', token.id) })}
      phoneRow={token => (
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <div className="truncate font-medium">
              <bdi>{token.id}</bdi>
            </div>
            <div className="truncate text-muted">
              <bdi>{token.comment || '–'}</bdi>
            </div>
          </div>
          <Separation token={token} />
        </div>
      )}
      actions={
        <Button look="primary" icon={Plus} onClick={() => openPanel('create-token')}>
          {t`Add token`}
        </Button>
      }
      empty={data ? t`There is no token yet. Programs log in with tokens instead of passwords.` : t`Loading…`}
    />
  )
}
