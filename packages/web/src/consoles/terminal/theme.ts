import type { ITheme } from '@xterm/xterm'

const light: ITheme = {
  black: '#24292f',
  red: '#b3261e',
  green: '#13703c',
  yellow: '#8a5300',
  blue: '#1f55d6',
  magenta: '#8430a8',
  cyan: '#0b6a77',
  white: '#6e7781',
  brightBlack: '#57606a',
  brightRed: '#c8382f',
  brightGreen: '#1a7f47',
  brightYellow: '#9a6700',
  brightBlue: '#3b6fe0',
  brightMagenta: '#9a4abf',
  brightCyan: '#157f8d',
  brightWhite: '#8c959f',
}
const dark: ITheme = {
  black: '#3b4450',
  red: '#ff8a80',
  green: '#55c98b',
  yellow: '#f1bd5c',
  blue: '#7ea6ff',
  magenta: '#d49bf0',
  cyan: '#5fcbd8',
  white: '#cdd3da',
  brightBlack: '#727d8c',
  brightRed: '#ffaaa3',
  brightGreen: '#7fdcaa',
  brightYellow: '#f8d28b',
  brightBlue: '#a9c4ff',
  brightMagenta: '#e3bdf7',
  brightCyan: '#93dfe8',
  brightWhite: '#ffffff',
}

/** The terminal's colours: those of the page, with sixteen that can be read on them. */
export function terminalTheme(): ITheme {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const isDark = document.documentElement.dataset.theme === 'dark'
  return {
    ...(isDark ? dark : light),
    background: colour('--surface'),
    foreground: colour('--text'),
    cursor: colour('--accent'),
    cursorAccent: colour('--surface'),
    selectionBackground: isDark ? '#32508f' : '#bcd2ff',
    selectionInactiveBackground: isDark ? '#2a3a5c' : '#dbe6fb',
    scrollbarSliderBackground: colour('--line'),
    scrollbarSliderHoverBackground: colour('--strong'),
    scrollbarSliderActiveBackground: colour('--strong'),
  }
}
