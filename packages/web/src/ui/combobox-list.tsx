import { Combobox as Base } from '@base-ui/react/combobox'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type RefObject } from 'react'
import type { ComboboxChoice } from './combobox.tsx'

export type ScrollToIndex = (index: number) => void

const itemClasses =
  'flex min-h-(--control) w-full cursor-pointer items-center gap-2 rounded-md px-2.5 outline-none select-none data-disabled:cursor-not-allowed data-disabled:text-muted data-highlighted:bg-hover data-selected:bg-selected'

function Item({ choice, index, top }: { choice: ComboboxChoice; index?: number; top?: number }) {
  return (
    <Base.Item
      value={choice}
      disabled={choice.disabledReason !== undefined}
      {...(index !== undefined && { index })}
      className={top === undefined ? itemClasses : `${itemClasses} absolute inset-x-0 top-0`}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
    >
      <span className="min-w-0 flex-1 truncate">
        <bdi>{choice.label}</bdi>
      </span>
      <span className="max-w-[55%] truncate text-[0.93em] text-muted">{choice.disabledReason ?? choice.detail}</span>
    </Base.Item>
  )
}

/** The choices of a combobox; long lists exist only where they are seen. */
export function ComboboxList({ virtual, scrollTo }: { virtual: boolean; scrollTo: RefObject<ScrollToIndex | undefined> }) {
  return (
    <Base.List className={virtual ? '' : 'max-h-[min(20rem,50vh)] overflow-y-auto'}>
      {virtual ? <VirtualItems scrollTo={scrollTo} /> : (choice: ComboboxChoice) => <Item key={choice.value} choice={choice} />}
    </Base.List>
  )
}

function VirtualItems({ scrollTo }: { scrollTo: RefObject<ScrollToIndex | undefined> }) {
  const items = Base.useFilteredItems<ComboboxChoice>()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 32,
    overscan: 10,
  })
  useEffect(() => {
    scrollTo.current = index => index >= 0 && virtualizer.scrollToIndex(index, { align: 'auto' })
    return () => void (scrollTo.current = undefined)
  }, [scrollTo, virtualizer])
  return (
    <div ref={scroller} className="h-[min(20rem,50vh)] overflow-y-auto">
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const choice = items[index]
          return choice && <Item key={choice.value} choice={choice} index={index} top={start} />
        })}
      </div>
    </div>
  )
}
