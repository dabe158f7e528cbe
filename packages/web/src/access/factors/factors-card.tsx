import { useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useFactors } from '../use-access.ts'
import { FactorLine } from './factor-line.tsx'

/** The second factors of one user. */
export function FactorsCard({ userid }: { userid: string }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { data } = useFactors()
  const entries = data?.find(one => one.userid === userid)?.entries ?? []
  const hasRecovery = entries.some(({ type }) => type === 'recovery')
  return (
    <Card
      title={t`Second factors`}
      actions={
        <Menu
          trigger={
            <button type="button" className={buttonClasses()}>
              <Plus size={16} aria-hidden />
              {t`Add factor`}
            </button>
          }
          actions={[
            { label: t`Code of an app`, onSelect: () => openPanel('add-totp', userid) },
            {
              label: t`Recovery keys`,
              onSelect: () => openPanel('add-recovery', userid),
              disabledReason: hasRecovery ? t`There are some. Remove them to get new ones.` : undefined,
            },
          ]}
        />
      }
    >
      {entries.length === 0 && <p className="text-muted">{t`None: the password alone opens this account.`}</p>}
      <ul className="flex flex-col">
        {entries.map(entry => (
          <FactorLine key={entry.id} userid={userid} entry={entry} />
        ))}
      </ul>
    </Card>
  )
}
