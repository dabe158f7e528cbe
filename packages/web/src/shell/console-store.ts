import { Store } from '../store.ts'

/** A console that is open. */
export interface OpenConsole {
  /** `vnc/100`, `terminal/101`, `serial/100/serial0`, `shell/pve` */
  readonly id: string
  readonly kind: 'vnc' | 'terminal' | 'serial' | 'shell'
  /** Of a guest: where it was when the console was opened; it is looked for where it is by then. */
  readonly node: string
  /** Undefined: the node's own shell. */
  readonly vmid?: number
  readonly serial?: string
  readonly title: string
}

export interface ConsolesState {
  /** Those of the dock. */
  readonly consoles: readonly OpenConsole[]
  /** Id of the one that is shown. */
  readonly active: string | undefined
  /** The page shows this one itself; the dock leaves it out meanwhile. */
  readonly inPage: string | undefined
  /** The dock is folded down to its tabs. */
  readonly folded: boolean
  /** It covers the whole page. */
  readonly maximized: boolean
  /** pixels */
  readonly height: number
  /** Counts how often somebody asked to see a console: it takes the keyboard then. */
  readonly asked: number
}

/** A tab of the browser that is loaded anew opens its consoles again. */
const storageKey = 'quorate.consoles'
const nothing: ConsolesState = {
  consoles: [],
  active: undefined,
  inPage: undefined,
  folded: false,
  maximized: false,
  height: 420,
  asked: 0,
}

function remembered(): ConsolesState {
  try {
    return { ...nothing, ...(JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Partial<ConsolesState>) }
  } catch {
    return nothing
  }
}

export const openConsoles = new Store<ConsolesState>(remembered())
openConsoles.subscribe(() => {
  const { consoles, active, folded, height } = openConsoles.get()
  sessionStorage.setItem(storageKey, JSON.stringify({ consoles, active, folded, height }))
})

export function arrangeConsoles(change: Partial<Omit<ConsolesState, 'consoles'>>): void {
  openConsoles.set({ ...openConsoles.get(), ...change })
}

/** Opens a console in the dock, or shows it when it is open. */
export function openConsole(console: OpenConsole): void {
  const state = openConsoles.get()
  const consoles = state.consoles.some(one => one.id === console.id) ? state.consoles : [...state.consoles, console]
  openConsoles.set({ ...state, consoles, active: console.id, folded: false, asked: state.asked + 1 })
}

export function closeConsole(id: string): void {
  const state = openConsoles.get()
  const at = state.consoles.findIndex(one => one.id === id)
  if (at < 0) return
  const consoles = state.consoles.toSpliced(at, 1)
  const next = consoles[Math.min(at, consoles.length - 1)]?.id
  openConsoles.set({
    ...state,
    consoles,
    active: state.active === id ? next : state.active,
    ...(consoles.length === 0 && { maximized: false }),
  })
}
