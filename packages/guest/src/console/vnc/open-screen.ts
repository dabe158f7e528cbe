import type { Duplex } from 'node:stream'
import { Failure, failureText } from '@quorate/schema'
import { sensibleSize, type TerminalSize } from '../session/terminal-size.ts'
import type { TerminalSession } from '../session/terminal-session.ts'
import { cellSize } from './server-texts.ts'
import { RefusedScreen } from './refused-screen.ts'
import { loadUnifont } from './unifont.ts'
import type { VncScreenOptions } from './vnc-screen.ts'

const usual = { width: 80 * 8, height: 24 * 16 }

/** Columns and rows of a screen of so many pixels; undefined: neither was asked for. */
export function terminalSize(width: number | undefined, height: number | undefined): TerminalSize | undefined {
  if (width === undefined && height === undefined) return undefined
  const { columns, rows } = cellSize(width ?? usual.width, height ?? usual.height)
  return sensibleSize(columns, rows)
}

/**
 * A VNC server on a session's terminal, for one client. When the session cannot be opened, or the font is not installed, it
 * refuses the client with the reason: of a failed request for a WebSocket a browser tells nobody.
 */
export async function vncScreen(open: () => Promise<TerminalSession>, options: VncScreenOptions): Promise<Duplex> {
  try {
    const [session, { VncScreen }, font] = await Promise.all([open(), import('./vnc-screen.ts'), loadUnifont()])
    return new VncScreen(session, font, options)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return new RefusedScreen(failureText(error))
  }
}
