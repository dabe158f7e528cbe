import { Store } from '../store.ts'

/** A console that is open. */
export interface OpenConsole {
  /** `vnc/100`, `terminal/101`, `serial/100/serial0`, `shell/pve` */
  readonly id: string
  readonly kind: 'vnc' | 'terminal' | 'serial' | 'shell'
  readonly node: string
  /** Undefined: the node's own shell. */
  readonly vmid?: number
  readonly serial?: string
  readonly title: string
}

export interface ConsolesState {
  readonly consoles: readonly OpenConsole[]
  /** Id of the one that is shown. */
  readonly active: string | undefined
  /** The dock is folded down to its tabs. */
  readonly folded: boolean
  /** pixels */
  readonly height: number
}

export const openConsoles = new Store<ConsolesState>({ consoles: [], active: undefined, folded: false, height: 420 })

/** Opens a console in the dock, or shows it when it is open. */
export function openConsole(console: OpenConsole): void {
  const state = openConsoles.get()
  const consoles = state.consoles.some(one => one.id === console.id) ? state.consoles : [...state.consoles, console]
  openConsoles.set({ ...state, consoles, active: console.id, folded: false })
}

export function closeConsole(id: string): void {
  const state = openConsoles.get()
  const consoles = state.consoles.filter(one => one.id !== id)
  openConsoles.set({ ...state, consoles, active: state.active === id ? consoles.at(-1)?.id : state.active })
}
