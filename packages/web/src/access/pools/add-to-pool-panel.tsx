import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { useStore } from '../../store.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import type { Column } from '../../ui/grid-column.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { memberLists, usePool } from './use-pool.ts'

/** A guest or storage that could become a member. */
interface Candidate {
  readonly key: string
  readonly type: 'qemu' | 'lxc' | 'storage'
  readonly vmid?: number
  readonly storage?: string
  readonly name: string
  readonly pool: string
}

const rowKey = (row: Candidate) => row.key

function useCandidates(pool: string): readonly Candidate[] {
  const { guests, storages } = useStore(live.inventory)
  const { members } = usePool(pool)
  return useMemo(() => {
    const present = new Set(members.flatMap(({ storage }) => storage ?? []))
    const names = [...new Set(Array.from(storages.values(), ({ storage }) => storage))].filter(name => !present.has(name))
    return [
      ...[...guests.values()]
        .filter(guest => guest.pool !== pool)
        .map(({ vmid, kind, name, pool: other }): Candidate => ({ key: String(vmid), type: kind, vmid, name, pool: other })),
      ...names.map((storage): Candidate => ({ key: `storage/${storage}`, type: 'storage', storage, name: storage, pool: '' })),
    ]
  }, [guests, storages, members, pool])
}

/** Adds guests and storages to the pool that the argument names. */
export function AddToPoolPanel({ argument: poolid, onClose }: PanelProps) {
  const { t, i18n } = useLingui()
  const candidates = useCandidates(poolid)
  const [filter, setFilter] = useState('')
  const form = useForm<{ keys: readonly string[] }>({
    initial: { keys: [] },
    calls({ keys }) {
      const chosen = candidates.filter(({ key }) => keys.includes(key))
      if (chosen.length === 0) return []
      return [
        planned('PUT /pools', { poolid, ...memberLists(chosen), ...(chosen.some(({ pool }) => pool !== '') && { 'allow-move': true }) }),
      ]
    },
    onDone(_answers, { keys }) {
      toast({ look: 'good', text: plural(keys.length, { one: `# member added to ${poolid}`, other: `# members added to ${poolid}` }) })
      onClose()
    },
  })
  const { keys } = form.values
  const selected = useMemo(() => new Set(keys), [keys])
  const moved = candidates.filter(({ key, pool }) => selected.has(key) && pool !== '').length
  const rows = candidates.filter(({ key, name, pool }) => `${key} ${name} ${pool}`.toLowerCase().includes(filter.toLowerCase()))
  const columns = useMemo<readonly Column<Candidate>[]>(() => {
    const kinds = { qemu: t`VM`, lxc: t`Container`, storage: t`Storage` }
    return [
      { id: 'id', title: t`ID`, width: '5rem', cell: row => row.vmid ?? '' },
      { id: 'name', title: t`Name`, width: 'minmax(8rem, 2fr)', cell: row => <bdi>{row.name}</bdi> },
      { id: 'type', title: t`Type`, width: '6rem', cell: row => kinds[row.type] },
      { id: 'pool', title: t`Now in`, width: 'minmax(5rem, 1fr)', cell: row => <bdi>{row.pool}</bdi> },
    ]
  }, [i18n.locale])
  return (
    <SidePanel title={t`Add members to ${poolid}`} onClose={onClose}>
      <Form form={form} submitLabel={keys.length > 0 ? t`Add (${keys.length})` : t`Add`}>
        <TextInput
          type="search"
          aria-label={t`Filter`}
          placeholder={t`Filter`}
          value={filter}
          onChange={event => setFilter(event.target.value)}
        />
        {moved > 0 && <Notice look="warn" title={t`${moved} of them leave the pool they are in now`} />}
        <DataGrid
          label={t`Guests and storages`}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          selected={selected}
          onSelect={next => form.set('keys', [...next])}
          phoneRow={row => (
            <div className="truncate">
              <span className="text-muted">{row.vmid ?? t`Storage`}</span> <bdi>{row.name}</bdi>
              <div className="truncate text-muted">
                <bdi>{row.pool}</bdi>
              </div>
            </div>
          )}
          empty={t`Everything is in this pool already.`}
          className="min-h-64 flex-1"
        />
      </Form>
    </SidePanel>
  )
}
