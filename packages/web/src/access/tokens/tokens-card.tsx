import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { KeyRound, Pencil, Plus, Trash2 } from 'lucide-react'
import { accessAddress } from '../../addresses.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Badge } from '../../ui/tag.tsx'
import { isOver, type UserRow } from '../use-access.ts'

/** The API tokens of one user. */
export function TokensCard({ user }: { user: UserRow }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const tokens = user.tokens ?? []
  return (
    <Card
      title={t`API tokens`}
      actions={
        <Button icon={Plus} onClick={() => openPanel('create-token', user.userid)}>
          {t`Add token`}
        </Button>
      }
    >
      {tokens.length === 0 && <p className="text-muted">{t`No token: programs cannot act for this user.`}</p>}
      <ul className="flex flex-col">
        {tokens.map(({ tokenid, expire, privsep, comment }) => {
          const id = `${user.userid}!${tokenid}`
          return (
            <li key={tokenid} className="flex min-h-(--row) items-center gap-2 border-b border-line last:border-0">
              <KeyRound size={15} aria-hidden className="shrink-0 text-muted" />
              <Link to={accessAddress('tokens', id)} className="min-w-0 truncate font-medium hover:underline">
                <bdi>{tokenid}</bdi>
              </Link>
              {privsep === 0 && <Badge look="warn">{t`Full rights of the user`}</Badge>}
              {isOver(expire) && <Badge look="bad">{t`Expired`}</Badge>}
              <bdi className="min-w-0 flex-1 truncate text-muted">{comment}</bdi>
              <IconButton icon={Pencil} label={t`Edit`} aria-label={t`Edit token ${tokenid}`} onClick={() => openPanel('edit-token', id)} />
              <IconButton
                icon={Trash2}
                label={t`Remove`}
                aria-label={t`Remove token ${tokenid}`}
                onClick={() => openPanel('remove-token', id)}
              />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
