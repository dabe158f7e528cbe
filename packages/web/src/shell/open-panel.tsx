import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, useCallback } from 'react'
import { panels, type PanelName } from './panels.ts'

/** The side panel that the address names. */
export function OpenPanel() {
  const { panel } = useSearch({ strict: false }) as { panel?: string }
  const navigate = useNavigate()
  const close = useCallback(
    () => void navigate({ to: '.', search: (before: object) => ({ ...before, panel: undefined }) } as never),
    [navigate],
  )
  if (panel === undefined) return null
  const [name = '', ...rest] = panel.split('/')
  const Panel = panels[name as PanelName] as (typeof panels)[PanelName] | undefined
  if (!Panel) return null
  return (
    <Suspense fallback={null}>
      <Panel key={panel} argument={rest.join('/')} onClose={close} />
    </Suspense>
  )
}
