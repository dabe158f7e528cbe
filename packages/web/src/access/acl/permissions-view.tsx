import { useLingui } from '@lingui/react/macro'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Tabs } from '../../ui/tabs.tsx'
import { AclGrid } from './acl-grid.tsx'
import { WhoMay } from './who-may.tsx'

/** Who was given what, and what comes out of it. */
export function PermissionsView() {
  const { t } = useLingui()
  const { q } = useSearch({ strict: false }) as { q?: string }
  const [view, setView] = useState<'given' | 'effective'>('given')
  return (
    <>
      <Tabs
        label={t`View`}
        value={view}
        onChange={setView}
        tabs={[
          { id: 'given', label: t`Roles given` },
          { id: 'effective', label: t`Who may do what` },
        ]}
      />
      {view === 'given' ? <AclGrid /> : <WhoMay key={q} />}
    </>
  )
}
