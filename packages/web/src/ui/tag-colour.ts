/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number]

export interface TagColours {
  readonly background: Rgb
  readonly text: Rgb
}

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]

function linear(part: number): number {
  const value = part / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/** Relative luminance as WCAG 2 defines it. */
export const luminance = ([red, green, blue]: Rgb): number => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** Contrast as WCAG 2 defines it: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** Black or white, whichever is easier to read; one of them always has at least 4.5. */
export const readableOn = (background: Rgb): Rgb => (contrast(background, white) >= contrast(background, black) ? white : black)

/** Hue 0 to 360, the others 0 to 1. */
function ofHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const part = (offset: number) => {
    const step = (offset + hue / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(step - 3, 9 - step, 1))))
  }
  return [part(0), part(8), part(4)]
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0
  return value
}

/** Stands out from a white page and from a dark one alike. */
const brightness = 0.19

/** A colour for a name, always the same; as bright for every name. */
export function hashedColour(name: string): Rgb {
  const value = hash(name.toLowerCase())
  const [hue, saturation] = [value % 360, 0.45 + ((value >>> 9) % 40) / 100]
  let [low, high] = [0, 1]
  for (let step = 0; step < 12; step += 1) {
    const middle = (low + high) / 2
    if (luminance(ofHsl(hue, saturation, middle)) < brightness) low = middle
    else high = middle
  }
  return ofHsl(hue, saturation, (low + high) / 2)
}

export const parseColour = (hex: string): Rgb => [0, 2, 4].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb
export const hexOf = (colour: Rgb): string => colour.map(part => part.toString(16).padStart(2, '0')).join('')

/** `prod:ff0000:ffffff;lab:00ff88` */
export function parseColourMap(text: string | undefined): ReadonlyMap<string, TagColours> {
  const entries = (text ?? '').split(';').filter(Boolean)
  return new Map(
    entries.map(entry => {
      const [name = '', background = '', foreground] = entry.split(':')
      const colour = parseColour(background)
      return [name, { background: colour, text: foreground ? parseColour(foreground) : readableOn(colour) }] as const
    }),
  )
}

/** Lists draw the same few tags again and again. */
const fromNames = new Map<string, TagColours>()

/** The colours of a tag: those that were set for it, else those that its name gives. */
export function tagColours(name: string, set: ReadonlyMap<string, TagColours>): TagColours {
  const found = set.get(name) ?? set.get(name.toLowerCase())
  if (found) return found
  const known = fromNames.get(name)
  if (known) return known
  const background = hashedColour(name)
  const colours = { background, text: readableOn(background) }
  fromNames.set(name, colours)
  return colours
}
