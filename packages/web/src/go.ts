/** Goes to an address from where no component is: set once by the router. */
let navigator: (address: string) => void = address => location.assign(address)

export function setNavigator(go: (address: string) => void): void {
  navigator = go
}

export const go = (address: string): void => navigator(address)
