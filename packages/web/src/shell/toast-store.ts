import { Store } from '../store.ts'

export interface Toast {
  readonly id: number
  readonly look: 'good' | 'bad' | 'info'
  readonly text: string
  /** A button in it: undo, show. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

export const toasts = new Store<readonly Toast[]>([])
let last = 0

export function dismiss(id: number): void {
  toasts.set(toasts.get().filter(toast => toast.id !== id))
}

/** Tells in passing what happened. It goes by itself, but for failures. */
export function toast(given: Omit<Toast, 'id'>, forMs = given.look === 'bad' ? 0 : 6000): number {
  last += 1
  const id = last
  toasts.set([...toasts.get(), { ...given, id }].slice(-5))
  if (forMs > 0) setTimeout(() => dismiss(id), forMs)
  return id
}
