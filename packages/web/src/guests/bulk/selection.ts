import { Store } from '../../store.ts'

/** Numbers of the guests that are selected in the list; a panel for many acts on them. */
export const selection = new Store<ReadonlySet<number>>(new Set())
