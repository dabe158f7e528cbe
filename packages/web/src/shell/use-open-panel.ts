import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { PanelName } from './panels.ts'

/** Opens a side panel over the present page: `openPanel('clone', '100')`. Going back closes it. */
export function useOpenPanel(): (name: PanelName, argument?: string) => void {
  const navigate = useNavigate()
  return useCallback(
    (name, argument) =>
      void navigate({
        to: '.',
        search: (before: object) => ({ ...before, panel: argument === undefined ? name : `${name}/${argument}` }),
      } as never),
    [navigate],
  )
}
