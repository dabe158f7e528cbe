import { useRouterState } from '@tanstack/react-router'
import { BareFrame } from './bare-frame.tsx'
import { Shell } from './shell.tsx'

/** Around every page stands the shell, but for windows that only show a console. */
export function Frame() {
  const bare = useRouterState({ select: state => state.location.pathname.startsWith('/console/') })
  return bare ? <BareFrame /> : <Shell />
}
