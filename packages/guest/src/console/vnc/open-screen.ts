import type { Duplex } from 'node:stream'
import { sensibleSize, type TerminalSize } from '../session/terminal-size.ts'
import type { TerminalSession } from '../session/terminal-session.ts'
import { cellSize } from './server-texts.ts'
import { loadUnifont } from './unifont.ts'
import type { VncScreenOptions } from './vnc-screen.ts'

const usual = { width: 80 * 8, height: 24 * 16 }

/** Columns and rows of a screen of so many pixels; undefined: neither was asked for. */
export function terminalSize(width: number | undefined, height: number | undefined): TerminalSize | undefined {
  if (width === undefined && height === undefined) return undefined
  const { columns, rows } = cellSize(width ?? usual.width, height ?? usual.height)
  return sensibleSize(columns, rows)
}

/** A VNC server on a session's terminal, for one client. Fails when the font is not installed. */
export async function vncScreen(session: TerminalSession, options: VncScreenOptions): Promise<Duplex> {
  const [{ VncScreen }, font] = await Promise.all([import('./vnc-screen.ts'), loadUnifont()])
  return new VncScreen(session, font, options)
}
