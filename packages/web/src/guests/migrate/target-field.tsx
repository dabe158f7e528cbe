import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { PickerField } from '../../forms/pickers/picker-field.tsx'
import type { PickerProps } from '../../forms/pickers/picker.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { formatBytes } from '../../ui/format.ts'
import { finalObstacles, type MigrationPreflight } from './preflight-answer.ts'

/** The nodes that a guest could go to; those that it could not say why. */
export function TargetField({ preflight, ...picker }: PickerProps & { readonly preflight: MigrationPreflight }) {
  const { t } = useLingui()
  const { nodes } = useStore(live.inventory)
  const choices = useMemo(() => {
    const names = [...preflight.allowed, ...Object.keys(preflight.obstacles)].toSorted()
    return names.map(name => {
      const found = nodes.get(name)
      const obstacles = finalObstacles(preflight, name)
      const storages = obstacles?.unavailable_storages?.join(', ') ?? ''
      const resources = obstacles?.unavailable_resources?.join(', ') ?? ''
      const blocking = obstacles?.['blocking-ha-resources']?.map(one => one.sid).join(', ') ?? ''
      const reasons = [
        obstacles?.reason,
        storages && t`Storage ${storages} is not there.`,
        resources && t`Mapped devices ${resources} are not there.`,
        blocking && t`Rules of high availability keep it from ${blocking}.`,
      ].filter(Boolean)
      const free = formatBytes((found?.maxmem ?? 0) - (found?.mem ?? 0))
      return {
        value: name,
        label: name,
        detail: found && found.maxmem > 0 ? t`${free} memory free` : undefined,
        disabledReason: found?.status === 'offline' ? t`Offline` : obstacles ? reasons.join(' ') || t`Not possible` : undefined,
      }
    })
  }, [preflight, nodes, t])
  return <PickerField label={t`Target node`} {...picker} choices={choices} />
}
