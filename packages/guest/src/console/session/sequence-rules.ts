/** Titles, folder, links, marks of shells, colours and their resets. */
const harmlessStrings = new Set(['0', '1', '2', '7', '8', '133', '104', '105', '110', '111', '112', '117', '119'])
/** Colours, which may also be asked for. */
const colourStrings = new Set(['4', '5', '10', '11', '12', '17', '19'])
/** Modes in which a terminal reports by itself: its colours, its size. */
const reportingModes = new Set(['2031', '2048'])

/** By last character: those among the sequences `ESC [ ...` that are no questions, or all when it is not listed. */
const harmlessControls: Readonly<Record<string, (body: string) => boolean>> = {
  c: () => false,
  i: () => false,
  n: body => body.startsWith('>'),
  p: body => !body.endsWith('$'),
  q: body => !body.startsWith('>'),
  t: body => /^(?:22|23)(?:;|$)/.test(body) || /[ -/]$/.test(body),
  u: body => body === '' || /^[\d;]+$/.test(body),
  m: body => !body.startsWith('?'),
  S: body => !body.startsWith('?'),
  h: body =>
    !body.startsWith('?') ||
    !body
      .slice(1)
      .split(';')
      .some(mode => reportingModes.has(mode)),
  w: body => !/[$&']$/.test(body),
  x: body => /[$*]$/.test(body),
  y: () => false,
  z: body => !body.endsWith("'"),
  '|': () => false,
}

function harmlessString(text: string): boolean {
  const code = /^\d+/.exec(text)?.[0] ?? ''
  if (harmlessStrings.has(code)) return true
  return colourStrings.has(code) && !text.split(';').includes('?')
}

/** May a viewer's terminal have this whole sequence? `ESC` is its first character; strings come without their end. */
export function answersNothing(sequence: string): boolean {
  const kind = sequence[1]
  const body = sequence.slice(2)
  if (kind === '[') return harmlessControls[body.at(-1) ?? '']?.(body.slice(0, -1)) ?? true
  if (kind === ']') return harmlessString(body)
  // Device strings and messages to the terminal; its name; a change away from UTF-8.
  return !'PX^_Z%'.includes(kind ?? '')
}
