import type { Terminal } from '@xterm/headless'

/** The modes that a terminal is in, beyond what its serialised screen says. */
export interface KeptModes {
  /** Told of all text: which character set is in use is told by single characters in it. */
  note(text: string): void
  readonly cursorHidden: boolean
  /** Sets them in another terminal. */
  text(): string
}

/** Blinking, the forms of mouse reports. */
const modes = new Set([12, 1005, 1006, 1015, 1016])
const graphics = '0'

interface Kept {
  hidden: boolean
  readonly on: Set<number>
  cursorStyle: string
  /** first and last line, from 1; of the screen that is shown */
  margins: readonly [number, number] | undefined
  /** What the sets G0 and G1 are, and which of them is in use. */
  readonly sets: [string, string]
  shifted: boolean
}

/** What puts the second character set into use, or takes it out of use again; the last of them counts. */
const shifts = /[\u000e\u000f]|\u001b(?:c|\[!p)/g

const fresh = (shifted: boolean): Kept => ({ hidden: false, on: new Set(), cursorStyle: '', margins: undefined, sets: ['B', 'B'], shifted })

/** Watches a terminal for modes that its serialised screen leaves out. */
export function watchModes(terminal: Terminal): KeptModes {
  let kept = fresh(false)
  const { parser, buffer } = terminal
  const forget = () => {
    // Text is noted before it is drawn: it has told already what is in use at its end.
    kept = fresh(kept.shifted)
    return false
  }
  const mode = (on: boolean) => (parameters: (number | number[])[]) => {
    for (const number of parameters) {
      if (number === 25) kept.hidden = !on
      else if (typeof number !== 'number' || !modes.has(number)) continue
      else if (on) kept.on.add(number)
      else kept.on.delete(number)
    }
    return false
  }
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, mode(true))
  parser.registerCsiHandler({ prefix: '?', final: 'l' }, mode(false))
  parser.registerCsiHandler({ intermediates: '!', final: 'p' }, forget)
  parser.registerEscHandler({ final: 'c' }, forget)
  parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([style]) => {
    kept.cursorStyle = typeof style === 'number' ? `\u001b[${style} q` : ''
    return false
  })
  parser.registerCsiHandler({ final: 'r' }, ([first, last]) => {
    const bottom = Math.min(Number(last) || terminal.rows, terminal.rows)
    const top = Number(first) || 1
    kept.margins = top < bottom && bottom - top + 1 < terminal.rows ? [top, bottom] : undefined
    return false
  })
  for (const [index, intermediates] of ['(', ')'].entries()) {
    for (const final of ['0', 'A', 'B']) {
      parser.registerEscHandler({ intermediates, final }, () => {
        kept.sets[index] = final
        return false
      })
    }
  }
  terminal.onResize(() => (kept.margins = undefined))
  buffer.onBufferChange(() => (kept.margins = undefined))
  return {
    note(text) {
      const last = text.match(shifts)?.at(-1)
      if (last !== undefined) kept.shifted = last === '\u000e'
    },
    get cursorHidden() {
      return kept.hidden
    },
    text: () => textOf(kept, terminal),
  }
}

function textOf(kept: Kept, { buffer: { active }, modes: { originMode } }: Terminal): string {
  let text = kept.cursorStyle
  for (const number of kept.on) text += `\u001b[?${number}h`
  for (const [index, set] of kept.sets.entries()) if (set === graphics) text += `\u001b${'()'[index]}${set}`
  if (kept.margins) {
    const [top, bottom] = kept.margins
    // Setting them moves the cursor.
    const row = active.cursorY + 1 - (originMode ? top - 1 : 0)
    text += `\u001b[${top};${bottom}r\u001b[${row};${active.cursorX + 1}H`
  }
  if (kept.shifted) text += '\u000e'
  return kept.hidden ? `${text}\u001b[?25l` : text
}
