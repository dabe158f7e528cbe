import { useLingui } from '@lingui/react/macro'
import { KeySquare, LifeBuoy, Pencil, Smartphone, Trash2 } from 'lucide-react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { IconButton } from '../../ui/button.tsx'
import { formatTime } from '../../ui/format.ts'
import { Badge } from '../../ui/tag.tsx'
import type { FactorEntry } from '../use-access.ts'
import { factorKinds } from './factor-kinds.ts'

const icons = { totp: Smartphone, recovery: LifeBuoy, webauthn: KeySquare, u2f: KeySquare, yubico: KeySquare }

/** One second factor with what can be done with it. */
export function FactorLine({ userid, entry }: { userid: string; entry: FactorEntry }) {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const Icon = icons[entry.type]
  const kind = i18n._(factorKinds[entry.type])
  const name = entry.description || kind
  return (
    <li className="flex min-h-(--row) items-center gap-2 border-b border-line py-1 last:border-0">
      <Icon size={16} aria-hidden className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <bdi className="truncate font-medium">{name}</bdi>
          {entry.enable === 0 && <Badge>{t`Switched off`}</Badge>}
        </div>
        <div className="truncate text-[0.93em] text-muted">
          {entry.description ? `${kind} · ` : ''}
          {formatTime(entry.created)}
        </div>
      </div>
      {entry.type !== 'recovery' && (
        <IconButton
          icon={Pencil}
          label={t`Edit`}
          aria-label={t`Edit factor ${name}`}
          onClick={() => openPanel('edit-factor', `${userid}/${entry.id}`)}
        />
      )}
      <IconButton
        icon={Trash2}
        label={t`Remove`}
        aria-label={t`Remove factor ${name}`}
        onClick={() => openPanel('remove-factor', `${userid}/${entry.id}`)}
      />
    </li>
  )
}
