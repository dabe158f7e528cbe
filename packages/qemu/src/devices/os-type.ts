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
