/**
 * What differs by `ostype`. The reasons stand in docs/vm-config-keys.md, section "What ostype changes"; one sample of
 * each type is among the golden configs.
 */

/** Version of Windows as its kernel counts: 5 is XP and 2000, 6 Vista to 7, 8, 10, 11. undefined: not Windows. */
export function windowsVersion(ostype: string | undefined): number | undefined {
  switch (ostype) {
    case 'w2k':
    case 'w2k3':
    case 'wxp':
      return 5
    case 'wvista':
    case 'w2k8':
      return 6
    case 'win7':
      return 7
    case 'win8':
      return 8
    case 'win10':
      return 10
    case 'win11':
      return 11
    default:
      return undefined
  }
}

/** Graphics card where the config names none: Windows before Vista drives a Cirrus card without a driver of the maker. */
export function usualDisplay(ostype: string | undefined): 'cirrus' | 'std' {
  return (windowsVersion(ostype) ?? 6) < 6 ? 'cirrus' : 'std'
}

/** Windows from 8 on and Linux from 2.6 on have a driver for xHCI; what other systems have is not known. */
export function knowsXhci(ostype: string | undefined): boolean {
  return ostype === 'l26' || (windowsVersion(ostype) ?? 0) >= 8
}
