import { useCallback, useLayoutEffect, useRef, useState, type RefCallback } from 'react'
import { flushSync } from 'react-dom'

export interface VisibleRows {
  /** For the element that scrolls. */
  readonly ref: RefCallback<HTMLElement>
  /** Index of the first row that is drawn. */
  readonly first: number
  /** Index behind the last one. */
  readonly end: number
  /** More than these are never drawn on a screen of this height. */
  readonly most: number
  /** Height of all rows in pixels. */
  readonly total: number
  /** How many whole rows fit on the screen. */
  readonly page: number
  /** Scrolls as little as brings a row on the screen. */
  readonly reveal: (index: number) => void
}

export interface VisibleRowsOptions {
  readonly count: number
  /** Every row is so high, in pixels. */
  readonly height: number
  /** What always covers the upper edge, in pixels. */
  readonly header: number
}

/** Rows that are drawn beyond each edge, so that scrolling shows no gap. */
const beyond = 4
/** Scrolling by fewer rows than these draws nothing new. */
const step = 3

interface View {
  readonly top: number
  readonly height: number
}

/** Which rows of a long list are drawn. All are of one height: nothing is measured but the list itself. */
export function useVisibleRows({ count, height, header }: VisibleRowsOptions): VisibleRows {
  const scroller = useRef<HTMLElement>(null)
  // Until the browser has laid it out: most of the window.
  const [{ top, height: seen }, setView] = useState<View>({ top: 0, height: Math.max(200, window.innerHeight - 240) })
  const stepHeight = useRef(height)
  stepHeight.current = height * step

  const ref = useCallback((element: HTMLElement | null) => {
    scroller.current = element
    if (!element) return undefined
    let last = 0
    const onScroll = () => {
      const at = Math.floor(element.scrollTop / stepHeight.current)
      if (at === last) return
      last = at
      // In the same frame, or the new rows would be missing for a moment.
      flushSync(() => setView(view => ({ ...view, top: element.scrollTop })))
    }
    const sizes = new ResizeObserver(([entry]) => {
      const seen = entry?.contentRect.height ?? 0
      if (seen > 0) setView(view => (view.height === seen ? view : { ...view, height: seen }))
    })
    element.addEventListener('scroll', onScroll, { passive: true })
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', onScroll)
      sizes.disconnect()
    }
  }, [])
  // A list that became shorter has scrolled by itself.
  useLayoutEffect(() => {
    if (top > 0 && top > count * height - seen) setView(view => ({ ...view, top: scroller.current?.scrollTop ?? 0 }))
  }, [count, height, seen, top])

  const most = Math.ceil(seen / height) + step + 2 * beyond
  const from = Math.floor(top / (height * step)) * step
  return {
    ref,
    first: Math.min(count, Math.max(0, from - beyond)),
    end: Math.min(count, from + most - beyond),
    most,
    total: count * height,
    page: Math.max(1, Math.floor((seen - header) / height)),
    reveal(index) {
      const element = scroller.current
      if (!element) return
      const start = index * height
      if (start < element.scrollTop) element.scrollTop = start
      else element.scrollTop = Math.max(element.scrollTop, start + height + header - element.clientHeight)
    },
  }
}
