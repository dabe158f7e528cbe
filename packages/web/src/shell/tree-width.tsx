import { useLingui } from '@lingui/react/macro'
import type { KeyboardEvent, PointerEvent } from 'react'
import { prefer } from '../settings/preferences.ts'

const least = 160
const largest = 640
const step = 16
const limited = (width: number) => Math.round(Math.min(largest, Math.max(least, width)))

/** The right edge of the tree: dragged, or moved by the arrow keys. */
export function TreeWidth({ width }: { width: number }) {
  const { t } = useLingui()
  const set = (value: number) => prefer({ treeWidth: limited(value) })
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return
    const { currentTarget: edge, clientX: from, pointerId } = event
    const move = ({ clientX }: globalThis.PointerEvent) => set(width + clientX - from)
    edge.setPointerCapture(pointerId)
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true })
  }
  function onKeyDown(event: KeyboardEvent): void {
    const to = { ArrowRight: width + step, ArrowLeft: width - step, Home: least, End: largest }[event.key]
    if (to === undefined) return
    event.preventDefault()
    set(to)
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t`Width of the tree`}
      aria-valuenow={limited(width)}
      aria-valuemin={least}
      aria-valuemax={largest}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent/40 focus-visible:bg-accent/60"
    />
  )
}
