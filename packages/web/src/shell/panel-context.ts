import { createContext, useContext } from 'react'

/** The side panel that a form stands in. */
export interface PanelHandle {
  /** Closes it; unsaved changes are asked about first unless `force`. */
  readonly close: (force?: boolean) => void
  readonly setDirty: (dirty: boolean) => void
}

export const PanelContext = createContext<PanelHandle | undefined>(undefined)
export const usePanel = (): PanelHandle | undefined => useContext(PanelContext)
