import { useRef, type MouseEvent, type PointerEvent } from 'react'
import { pointAnchor, type MenuAnchor } from '../ui/menu-anchor.ts'

/** A finger that stays this long means the menu; one that moves so far scrolls. */
const longMs = 500
const movedPixels = 10

interface MenuPresses {
  readonly onContextMenu?: (event: MouseEvent) => void
  readonly onPointerDown?: (event: PointerEvent) => void
  readonly onPointerMove?: (event: PointerEvent) => void
  readonly onPointerUp?: () => void
  readonly onPointerCancel?: () => void
  readonly onClickCapture?: (event: MouseEvent) => void
}

/** Handlers for the right mouse button and for a long press. */
export function useMenuPresses(open: ((anchor: MenuAnchor) => void) | undefined): MenuPresses {
  const press = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly x: number; readonly y: number }>(undefined)
  const opened = useRef(false)
  if (!open) return {}
  const stop = () => {
    clearTimeout(press.current?.timer)
    press.current = undefined
  }
  return {
    onContextMenu(event) {
      event.preventDefault()
      stop()
      open(pointAnchor(event))
    },
    onPointerDown({ pointerType, clientX: x, clientY: y }) {
      opened.current = false
      if (pointerType !== 'touch') return
      const show = () => {
        opened.current = true
        open(pointAnchor({ clientX: x, clientY: y }))
      }
      press.current = { timer: setTimeout(show, longMs), x, y }
    },
    onPointerMove({ clientX, clientY }) {
      const began = press.current
      if (began && Math.hypot(clientX - began.x, clientY - began.y) > movedPixels) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onClickCapture(event) {
      // The finger that opened the menu does not also open the page.
      if (opened.current) event.stopPropagation()
      opened.current = false
    },
  }
}
