import { limitZoom, scrollAfterZoom } from './zoom.ts'

interface Fingers {
  readonly x: number
  readonly y: number
  readonly distance: number
}

/**
 * Two fingers zoom and move a picture; one is the guest's. `picture` grows inside of `scroller`.
 * What listens further in hears of the first finger alone, and that it is gone when the second comes. `onTake` tells that
 * fingers are ours from now on, or no longer.
 */
export function pinchToZoom(scroller: HTMLElement, picture: HTMLElement, onTake: (taken: boolean) => void): void {
  let zoom = 1
  let last: Fingers | undefined
  let own = false

  function fingers({ touches }: TouchEvent): Fingers | undefined {
    const [first, second] = touches
    if (!first || !second) return undefined
    const box = scroller.getBoundingClientRect()
    return {
      x: (first.clientX + second.clientX) / 2 - box.left,
      y: (first.clientY + second.clientY) / 2 - box.top,
      distance: Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY),
    }
  }
  function take(event: TouchEvent): void {
    event.preventDefault()
    event.stopPropagation()
  }
  function begin(event: TouchEvent): void {
    if (event.touches.length < 2 && !own) return
    take(event)
    if (!own) {
      onTake(true)
      const fresh = new Set([...event.changedTouches].map(touch => touch.identifier))
      const known = [...event.touches].filter(touch => !fresh.has(touch.identifier))
      event.target?.dispatchEvent(new TouchEvent('touchcancel', { changedTouches: known }))
    }
    own = true
    last = fingers(event)
  }
  function move(event: TouchEvent): void {
    if (!own) return
    take(event)
    const now = fingers(event)
    if (!now || !last) return
    const next = limitZoom((zoom * now.distance) / last.distance)
    const left = scrollAfterZoom(scroller.scrollLeft, last.x, now.x, zoom, next)
    const top = scrollAfterZoom(scroller.scrollTop, last.y, now.y, zoom, next)
    zoom = next
    picture.style.width = `${zoom * 100}%`
    picture.style.height = `${zoom * 100}%`
    scroller.scrollTo(left, top)
    // A picture that is shown pixel by pixel scrolls by itself.
    picture.firstElementChild?.scrollBy(last.x - now.x, last.y - now.y)
    last = now
  }
  function end(event: TouchEvent): void {
    if (!own) return
    take(event)
    last = undefined
    if (event.touches.length > 0) return
    own = false
    onTake(false)
  }
  const options = { capture: true, passive: false }
  scroller.addEventListener('touchstart', begin, options)
  scroller.addEventListener('touchmove', move, options)
  scroller.addEventListener('touchend', end, options)
  // Ours, that ends the guest's finger, is made by this script.
  scroller.addEventListener('touchcancel', event => event.isTrusted && end(event), options)
}
