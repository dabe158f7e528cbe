import { consoleAddress } from '../addresses.ts'
import { closeConsole, type OpenConsole } from '../shell/console-store.ts'

/** Puts a console into a window of its own; there it connects anew, which sessions and screens survive. */
export function detachConsole({ id }: OpenConsole): void {
  window.open(consoleAddress(id), '_blank', 'popup,noopener,width=1040,height=800')
  closeConsole(id)
}
