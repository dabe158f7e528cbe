import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import { useState } from 'react'
import { useLabels } from '../../labels/use-labels.ts'
import { IconButton } from '../../ui/button.tsx'
import type { Config } from '../config/config-rows.ts'
import { ReadingText } from '../config/reading-text.tsx'
import { bootDevices, moved, placed, type BootDevice } from './boot-order.ts'

interface BootOrderControlProps {
  readonly config: Config
  readonly onChange: (devices: readonly BootDevice[]) => void
}

/** The devices to boot from, ticked and in order: dragged, or moved by the buttons. */
export function BootOrderControl({ config, onChange }: BootOrderControlProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const [devices, setDevices] = useState(() => bootDevices(config))
  const [dragged, setDragged] = useState<string>()
  const change = (next: readonly BootDevice[]) => {
    setDevices(next)
    onChange(next)
  }
  const drop = (index: number) => {
    if (dragged !== undefined) change(placed(devices, dragged, index))
    setDragged(undefined)
  }
  return (
    <ol aria-label={t`Boot order`} className="flex flex-col rounded-md border border-line">
      {devices.map(({ key, enabled }, index) => {
        const name = `${labels.name(key)} ${key}`
        return (
          <li
            key={key}
            draggable
            onDragStart={() => setDragged(key)}
            onDragOver={event => event.preventDefault()}
            onDrop={() => drop(index)}
            onDragEnd={() => setDragged(undefined)}
            className={`flex min-h-(--control) items-center gap-1 border-t border-line pl-1 first:border-t-0 ${dragged === key ? 'opacity-50' : ''}`}
          >
            <GripVertical size={15} aria-hidden className="shrink-0 cursor-grab text-muted" />
            <label className="flex min-w-0 flex-1 items-center gap-2 py-1">
              <input
                type="checkbox"
                checked={enabled}
                onChange={event => change(devices.map(one => (one.key === key ? { ...one, enabled: event.target.checked } : one)))}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="w-14 shrink-0 font-mono">{key}</span>
              <span className="min-w-0 flex-1 truncate text-muted">
                <ReadingText kind="qemu" name={key} value={config.get(key) ?? ''} />
              </span>
            </label>
            <IconButton
              icon={ArrowUp}
              label={t`Move ${name} up`}
              disabled={index === 0}
              onClick={() => change(moved(devices, index, -1))}
            />
            <IconButton
              icon={ArrowDown}
              label={t`Move ${name} down`}
              disabled={index === devices.length - 1}
              onClick={() => change(moved(devices, index, 1))}
            />
          </li>
        )
      })}
    </ol>
  )
}
