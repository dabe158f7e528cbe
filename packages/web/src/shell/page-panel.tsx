import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Store, useStore } from '../store.ts'

const slot = new Store<HTMLElement | null>(null)

/** Where panels that belong to the page's own address stand: beside the page. */
export const PagePanelSlot = () => <div ref={element => slot.set(element)} className="contents" />

/** Draws a side panel beside the page, for pages whose address names what is open in it. */
export function PagePanel({ children }: { children: ReactNode }) {
  const place = useStore(slot)
  return place && createPortal(children, place)
}
