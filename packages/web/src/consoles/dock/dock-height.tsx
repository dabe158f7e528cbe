import { useLingui } from '@lingui/react/macro'
import type { KeyboardEvent, PointerEvent } from 'react'
import { arrangeConsoles } from '../../shell/console-store.ts'

const least = 140
const step = 24
/** So much of the page stays visible. */
const restOfPage = 180
const largest = () => Math.max(least, window.innerHeight - restOfPage)
export const limitHeight = (height: number): number => Math.round(Math.min(largest(), Math.max(least, height)))

/** The upper edge of the dock: dragged, or moved by the arrow keys. */
export function DockHeight({ height }: { height: number }) {
  const { t } = useLingui()
  const set = (value: number) => arrangeConsoles({ height: limitHeight(value) })
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return
    const { currentTarget: edge, clientY: from, pointerId } = event
    const move = ({ clientY }: globalThis.PointerEvent) => set(height + from - clientY)
    edge.setPointerCapture(pointerId)
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true })
  }
  function onKeyDown(event: KeyboardEvent): void {
    const to = { ArrowUp: height + step, ArrowDown: height - step, Home: largest(), End: least }[event.key]
    if (to === undefined) return
    event.preventDefault()
    set(to)
  }
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={t`Height of the consoles`}
      aria-valuenow={limitHeight(height)}
      aria-valuemin={least}
      aria-valuemax={largest()}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      className="absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize touch-none hover:bg-accent/40 focus-visible:bg-accent/60"
    />
  )
}
